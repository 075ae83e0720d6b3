import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a reader got: enough to tell whether another server answers the same. */
type Seen = Record<string, string>

/** Addresses that an installation answers for itself, or that only a token opens. */
const OWN = [
  '/healthz',
  '/readyz',
  '/metrics',
  '/v1/captcha/challenge',
  '/v1/preview/{token}',
  '/v1/comments/receipts/{receipt}',
  '/v1/mail/confirmations/{token}',
  '/v1/mail/unsubscriptions/{token}',
]

interface Operation {
  get?: { security?: unknown[] }
}

/** Every public address of the API document that answers by what is in the database, as a template. */
const PUBLIC = Object.entries(
  JSON.parse(readFileSync(new URL('../../openapi/openapi.json', import.meta.url), 'utf8')).paths as Record<
    string,
    Operation
  >,
)
  .filter(([path, { get }]) => get && !get.security?.length && !OWN.includes(path))
  .map(([path]) => path)

/** Rows of a newsroom by table, as its export has them. */
export type Rows = (table: string) => Record<string, string>[]

/** What `{…}` of a template may be, by where it stands. */
function fillings(rows: Rows): Record<string, string[]> {
  const all = (table: string, column: string) => [
    ...new Set(rows(table).map((row) => String(row[column] ?? ''))),
  ]
  const keys = (table: string) => [...all(table, 'id'), ...all(table, 'slug')]
  return {
    '/v1/articles/{id}': all('article', 'id'),
    '/v1/articles/by-slug/{slug}': all('article_slug', 'slug'),
    // Five addresses each: some of them stand for all, which are in lists and articles.
    '/v1/quotes/{id}': all('quote', 'id').filter((_, index) => index % 4 === 0),
    '/v1/speakers/{id}': all('speaker', 'id'),
    '/v1/speakers/by-slug/{slug}': all('speaker', 'slug'),
    '/v1/sections/{key}': keys('section'),
    '/v1/tags/{key}': keys('tag'),
    '/v1/authors/{key}': keys('author'),
    '/problems/{code}': ['stale'],
    '{number}': ['1', '2', '3'],
  }
}

/** What lists and searches are asked beside themselves. */
const QUESTIONS: Record<string, string[]> = {
  '/v1/articles': ['limit=2&count=true', 'include=quotes,section,tags,authors&limit=5', 'sort=publishedAt'],
  '/v1/quotes': ['limit=7&count=true', 'q=harbour', 'channel=interview'],
  '/v1/search': ['q=harbour', 'q=council&type=quotes', 'q=ferry&type=articles&limit=50'],
  '/v1/speakers': ['limit=5&count=true', 'q=h'],
  '/v1/articles/{id}/comments': ['view=flat&limit=2', 'view=thread'],
  '/v1/corrections': ['limit=1&count=true'],
  '/v1/changes': ['limit=20'],
  '/feeds/articles.rss': ['content=full'],
  '/feeds/articles.atom': ['limit=3'],
}

/** Without these there is nothing to answer. */
const NEEDS_QUESTION = ['/v1/search', '/v1/oembed', '/v1/comments/counts']

/** How many are asked at once. */
const AT_ONCE = 6

/** Reads everything that the public can ask of a newsroom, by every address, to the last page. */
export async function walkPublic(address: string, rows: Rows): Promise<Seen> {
  const seen: Seen = {}
  let waiting = addressesOf(rows)
  while (waiting.length > 0) {
    const answers = await Promise.all(waiting.splice(0, AT_ONCE).map((path) => read(address, path)))
    for (const { path, told } of answers) seen[path] = told
    const further = answers.flatMap(({ leadsTo }) => leadsTo).filter((path) => seen[path] === undefined)
    waiting = [...new Set([...waiting, ...further])]
  }
  return seen
}

async function read(address: string, path: string) {
  const { status, headers, ...answer } = await fetched(`${address}${path}`)
  const kept = ['etag', 'location', 'content-type'].map((name) => headers.get(name) ?? '')
  const digest = createHash('sha256').update(answer.body).digest('hex').slice(0, 16)
  return {
    path,
    // A problem names its request.
    told: status < 400 ? [status, ...kept, digest].join(' ') : String(status),
    leadsTo: leadsTo(path, headers.get('link') ?? '', answer.body.toString('utf8')),
  }
}

const TRIES = 10
const PAUSE_MS = 1000

/** Whoever is told to come again later does. */
async function fetched(url: string) {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(url, { redirect: 'manual' })
    const body = Buffer.from(await answer.arrayBuffer())
    if (answer.status !== 503 || attempt === TRIES) {
      return { status: answer.status, headers: answer.headers, body }
    }
    await sleep(PAUSE_MS)
  }
}

/** The next page, the files of images, the parts of a sitemap. */
function leadsTo(path: string, link: string, body: string): string[] {
  const next = /<([^>]+)>; rel="next"/.exec(link)?.[1]
  const files = [...body.matchAll(/https:\/\/api\.example(\/media\/[\w./-]+|\/sitemaps\/[\w.-]+)/g)]
  const cursor = path.startsWith('/v1/changes') ? /"next":"([^"]+)"/.exec(body)?.[1] : undefined
  const hasMore = cursor !== undefined && !body.includes('"data":[]')
  return [
    ...(next ? [next.replace(/^https?:\/\/[^/]+/, '')] : []),
    ...files.map(([, file = '']) => file),
    ...(hasMore ? [`/v1/changes?limit=20&cursor=${encodeURIComponent(cursor)}`] : []),
  ]
}

function addressesOf(rows: Rows): string[] {
  const articles = rows('article').map(({ id }) => id)
  const quotes = rows('quote').slice(0, 10)
  return [
    ...PUBLIC.flatMap((template) => filled(template, fillings(rows))),
    `/v1/comments/counts?articleId=${articles.join(',')}`,
    ...quotes.map(
      ({ id }) => `/v1/oembed?url=${encodeURIComponent(`https://api.example/v1/quotes/${id}/embed`)}`,
    ),
  ]
}

function filled(template: string, values: Record<string, string[]>): string[] {
  const start = Object.keys(values).find((each) => template.startsWith(each) && each.startsWith('/'))
  // Found in what other addresses answer.
  if (!start && template.includes('{')) return []
  const rest = start ? template.slice(start.length) : ''
  const paths = start
    ? (values[start] ?? []).map((value) => start.replace(/\{\w+\}/, encodeURIComponent(value)) + rest)
    : [template]
  const numbers = values['{number}'] ?? []
  const whole = paths.flatMap((path) =>
    path.includes('{number}') ? numbers.map((number) => path.replace('{number}', number)) : [path],
  )
  const questions = (QUESTIONS[template] ?? []).flatMap((question) =>
    whole.map((path) => `${path}?${question}`),
  )
  return [...(NEEDS_QUESTION.includes(template) ? [] : whole), ...questions]
}

/** The templates that nothing answered with 200. */
export function neverAnswered(seen: Seen): string[] {
  const answered = Object.keys(seen)
    .filter((path) => seen[path]?.startsWith('200'))
    .map((path) => path.split('?', 1)[0] ?? '')
  return PUBLIC.filter((template) => {
    const pattern = new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)
    return !answered.some((path) => pattern.test(path))
  })
}
