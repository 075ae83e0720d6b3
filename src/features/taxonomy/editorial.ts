import { Type } from 'typebox'
import type { Feature } from '../../http/feature.ts'
import { expectedVersions } from '../../http/if-match.ts'
import { pageFrom, windowOf } from '../../http/paging.ts'
import { created, done, ok, perform } from '../../http/perform.ts'
import { closed, KeyParams, pageMembers, ref } from '../../http/schemas.ts'
import { isAlwaysPublic } from './rules.ts'
import { type EditorialTerm, type TermNoun, type TermSchemas, titleOf } from './schema.ts'
import { createTerm, deleteTerm, getTerm, listTerms, updateTerm } from './store.ts'

const tags = ['editorial taxonomy']

/** The desk's routes of one kind of term. */
export function editorialTerms(noun: TermNoun, schemas: TermSchemas): Feature {
  const title = titleOf(noun)
  const whoChanges = isAlwaysPublic(noun)
    ? 'Readers see every section, so this needs `content:publish`.'
    : `While a visible article names the ${noun} this needs \`content:publish\`.`
  const mayChange = isAlwaysPublic(noun) ? 'content:publish' : 'content:write'

  const routes: Feature['routes'] = async (app, { db, secrets }) => {
    app.get(
      '',
      {
        config: { access: 'content:read' },
        schema: {
          tags,
          operationId: `listEditorial${title}s`,
          summary: `List all ${noun}s`,
          description: 'By name, whether or not an article names them.',
          querystring: closed(pageMembers),
          response: { 200: ref(schemas.EditorialTermPage, `One page of ${noun}s`) },
        },
      },
      async (request, reply) => {
        const rows = await listTerms(db, noun, windowOf(secrets, request))
        const asIs = (term: EditorialTerm) => term
        return pageFrom({ secrets, request, reply }, rows, ({ name, id }) => [name, id], asIs)
      },
    )

    app.get(
      '/:key',
      {
        config: { access: 'content:read', problems: [404] },
        schema: {
          tags,
          operationId: `getEditorial${title}`,
          summary: `Read one ${noun} on the desk`,
          description: 'By id or slug, with its ETag.',
          params: KeyParams,
          response: { 200: ref(schemas.EditorialTerm, `The ${noun}`) },
        },
      },
      async (request, reply) => {
        const term = await getTerm(db, noun, request.params.key)
        return reply.headers(ok(term).headers).send(term)
      },
    )

    app.post(
      '',
      {
        config: { access: 'content:write', idempotent: true },
        schema: {
          tags,
          operationId: `create${title}`,
          summary: `Add one ${noun}`,
          description: 'A name is enough. A slug that was asked for and is taken is 409 `slug-taken`.',
          body: ref(schemas.NewTerm),
          response: { 201: ref(schemas.EditorialTerm, `The ${noun}`) },
        },
      },
      (request, reply) =>
        perform(db, request, reply, async (act) => {
          const term = await createTerm(act, noun, request.body)
          return created(term, `${app.prefix}/${term.id}`)
        }),
    )

    app.patch(
      '/:key',
      {
        config: { access: mayChange, ifMatch: true, problems: [404, 409] },
        schema: {
          tags,
          operationId: `update${title}`,
          summary: `Change one ${noun}`,
          description: whoChanges,
          params: KeyParams,
          body: ref(schemas.TermChange),
          response: { 200: ref(schemas.EditorialTerm, `The whole ${noun}`) },
        },
      },
      (request, reply) => {
        const change = { key: request.params.key, expected: expectedVersions(request), patch: request.body }
        return perform(db, request, reply, async (act) => ok(await updateTerm(act, noun, change)))
      },
    )

    app.delete(
      '/:key',
      {
        config: { access: mayChange, ifMatch: true, problems: [404, 409] },
        schema: {
          tags,
          operationId: `delete${title}`,
          summary: `Remove one ${noun} that no article was filed under`,
          description: `409 while a saved article names it. ${whoChanges}`,
          params: KeyParams,
          response: { 204: Type.Null({ description: 'Removed' }) },
        },
      },
      (request, reply) => {
        const change = { key: request.params.key, expected: expectedVersions(request) }
        return perform(db, request, reply, async (act) => {
          await deleteTerm(act, noun, change)
          return done()
        })
      },
    )
  }
  return { prefix: `/v1/editorial/${noun}s`, schemas: Object.values(schemas), routes }
}
