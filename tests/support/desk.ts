import type { Answer, Caller } from './newsroom.ts'

export const BODY = `The harbour will be dredged at night.

“We will dredge at night,” said Mara Quint, the harbour master. “Nobody will sleep, and nobody will drown.”

The council called the plan “the least bad of three”.`

export const UNKNOWN = '0190a000-0000-7000-8000-000000000000'

/** What an editor does at the desk, in a line each; every step must succeed. */
export function deskOf(editor: Caller) {
  const must = async (status: number, answer: Promise<Answer>): Promise<Answer> => {
    const got = await answer
    if (got.status !== status) throw new Error(`expected ${status}, got ${got.status}: ${got.text}`)
    return got
  }
  const tagOf = ({ headers }: Answer) => ({ 'if-match': headers.etag ?? '' })
  const read = (id: string) => must(200, editor('GET', `/v1/editorial/articles/${id}`))

  return {
    read,
    /** A draft; title, language and body unless said otherwise. */
    draft: async (members: object = {}) =>
      (
        await must(
          201,
          editor('POST', '/v1/editorial/articles', {
            title: 'Harbour',
            language: 'en',
            body: BODY,
            ...members,
          }),
        )
      ).body,
    change: async (id: string, patch: object) =>
      (await must(200, editor('PATCH', `/v1/editorial/articles/${id}`, patch, tagOf(await read(id))))).body,
    speaker: async (members: object = {}) =>
      (
        await must(
          201,
          editor('POST', '/v1/editorial/speakers', { name: 'Mara Quint', kind: 'person', ...members }),
        )
      ).body,
    quote: async (id: string, members: object) =>
      (await must(201, editor('POST', `/v1/editorial/articles/${id}/quotes`, { kind: 'direct', ...members })))
        .body,
    publish: async (id: string, timing: object = {}) =>
      (
        await must(
          201,
          editor('POST', `/v1/editorial/articles/${id}/publications`, timing, tagOf(await read(id))),
        )
      ).body,
    withdraw: async (id: string, kind: string, notice?: string) =>
      (
        await must(
          201,
          editor(
            'POST',
            `/v1/editorial/articles/${id}/withdrawals`,
            { kind, reason: 'A test', ...(notice !== undefined && { notice }) },
            tagOf(await read(id)),
          ),
        )
      ).body,
    section: async (name: string) =>
      (await must(201, editor('POST', '/v1/editorial/sections', { name }))).body,
    tag: async (name: string) => (await must(201, editor('POST', '/v1/editorial/tags', { name }))).body,
    author: async (name: string) => (await must(201, editor('POST', '/v1/editorial/authors', { name }))).body,
    /** `If-Match` with the article's present version. */
    current: async (id: string) => tagOf(await read(id)),
  }
}
