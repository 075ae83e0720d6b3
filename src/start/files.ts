import type { Config } from '../config.ts'
import { diskFiles } from '../storage/disk.ts'
import type { Files } from '../storage/files.ts'
import { s3Files } from '../storage/s3.ts'

/** A bucket where one is configured, else a folder. */
export const openFiles = ({ bucket, mediaDir }: Config): Files =>
  bucket ? s3Files(bucket) : diskFiles(mediaDir)
