import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { closed, IdParams, pageMembers, ref } from '../../http/schemas.ts'
import { getArticleHead } from '../revisions/store.ts'
import {
  type PublicationEntry,
  PublicationEntryPage,
  schemas,
  type WithdrawalEntry,
  WithdrawalEntryPage,
} from './schema.ts'
import { listPublications, listWithdrawals } from './store.ts'

const tags = ['editorial articles']
const config = { access: 'content:read' as const, problems: [404] as const }
const querystring = closed(pageMembers)

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  app.get(
    '/:id/publications',
    {
      config,
      schema: {
        tags,
        operationId: 'listPublications',
        summary: 'List what was published of an article, and what will be',
        description: 'Its editions with their times, who ordered them and what they put right, newest first.',
        params: IdParams,
        querystring,
        response: { 200: ref(PublicationEntryPage, 'One page of publications') },
      },
    },
    async (request, reply) => {
      const { id } = await getArticleHead(db, request.params.id)
      const rows = await listPublications(db, id, windowOf(secrets, request))
      const asIs = (entry: PublicationEntry) => entry
      return pageFrom({ secrets, request, reply }, rows, ({ edition }) => [String(edition), ''], asIs)
    },
  )

  app.get(
    '/:id/withdrawals',
    {
      config,
      schema: {
        tags,
        operationId: 'listWithdrawals',
        summary: 'List how an article was taken from the public',
        description: 'With the reasons, which stay inside, and who brought it back when; newest first.',
        params: IdParams,
        querystring,
        response: { 200: ref(WithdrawalEntryPage, 'One page of withdrawals') },
      },
    },
    async (request, reply) => {
      const { id } = await getArticleHead(db, request.params.id)
      const rows = await listWithdrawals(db, id, windowOf(secrets, request))
      const asIs = (entry: WithdrawalEntry) => entry
      return pageFrom({ secrets, request, reply }, rows, (entry) => ['', entry.id], asIs)
    },
  )
}

export const publicationHistory: Feature = { prefix: '/v1/editorial/articles', schemas, routes }
