import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ApiError, invalid } from '../lib/errors.ts'
import { readForm, readRaw, tooLarge, type Upload } from './read-upload.ts'

declare module 'fastify' {
  interface FastifyRequest {
    upload: Upload | null
  }
}

/** What a form may need beside the file. */
const FIELDS_BYTES_MAX = 131_072

export interface UploadLimits {
  /** What the body itself may be; a form with the part `file` is always taken. */
  types: readonly string[]
  bytesMax: number
  /** Fields of the form that are numbers. */
  numbers?: readonly string[]
}

/**
 * Makes the routes of this scope take files and no JSON. Returns what reads one: to be called before
 * validation, with the answer in `request.upload` and its `body` in `request.body`.
 */
export async function useUploads(app: FastifyInstance, { types, bytesMax, numbers = [] }: UploadLimits) {
  const taken = ['multipart/form-data', ...types].join(', ')
  const notTaken = () =>
    new ApiError('unsupported-media-type', `Send ${taken}.`, { headers: { accept: taken } })

  app.removeAllContentTypeParsers()
  await app.register(multipart, {
    // Text is read as bytes, too: in strict UTF-8, as everywhere.
    isPartAFile: () => true,
    limits: { fileSize: bytesMax, files: 10, parts: 10 },
  })
  app.addContentTypeParser(
    [...types],
    { parseAs: 'buffer', bodyLimit: bytesMax },
    async (_request: FastifyRequest, body: Buffer) => body,
  )
  app.addContentTypeParser('*', async () => {
    throw notTaken()
  })
  app.decorateRequest('upload', null)

  return async (request: FastifyRequest): Promise<Upload> => {
    const announced = Number(request.headers['content-length'] ?? 0)
    if (announced > bytesMax + FIELDS_BYTES_MAX) throw tooLarge()
    const upload = request.isMultipart() ? await readForm(request, numbers) : readRaw(request)
    if (!upload) throw notTaken()
    if (upload.bytes.length === 0) throw invalid('/file', 'is empty', 'empty')
    return upload
  }
}
