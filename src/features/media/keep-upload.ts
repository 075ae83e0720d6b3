import type { FastifyReply, FastifyRequest } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import type { Deps } from '../../http/feature.ts'
import { created, perform } from '../../http/perform.ts'
import { invalid } from '../../lib/errors.ts'
import type { CleanImage } from './imaging.ts'
import { nameFor, originalKey } from './rules.ts'
import type { ImageUpload } from './schema.ts'
import { createImage, type NewImage } from './store.ts'

interface Finished {
  request: FastifyRequest
  reply: FastifyReply
  image: CleanImage
  called: string
  sha256: Buffer
  words: NewImage['words']
}

/**
 * The file first, then its row: no image that the desk can see is without its file. A file whose row was not
 * written is removed; when even that fails it is one that nobody can reach.
 */
export async function keepUpload(
  { db, files, settings }: Deps,
  { request, reply, image, called, sha256, words }: Finished,
) {
  const { bytes, mediaType, width, height } = image
  const id = uuidv7()
  const facts = { name: nameFor(called, mediaType), mediaType, width, height, bytes: bytes.length }
  await files.put(originalKey(id, mediaType), bytes, mediaType)
  // Once the row may have been written, only the database knows whether it was: then the file stays.
  let isNeeded = false
  try {
    return await perform(db, request, reply, async (act) => {
      isNeeded = true
      const fresh = await createImage(act, settings.publicUrl, { id, ...facts, sha256, words })
      return created(fresh, `/v1/editorial/media/${id}`)
    })
  } finally {
    if (!isNeeded) await files.removeFolder(id).catch((err) => request.log.warn({ err }, 'a file was left'))
  }
}

/** What a form said beside the file; its schema has been held. */
export function wordsOf(body: Record<string, unknown>): NewImage['words'] {
  const { file: _file, focalX: x, focalY: y, ...words } = body as ImageUpload
  if (x === undefined && y === undefined) return words
  if (x === undefined) throw invalid('/focalX', 'is required with focalY', 'required')
  if (y === undefined) throw invalid('/focalY', 'is required with focalX', 'required')
  return { ...words, focalPoint: { x, y } }
}
