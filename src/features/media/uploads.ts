import { Type } from 'typebox'
import type { Feature } from '../../http/feature.ts'
import { closed, line, ref } from '../../http/schemas.ts'
import { useUploads } from '../../http/uploads.ts'
import { cleanImage } from './imaging.ts'
import { keepUpload, wordsOf } from './keep-upload.ts'
import { queueOf } from './queue.ts'
import { IMAGE_TYPES, ImageBody, ImageUpload } from './schema.ts'

/** How many uploads are decoded at once, and how many may wait for that. */
const PLACES = 2
const WAITING_MAX = 20
/** A large image in a slow format takes longer than any other request. */
const HANDLER_MS = 60_000

const BYTES = { schema: Type.Unsafe({}) }

const routes: Feature['routes'] = async (app, deps) => {
  const { mediaBytesMax } = deps.settings
  const cleaning = queueOf(PLACES, WAITING_MAX)

  const readUpload = await useUploads(app, {
    types: IMAGE_TYPES,
    bytesMax: mediaBytesMax,
    numbers: ['focalX', 'focalY'],
  })

  app.post(
    '',
    {
      config: { access: 'content:write', idempotent: true },
      handlerTimeout: HANDLER_MS,
      preValidation: async (request) => {
        request.upload = await readUpload(request)
        request.body = request.upload.body
      },
      schema: {
        tags: ['editorial media'],
        operationId: 'uploadImage',
        summary: 'Upload one image',
        description:
          'As a form with the part `file`, or as the body itself. The content decides what it is, not the name or the media type: JPEG, PNG, WebP, GIF or AVIF, of at most 100 megapixels, AVIF of 25. What is kept is written anew, upright and in sRGB, without any metadata such as the place where it was taken. An image that cannot be decoded is 422. The same image twice is two images.',
        querystring: closed({
          name: Type.Optional(
            line(200, {
              description: 'What to call it, instead of the name of the file.',
              examples: ['Harbour at night'],
            }),
          ),
        }),
        body: {
          content: {
            'multipart/form-data': { schema: ref(ImageUpload) },
            ...Object.fromEntries(IMAGE_TYPES.map((type) => [type, BYTES])),
          },
        },
        response: { 201: ImageBody },
      },
    },
    async (request, reply) => {
      const { upload } = request
      if (!upload) throw new Error('The upload was not read.')
      const words = wordsOf(upload.body)
      const image = await cleaning(() => cleanImage(upload.bytes))
      // Whoever asked has been told that it took too long: nothing may come of it.
      if (reply.sent) return reply
      const called = request.query.name ?? upload.called
      return keepUpload(deps, { request, reply, image, called, sha256: upload.sha256, words })
    },
  )
}

export const mediaUploads: Feature = { prefix: '/v1/editorial/media', schemas: [], routes }
