import { Type } from 'typebox'
import { isCurrentFor } from '../../http/delivery.ts'
import type { Feature } from '../../http/feature.ts'
import { nothingAt } from '../../http/problems.ts'
import { isUuid } from '../../lib/uuid.ts'
import { IMAGE_TYPES } from './schema.ts'
import { servingFrom } from './serve.ts'
import { findServedImage } from './store.ts'

const HEADERS = {
  'cache-control': 'public, max-age=31536000, immutable',
  // Whatever a browser takes it for: nothing in it may run or load.
  'content-security-policy': "default-src 'none'; sandbox",
}

const file = { schema: Type.Unsafe({}) }

const routes: Feature['routes'] = async (app, { reads, files }) => {
  const serve = servingFrom(files, (err) => app.log.warn({ err }, 'the storage lacks a file'))

  app.get(
    '/:id/:name',
    {
      config: { access: 'public', conditional: true, problems: [404] },
      schema: {
        tags: ['media'],
        operationId: 'getMediaFile',
        summary: 'Read an image file',
        description:
          'The addresses are those in `url`, `sizes` and `crops` of an image; what one answers never changes. `{name}-w{width}.{extension}` is the image in 160, 320, 640, 960, 1280 or 1920 pixels, never more than it has, as `webp`, `jpg` or `avif`; `{name}-{ratio}-w{width}-{print}.{extension}` is cut to `1x1`, `4x3` or `16x9` around the focal point that the print stands for. Everything else is 404. Files need no key: whoever knows the address may read them.',
        params: Type.Object({
          id: Type.String({ maxLength: 100, examples: ['019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20'] }),
          name: Type.String({ maxLength: 200, examples: ['harbour-at-night-w640.webp'] }),
        }),
        produces: IMAGE_TYPES,
        response: {
          200: {
            description: 'The file',
            content: Object.fromEntries(IMAGE_TYPES.map((type) => [type, file])),
          },
          304: Type.Null({ description: 'What `If-None-Match` names is current' }),
        },
      },
    },
    async (request, reply) => {
      const { id, name } = request.params
      const image = isUuid(id) ? await findServedImage(reads, id) : undefined
      const asked = image && serve(image, name)
      if (!asked) throw nothingAt(request.url)
      reply.headers({ ...HEADERS, etag: asked.etag, 'cache-tag': `media:${image.id}` })
      if (isCurrentFor(request, asked.etag)) return reply.code(304).send(null)

      const found = await asked.open()
      if (!found) throw nothingAt(request.url)
      return reply.type(asked.mediaType).header('content-length', found.bytes).send(found.stream)
    },
  )
}

export const mediaFiles: Feature = { prefix: '/media', schemas: [], routes }
