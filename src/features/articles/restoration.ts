import { Type } from 'typebox'
import type { Feature } from '../../http/feature.ts'
import { expectedVersions } from '../../http/if-match.ts'
import { created, perform } from '../../http/perform.ts'
import { closed, named, ref } from '../../http/schemas.ts'
import { RevisionParams } from '../revisions/schema.ts'
import { toEditorialArticle } from './record.ts'
import { restoreRevision } from './restore.ts'
import { Acknowledgements, EditorialArticle } from './schema.ts'

const NewRestoration = named(
  'NewRestoration',
  closed(
    { acknowledgeQuoteChanges: Type.Optional(Acknowledgements) },
    { description: 'Every member may be left out, and so may the body.', examples: [{}] },
  ),
)

const routes: Feature['routes'] = async (app, { db }) => {
  app.post(
    '/:id/revisions/:number/restore',
    {
      config: {
        access: 'content:write',
        ifMatch: true,
        idempotent: true,
        optionalBody: true,
        problems: [404, 409, 422],
      },
      schema: {
        tags: ['editorial articles'],
        operationId: 'restoreRevision',
        summary: 'Save an earlier revision anew',
        description:
          'Appends a revision with its words; nothing that was saved since is lost. It is a save like any other: where it would alter the words of a confirmed quote it is 409 `quote-altered`, unless `acknowledgeQuoteChanges` says why; where its slug went to another article 409 `slug-taken`; where nothing differs 409 `conflict`.',
        params: RevisionParams,
        body: ref(NewRestoration),
        response: { 201: ref(EditorialArticle, 'The article with the restored words') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        const { id, number } = request.params
        const { acknowledgeQuoteChanges = [] } = request.body
        const record = await restoreRevision(act, id, {
          number: Number(number),
          expected: expectedVersions(request),
          acknowledged: acknowledgeQuoteChanges,
        })
        return created(toEditorialArticle(record), `${app.prefix}/${id}/revisions/${record.head.revision}`)
      }),
  )
}

export const restoration: Feature = {
  prefix: '/v1/editorial/articles',
  schemas: [NewRestoration],
  routes,
}
