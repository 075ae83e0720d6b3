import type { Readable } from 'node:stream'
import type { CommentKind } from '../rules.ts'
import { type XmlReader, xmlParts } from '../xml.ts'
import { disqusReader } from './disqus.ts'
import type { Exported } from './rules.ts'
import { wxrReader } from './wxr.ts'

/** Gathers the comments of an export. */
export interface CommentReader extends XmlReader {
  comments(): Exported[]
  /** Where the keys of its comments are unique. */
  source(): string
}

/** What a file holds. */
export interface Export {
  source: string
  comments: Exported[]
}

const READERS: Record<CommentKind, () => CommentReader> = {
  disqus_comments: disqusReader,
  wxr_comments: wxrReader,
}

/** All comments of an export: which ones stand above which is only known when all have been read. */
export async function readExport(kind: CommentKind, file: Readable): Promise<Export> {
  const reader = READERS[kind]()
  for await (const _ of xmlParts(file, reader));
  return { source: reader.source(), comments: reader.comments() }
}
