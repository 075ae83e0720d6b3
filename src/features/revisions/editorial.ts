import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { closed, IdParams, pageMembers, ref } from '../../http/schemas.ts'
import { diffRevisions } from './diff.ts'
import { toRevision, toRevisionSummary } from './present.ts'
import { DiffParams, Revision, RevisionDiff, RevisionPage, RevisionParams, schemas } from './schema.ts'
import { getArticleHead, getWholeRevision, listRevisions } from './store.ts'

const tags = ['editorial articles']
const config = { access: 'content:read' as const, problems: [404] as const }

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  const readRevision = async (id: string, number: string) => {
    const { revision } = await getArticleHead(db, id)
    return toRevision(await getWholeRevision(db, id, Number(number)), revision)
  }

  app.get(
    '/:id/revisions',
    {
      config,
      schema: {
        tags,
        operationId: 'listRevisions',
        summary: 'List the saves of an article',
        description: 'Newest first. Every save of words is one, and none ever changes.',
        params: IdParams,
        querystring: closed(pageMembers),
        response: { 200: ref(RevisionPage, 'One page of revisions') },
      },
    },
    async (request, reply) => {
      const { id, revision } = await getArticleHead(db, request.params.id)
      const found = await listRevisions(db, id, windowOf(secrets, request))
      return pageFrom(
        { secrets, request, reply },
        found,
        (row) => ['', String(row.number)],
        (row) => toRevisionSummary(row, revision),
      )
    },
  )

  app.get(
    '/:id/revisions/:number',
    {
      config,
      schema: {
        tags,
        operationId: 'getRevision',
        summary: 'Read a save of an article',
        description: 'Its words as they were saved. Whoever changes the article needs the article’s ETag.',
        params: RevisionParams,
        response: { 200: ref(Revision, 'The revision') },
      },
    },
    (request) => readRevision(request.params.id, request.params.number),
  )

  app.get(
    '/:id/revisions/:from/diff/:to',
    {
      config,
      schema: {
        tags,
        operationId: 'diffRevisions',
        summary: 'Compare two saves of an article',
        description:
          'What `to` says otherwise than `from`, whichever is newer: running texts word by word, everything else as its values. Of texts with little in common long passages are removed and inserted whole.',
        params: DiffParams,
        response: { 200: ref(RevisionDiff, 'The members that differ') },
      },
    },
    async ({ params: { id, from, to } }) =>
      diffRevisions(await readRevision(id, from), await readRevision(id, to)),
  )
}

export const revisions: Feature = { prefix: '/v1/editorial/articles', schemas, routes }
