import { randomUUID } from 'node:crypto'
import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Config } from '../../config.ts'
import { openFiles } from '../../start/files.ts'
import { type Finding, fail, looking, ok } from './finding.ts'

const WORDS = 'Written by verbatim doctor.'

/** Writes a file, reads it, and removes it. */
export function lookAtStorage(config: Config): Promise<Finding[]> {
  const { bucket, mediaDir } = config
  const where = bucket ? `the bucket ${bucket.bucket}` : mediaDir
  const advice = bucket
    ? 'Look at S3_ENDPOINT and S3_BUCKET; the key must read, write, list and delete.'
    : `The user of the server must be able to write in ${mediaDir}.`
  return looking('storage', advice, async () => {
    // A folder that this made would not be as the server makes it.
    if (!bucket && !existsSync(mediaDir)) return toBeMade(mediaDir)
    const files = openFiles(config)
    const folder = randomUUID()
    try {
      await files.put(`${folder}/doctor.txt`, Buffer.from(WORDS), 'text/plain')
      const file = await files.open(`${folder}/doctor.txt`)
      if (file && (await text(file.stream)) === WORDS) return ok('storage', `Files can be kept in ${where}.`)
      return fail('storage', `What was written to ${where} was not there.`, advice)
    } finally {
      await files.removeFolder(folder)
    }
  })
}

function toBeMade(folder: string): Finding {
  let parent = dirname(resolve(folder))
  while (!existsSync(parent)) parent = dirname(parent)
  accessSync(parent, constants.W_OK)
  return ok('storage', `The first file makes ${folder}.`)
}
