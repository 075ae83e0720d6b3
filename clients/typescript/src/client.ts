import createFetchClient, { type Client } from 'openapi-fetch'
import { rememberingFetch } from './remembering-fetch.ts'
import type { components, paths } from './schema.ts'

export { answerOf, type Problem, ProblemError } from './answer.ts'
export { each } from './each.ts'
export { type Follow, followChanges } from './follow-changes.ts'
export { ifMatch } from './if-match.ts'

/** What the API calls by a name: `Schemas['Article']`, `Schemas['Quote']`. */
export type Schemas = components['schemas']

/** Without a wish of the client's an address with several types answers this one. */
type Media = 'application/json'

/** One function per method, typed by the address: `api.GET('/v1/articles/{id}', { params })`. */
export type VerbatimClient = Client<paths, Media>

export interface ClientOptions {
  /** Where the API answers, such as `https://api.example.org`. */
  baseUrl: string
  /** An API key; readers need none, and a page in a browser must never hold one. */
  key?: string
  /** How many bytes of answers are kept to be asked for with `If-None-Match`; 0 keeps none. */
  rememberBytes?: number
  /** What sends the requests, when it is not the `fetch` of the platform. */
  fetch?: (request: Request) => Promise<Response>
}

const REMEMBER_BYTES = 5_000_000

export function createClient({
  baseUrl,
  key,
  rememberBytes = REMEMBER_BYTES,
  fetch: send = (request) => fetch(request),
}: ClientOptions): VerbatimClient {
  return createFetchClient<paths, Media>({
    baseUrl,
    fetch: rememberBytes > 0 ? rememberingFetch(send, rememberBytes) : send,
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    // The API takes several values of a filter with commas between them.
    querySerializer: { array: { style: 'form', explode: false } },
  })
}
