import { setTimeout as sleep } from 'node:timers/promises'
import { expect, jest, test } from '@jest/globals'
import { DEFAULT_POLICY } from '../../src/features/comment-policy/rules.ts'
import { recordDueMoments } from '../../src/features/publications/jobs.ts'
import { keepingNewsroom } from '../support/answers.ts'
import { BODY, deskOf } from '../support/desk.ts'
import { aComment, post } from '../support/discussion.ts'
import { runToTheEnd } from '../support/jobs.ts'
import { anImage } from '../support/media.ts'
import type { Answer } from '../support/newsroom.ts'

jest.setTimeout(90_000)

const { app, db, editor, moderator, admin, reader, statements, deafen } = await keepingNewsroom()
const desk = deskOf(editor)

/** A newsroom in which everything that may be changed stands in something that readers see. */
async function aNewsroom() {
  const [section, tag, author] = [
    await desk.section('City'),
    await desk.tag('Harbour'),
    await desk.author('Ines'),
  ]
  const speaker = await desk.speaker()
  const council = await desk.speaker({ name: 'The council', kind: 'organization' })
  const twin = await desk.speaker({ name: 'Mara Quindt' })
  const image = await anImage(db, { alt: 'A quay' })
  const english = await desk.draft({
    ...{ section: section.slug, tags: [tag.slug], contributors: [{ author: author.slug }] },
    image: { media: image.id },
    commentPolicy: { mode: 'post' },
  })
  const said = { speakerId: speaker.id, onBehalfOfId: council.id, review: 'confirmed' }
  const quote = await desk.quote(english.id, { segments: [{ exact: 'We will dredge at night,' }], ...said })
  await desk.publish(english.id)
  const french = await desk.draft({ language: 'fr', translationGroupId: english.id, section: section.slug })
  await desk.publish(french.id)
  const posted = (await post(reader, english.id)).body
  const pending = await aComment(db, { articleId: english.id, status: 'pending', reachable: false })
  const ids = { section, tag, author, speaker, council, twin, image, english, french, quote }
  return { ...ids, posted, pending }
}
type World = Awaited<ReturnType<typeof aNewsroom>>

const pagesOf = ({ section, tag, author, speaker, council, twin, english, french, quote }: World) => [
  ...['/v1/articles', '/v1/articles?include=quotes,speakers', `/v1/articles?section=${section.slug}`],
  ...['/v1/articles?section=new-slug', `/v1/articles?speaker=${twin.id}`, '/v1/articles?count=exact'],
  ...[english, french].flatMap(({ id, slug }) => [
    ...[`/v1/articles/${id}`, `/v1/articles/${id}?include=quotes,speakers,corrections`],
    ...[`/v1/articles/by-slug/${slug}`, `/v1/articles/${id}/quotes`, `/v1/articles/${id}/corrections`],
    ...[`/v1/articles/${id}/editions`, `/v1/articles/${id}/editions/1`, `/v1/articles/${id}/comments`],
    ...[`/v1/articles/${id}.jsonld`, `/v1/articles/${id}.ninjs.json`],
  ]),
  ...[`/v1/quotes/${quote.id}/embed`, `/v1/speakers/${speaker.id}/timeline`],
  `/v1/oembed?url=${encodeURIComponent(`http://127.0.0.1:3000/v1/quotes/${quote.id}`)}`,
  ...['/v1/quotes', `/v1/quotes/${quote.id}`, `/v1/quotes?speaker=${twin.id}`, '/v1/corrections'],
  ...['/v1/quotes?facets=speaker', '/v1/search?q=dredge', '/v1/search?q=dredge&type=quotes'],
  ...['/v1/speakers', ...[speaker, council, twin].map(({ id }) => `/v1/speakers/${id}`)],
  ...[`/v1/speakers/${speaker.id}/quotes`, `/v1/speakers/by-slug/${council.slug}`],
  ...['/v1/sections', `/v1/sections/${section.id}`, `/v1/sections/${section.id}/articles`],
  ...['/v1/tags', `/v1/tags/${tag.id}`, `/v1/tags/${tag.id}/articles`],
  ...['/v1/authors', `/v1/authors/${author.id}`, `/v1/authors/${author.id}/articles`],
  ...[`/feeds/articles.rss?section=${section.slug}`, `/feeds/articles.json?speaker=${speaker.id}`],
  ...['/feeds/articles.atom?content=full', '/sitemap.xml', '/sitemaps/news.xml'],
  `/sitemaps/articles-${new Date().toISOString().slice(0, 7)}.xml`,
  `/v1/comments/counts?articleId=${english.id},${french.id}`,
]

