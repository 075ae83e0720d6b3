import type { Feature } from '../../http/feature.ts'
import { created, perform } from '../../http/perform.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { createPreviewToken } from './create.ts'
import { NewPreviewToken, PreviewToken, schemas } from './schema.ts'

const routes: Feature['routes'] = async (app, { db, secrets, settings }) => {
  app.post(
    '/:id/preview-tokens',
    {
      config: { access: 'content:write', idempotent: true, optionalBody: true, problems: [404, 409, 422] },
      schema: {
        tags: ['editorial articles'],
        operationId: 'createPreviewToken',
        summary: 'Make a link to one revision',
        description:
          'For people without a key: it shows one revision of one article, for a day at most, and cannot be taken back. An article that was canceled, or blocked by law, has no preview: 409.',
        params: IdParams,
        body: ref(NewPreviewToken),
        response: { 201: ref(PreviewToken, 'The token and its address') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const issuer = { secrets, publicUrl: settings.publicUrl }
        const made = await createPreviewToken(act, request.params.id, request.body, issuer)
        return created(made, made.url)
      }),
  )
}

export const previewTokens: Feature = { prefix: '/v1/editorial/articles', schemas, routes }
