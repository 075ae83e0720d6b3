import type { Feature } from '../../http/feature.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { created, done, perform } from '../../http/perform.ts'
import { IdParams, ref } from '../../http/schemas.ts'
import { AddedWords, NewWords, schemas, WordPage, WordQuery } from './schema.ts'
import { addWords, listWords, removeWord, toWord } from './store.ts'

const tags = ['moderation']
const access = 'comments:moderate' as const

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  app.get(
    '',
    {
      config: { access },
      schema: {
        tags,
        operationId: 'listModerationWords',
        summary: 'List the words that comments are searched for',
        description: 'Newest first.',
        querystring: WordQuery,
        response: { 200: ref(WordPage, 'One page of words') },
      },
    },
    async (request, reply) => {
      const rows = await listWords(db, request.query, windowOf(secrets, request))
      return pageFrom({ secrets, request, reply }, rows, ({ id }) => ['', id] as const, toWord)
    },
  )

  app.post(
    '',
    {
      bodyLimit: 1_048_576,
      config: { access, idempotent: true, problems: [422] },
      schema: {
        tags,
        operationId: 'addModerationWords',
        summary: 'Add words to a list',
        description:
          'Up to 1,000 at once, 10,000 in a list. They count for every comment that comes from then on. What the list has already, however it is spelt, stays one entry.',
        body: ref(NewWords),
        response: { 201: ref(AddedWords, 'What was added') },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => created(await addWords(act, request.body))),
  )

  app.delete(
    '/:id',
    {
      config: { access, problems: [404] },
      schema: {
        tags,
        operationId: 'removeModerationWord',
        summary: 'Remove a word from its list',
        description: 'What was held for it stays held until somebody decides.',
        params: IdParams,
        response: { 204: { type: 'null', description: 'Removed' } },
      },
    },
    (request, reply) =>
      perform(db, request, reply, async (act) => {
        await removeWord(act, request.params.id)
        return done()
      }),
  )
}

export const moderationWords: Feature = { prefix: '/v1/moderation/words', schemas, routes }
