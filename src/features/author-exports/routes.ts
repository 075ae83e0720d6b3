import type { Feature } from '../../http/feature.ts'
import { perform } from '../../http/perform.ts'
import { ref } from '../../http/schemas.ts'
import { collectAuthorExport } from './collect.ts'
import { AuthorExport, NewAuthorExport, schemas } from './schema.ts'

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  app.post(
    '',
    {
      config: { access: 'admin', problems: [404] },
      schema: {
        tags: ['admin'],
        operationId: 'exportAuthor',
        summary: 'Read all that is held on an author',
        description:
          'For the author, who asked for it: comments in all revisions, what was decided on them, the address and what it is used for. Whoever hands it on makes sure that it is they who ask. The answer is stored nowhere; the log keeps that there was an export, not of whom.',
        body: ref(NewAuthorExport),
        response: { 200: ref(AuthorExport, 'What is held') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => ({
        status: 200,
        headers: {},
        body: await collectAuthorExport(act, secrets, request.body),
      })),
  )
}

export const authorExports: Feature = { prefix: '/v1/admin/author-exports', schemas, routes }