async function readAll(pages: readonly string[]): Promise<Map<string, unknown>> {
  const read = new Map<string, unknown>()
  for (const page of pages) {
    const { statusCode, body } = await app.inject({ url: page, headers: { 'x-request-id': 'a-reader' } })
    read.set(page, { status: statusCode, body })
  }
  return read
}

const patch = async (path: string, change: object) => {
  const { headers } = await editor('GET', path)
  return editor('PATCH', path, change, { 'if-match': headers.etag ?? '' })
}

async function decide(id: string, action: string) {
  const { body } = await moderator('GET', `/v1/moderation/comments/${id}`)
  const decision = {
    action,
    revisionId: body.headRevisionId,
    ...(action === 'reject' && { reason: 'other', notePublic: 'No.' }),
  }
  return moderator('POST', `/v1/moderation/comments/${id}/decisions`, decision, {
    'if-match': `"${body.version}"`,
  })
}

const posted = ({ posted: { comment } }: World) => `/v1/comments/${comment.id}`
const token = ({ posted: { editToken } }: World) => ({ 'edit-token': editToken })

const merge = async ({ speaker, twin }: World) => {
  const { headers } = await editor('GET', `/v1/editorial/speakers/${speaker.id}`)
  const path = `/v1/editorial/speakers/${speaker.id}/merges`
  return editor('POST', path, { into: twin.id }, { 'if-match': headers.etag ?? '' })
}

const CHANGES: Record<string, (world: World) => Promise<unknown>> = {
  'an edit is published': async ({ english }) => {
    await desk.change(english.id, { title: 'Harbour at night', slug: 'harbour-at-night' })
    await desk.publish(english.id)
  },
  'a correction is published': async ({ english }) => {
    await desk.change(english.id, { title: 'Harbour by night' })
    const correction = { kind: 'correction', publicText: 'It is by night.' }
    await editor(
      'POST',
      `/v1/editorial/articles/${english.id}/corrections`,
      correction,
      await desk.current(english.id),
    )
  },
  'an article is published': async ({ section }) => {
    await desk.publish((await desk.draft({ title: 'Ferry', section: section.slug })).id)
  },
  'an article is withheld': ({ english }) => desk.withdraw(english.id, 'withheld'),
  'an article is canceled': ({ english }) => desk.withdraw(english.id, 'canceled'),
  'a language edition is withheld': ({ french }) => desk.withdraw(french.id, 'withheld'),
  'a language edition comes back': async ({ french }) => {
    await desk.withdraw(french.id, 'withheld')
    await readAll([`/v1/articles/${french.id}`])
    const path = `/v1/editorial/articles/${french.id}/withdrawals/current`
    await editor('DELETE', path, undefined, await desk.current(french.id))
  },
  'a language edition leaves': ({ french }) => desk.change(french.id, { translationGroupId: null }),
  'an article closes its comments': ({ english }) =>
    desk.change(english.id, { commentPolicy: { mode: 'closed' } }),
  'the site closes all comments': async () => {
    const { headers } = await moderator('GET', '/v1/moderation/policy')
    const closed = { ...DEFAULT_POLICY, mode: 'closed' }
    return moderator('PUT', '/v1/moderation/policy', closed, { 'if-match': headers.etag ?? '' })
  },
  'a section is renamed': ({ section }) =>
    patch(`/v1/editorial/sections/${section.id}`, { name: 'Town', slug: 'new-slug' }),
  'a tag is renamed': ({ tag }) => patch(`/v1/editorial/tags/${tag.id}`, { name: 'Quays' }),
  'an author is renamed': ({ author }) => patch(`/v1/editorial/authors/${author.id}`, { name: 'Ines M.' }),
  'a section is added': () => desk.section('World'),
  'a speaker is renamed': ({ speaker }) =>
    patch(`/v1/editorial/speakers/${speaker.id}`, { name: 'Mara Q.', slug: 'mara-q' }),
  'who was spoken for is renamed': ({ council }) =>
    patch(`/v1/editorial/speakers/${council.id}`, { name: 'The town council' }),
  'speakers are merged': merge,
  'a merge is undone': async (world) => {
    const { headers } = await merge(world)
    await readAll(pagesOf(world))
    const { headers: current } = await editor('GET', `/v1/editorial/speakers/${world.speaker.id}`)
    await editor('DELETE', headers.location ?? '', undefined, { 'if-match': current.etag ?? '' })
  },
  'a quote is disputed': async ({ english, quote }) => {
    const path = `/v1/editorial/articles/${english.id}/quotes/${quote.id}`
    await editor('PATCH', path, { verification: 'disputed' }, await desk.current(english.id))
  },
  'an image gets another text': ({ image }) => patch(`/v1/editorial/media/${image.id}`, { alt: 'The quay' }),
  'a comment is posted': ({ english }) => post(reader, english.id),
  'a comment is approved': ({ pending }) => decide(pending.id, 'approve'),
  'a comment is rejected': ({ posted: { comment } }) => decide(comment.id, 'reject'),
  'a comment is changed by its author': (world) =>
    reader('PATCH', posted(world), { body: 'Where is it now, that ferry?' }, token(world)),
  'a comment is taken back by its author': (world) =>
    reader('DELETE', posted(world), undefined, token(world)),
  'a comment is erased': ({ posted: { comment } }) =>
    admin('POST', '/v1/admin/erasures', { commentId: comment.id }),
}

