import { DEFAULT_POLICY } from '../../src/features/comment-policy/rules.ts'
import { deskOf } from './desk.ts'
import { aComment, post } from './discussion.ts'
import { anImage } from './media.ts'
import type { newsroom } from './newsroom.ts'

type Room = Pick<
  Awaited<ReturnType<typeof newsroom>>,
  'app' | 'db' | 'editor' | 'moderator' | 'admin' | 'reader'
>

/** Everything that may happen to what readers see, and the pages on which they see it. */
export function happenings({ app, db, editor, moderator, admin, reader }: Room) {
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

  async function readAll(pages: readonly string[], from = app): Promise<Map<string, unknown>> {
    const read = new Map<string, unknown>()
    for (const page of pages) {
      const { statusCode, body } = await from.inject({ url: page, headers: { 'x-request-id': 'a-reader' } })
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
    'an image gets another text': ({ image }) =>
      patch(`/v1/editorial/media/${image.id}`, { alt: 'The quay' }),
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

  return { aNewsroom, pagesOf, readAll, decide, CHANGES, THERE_AND_BACK }
}
