import { expect, test } from '@jest/globals'
import { deskOf, UNKNOWN } from '../support/desk.ts'
import { anImage } from '../support/media.ts'
import { newsroom } from '../support/newsroom.ts'

const { app, db, editor, reader } = await newsroom()
const desk = deskOf(editor)
const LATER = new Date(Date.now() + 3_600_000).toISOString()

/** A word that stands in everything that is to stay hidden, and nowhere else. */
const SECRET = 'zyzzyva'

async function hiddenArticle(name: string) {
  const title = `${SECRET} ${name}`
  const tag = await desk.tag(`${SECRET} tag ${name}`)
  const author = await desk.author(`${SECRET} author ${name}`)
  const speaker = await desk.speaker({ name: `${SECRET} speaker ${name}` })
  const image = await anImage(db, { alt: SECRET })
  const article = await desk.draft({
    title,
    body: `“The ${SECRET} sleeps,” she said.`,
    summary: SECRET,
    byline: SECRET,
    tags: [tag.slug],
    contributors: [{ author: author.slug }],
    image: { media: image.id },
  })
  const segments = [{ exact: `The ${SECRET} sleeps,` }]
  const quote = await desk.quote(article.id, { segments, speakerId: speaker.id, review: 'confirmed' })
  return { name, article, quote, speaker, tag, author }
}
type Hidden = Awaited<ReturnType<typeof hiddenArticle>>

const drafts = () => hiddenArticle('draft')
async function embargoed() {
  const hidden = await hiddenArticle('embargoed')
  await desk.publish(hidden.article.id, { embargoUntil: LATER })
  return hidden
}
async function withheld() {
  const hidden = await hiddenArticle('withheld')
  // Readers never saw it: its first edition begins after it was withheld.
  await desk.publish(hidden.article.id, { publishAt: LATER })
  await desk.withdraw(hidden.article.id, 'withheld', SECRET)
  await db.$executeRaw`update edition set valid_from = now() - interval '1 minute' where article_id = ${hidden.article.id}::uuid`
  return hidden
}

interface Operation {
  security?: object[]
  parameters?: { name: string; in: string; schema?: { enum?: string[]; items?: { enum?: string[] } } }[]
}

/** Every GET that needs no key, as the API document has it; what concerns no article is left out. */
const ELSEWHERE = /^\/(healthz|readyz|docs|openapi|problems|metrics|v1\/captcha|v1\/preview|media)/
const paths = Object.entries(app.swagger().paths ?? {}).flatMap(([path, methods]) => {
  const operation = (methods as { get?: Operation }).get
  const isPublic = operation?.security?.length === 0
  return operation && isPublic && !ELSEWHERE.test(path) ? [{ path, operation }] : []
})

/** What may be put in the place of a parameter of a path. */
const keysOf = ({ article, quote, speaker, tag, author }: Hidden) => {
  const things = [article, speaker, tag, author]
  return [...things.flatMap(({ id, slug }) => [id, slug]), quote.id]
}

type Parameter = NonNullable<Operation['parameters']>[number]

/** The queries that could make an operation tell of it. */
function queriesOf({ name, in: place, schema }: Parameter, hidden: Hidden): string[] {
  if (place !== 'query') return []
  if (/^(article|speaker|tag|author|about|articleId)$/.test(name)) {
    return keysOf(hidden).map((key) => `${name}=${key}`)
  }
  const values: Record<string, string | undefined> = {
    include: schema?.items?.enum?.join(','),
    count: 'exact',
    asOf: new Date().toISOString(),
    q: SECRET,
  }
  return values[name] === undefined ? [] : [`${name}=${values[name]}`]
}

const urlsOf = (hidden: Hidden): string[] =>
  paths.flatMap(({ path, operation: { parameters = [] } }) => {
    const keys = path.includes('{') ? keysOf(hidden) : ['']
    const filled = keys.map((key) => path.replace(/\{(number|kind)\}/, '1').replace(/\{[^}]+\}/g, key))
    const queries = parameters.flatMap((parameter) => queriesOf(parameter, hidden))
    return filled.flatMap((url) => [url, ...queries.map((query) => `${url}?${query}`)])
  })

/** What an answer gives away; a problem may repeat what it was asked for. */
async function tracesAt(url: string, hidden: Hidden): Promise<string[]> {
  const { status, text, headers } = await reader('GET', url)
  if (status === 400 || status === 404) return []
  const told = [SECRET, ...keysOf(hidden)].filter(
    (word) => (text + JSON.stringify(headers)).includes(word) && !url.includes(word),
  )
  const isListed = /"count":[1-9]|"data":\[\{/.test(text) && !url.startsWith('/v1/comments/counts')
  return [
    ...(status === 200 ? [] : [`${url} is ${status}`]),
    ...told.map((word) => `${url} tells ${word}`),
    ...(isListed ? [`${url} lists or counts it`] : []),
  ]
}

test.each([
  ['a draft', drafts],
  ['an embargoed article', embargoed],
  ['a withheld article', withheld],
])('%s leaves no trace on any public path', async (_name, hide) => {
  const hidden = await hide()
  const urls = urlsOf(hidden)

  const traces: string[] = []
  for (const url of urls) traces.push(...(await tracesAt(url, hidden)))

  expect(paths.length).toBeGreaterThan(15)
  expect(urls.length).toBeGreaterThan(100)
  expect(traces).toEqual([])
  const post = { body: 'Hello there.', author: { name: 'A reader' }, captcha: { token: 'x', answer: '1' } }
  const unknown = await reader('POST', `/v1/articles/${UNKNOWN}/comments`, post)
  const comment = await reader('POST', `/v1/articles/${hidden.article.id}/comments`, post)
  expect([comment.status, comment.body.code]).toEqual([unknown.status, unknown.body.code])
})

test('a published one is found by the same hunt', async () => {
  const shown = await hiddenArticle('shown')
  await desk.publish(shown.article.id)

  const traces: string[] = []
  for (const url of urlsOf(shown)) traces.push(...(await tracesAt(url, shown)))

  expect(traces.length).toBeGreaterThan(50)
})