/** What ends as it began, after readers have seen it otherwise. */
const THERE_AND_BACK = new Set(['a language edition comes back', 'a merge is undone'])

/** Some of what is done answers with nothing. */
const statusOf = (answer: unknown) => (answer as Answer | undefined)?.status ?? 200

test.each(Object.keys(CHANGES))('every page says what is so at once when %s', async (name) => {
  const world = await aNewsroom()
  const pages = pagesOf(world)
  const before = await readAll(pages)

  const status = statusOf(await CHANGES[name]?.(world))
  const kept = await readAll(pages)
  deafen(true)
  const made = await readAll(pages)

  expect(status).toBeLessThan(300)
  expect(kept).toEqual(made)
  if (!THERE_AND_BACK.has(name)) expect(kept).not.toEqual(before)
})

test('a page that nothing has changed costs no statement', async () => {
  const world = await aNewsroom()
  const pages = pagesOf(world)
  const before = await readAll(pages)
  const kept = pages.filter((page) => (before.get(page) as { status: number }).status === 200)
  statements.length = 0

  const again = await readAll(kept)

  expect(statements).toEqual([])
  expect(again).toEqual(new Map(kept.map((page) => [page, before.get(page)])))
})

test('what only the desk sees leaves what is kept alone', async () => {
  const world = await aNewsroom()
  const path = `/v1/articles/${world.english.id}`
  await reader('GET', path)

  await desk.change(world.english.id, { body: `${BODY} Not yet.` })
  await desk.draft({ title: 'Nobody knows' })
  await aComment(db, { articleId: world.english.id, status: 'pending', reachable: false })
  await decide(world.pending.id, 'reject')
  statements.length = 0
  await reader('GET', path)

  expect(statements).toEqual([])
})

test('a planned publication, taken back or not, shortens what is kept', async () => {
  const { english } = await aNewsroom()
  const freshness = async () => (await reader('GET', `/v1/articles/${english.id}`)).headers['cache-control']
  await freshness()

  await desk.change(english.id, { title: 'Harbour tomorrow' })
  await desk.publish(english.id, { publishAt: new Date(Date.now() + 8000).toISOString() })
  const planned = await freshness()
  const path = `/v1/editorial/articles/${english.id}/publications/scheduled`
  await editor('DELETE', path, undefined, await desk.current(english.id))
  const canceled = await freshness()

  expect(planned).toMatch(/max-age=[4-7], stale-while-revalidate=0/)
  expect(canceled).toBe('public, max-age=10, stale-while-revalidate=20')
})

test('an embargo, an expiry and a closing time come on the instant, without anything happening', async () => {
  const at = new Date(Date.now() + 8000).toISOString()
  const [ending, beginning, closing] = [await desk.draft(), await desk.draft(), await desk.draft()]
  await desk.publish(ending.id, { expiresAt: at })
  await desk.publish(beginning.id, { embargoUntil: at })
  await desk.change(closing.id, { commentPolicy: { mode: 'post', closesAt: at } })
  await desk.publish(closing.id)
  const look = async () => {
    const { body } = await reader('GET', '/v1/articles')
    const ids = body.data.map(({ id }: { id: string }) => id)
    const { comments } = (await reader('GET', `/v1/articles/${closing.id}`)).body
    return [ids.includes(ending.id), ids.includes(beginning.id), comments.open]
  }

  const seen: unknown[] = []
  await sleep(Math.max(0, new Date(at).getTime() - Date.now() - 2000))
  while (Date.now() < new Date(at).getTime() + 1000)
    seen.push([Date.now() - new Date(at).getTime(), await look()])
  await runToTheEnd(recordDueMoments, db)

  const told = seen as [number, boolean[]][]
  // The clock of the database may be a little off this one's.
  const before = told.filter(([ms]) => ms < -200)
  const after = told.filter(([ms]) => ms > 50)
  expect(before.length).toBeGreaterThan(0)
  expect(after.length).toBeGreaterThan(0)
  expect(new Set(before.map(([, state]) => String(state)))).toEqual(new Set(['true,false,true']))
  expect(new Set(after.map(([, state]) => String(state)))).toEqual(new Set(['false,true,false']))
})
