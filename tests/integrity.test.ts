import { describe, expect, test } from '@jest/globals'
import { EDITS } from './integrity/edits.ts'
import { anchorOf, stories, textOf } from './integrity/stories.ts'
import { BODY, deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, reader, writer, statements } = await newsroom()
const desk = deskOf(editor)

const NIGHT = 'We will dredge at night,'
const SLEEP = 'Nobody will sleep, and nobody will drown.'
const articleUrl = (id: string) => `/v1/editorial/articles/${id}`

/** An article with one confirmed quote, and how to save its body with something replaced. */
async function quoted(members: object = {}, body = BODY) {
  const { id } = await desk.draft({ body })
  const quote = await desk.quote(id, {
    ...{ segments: [{ exact: NIGHT }], speakerUnknown: true, review: 'confirmed', ...members },
  })
  const save = async (from: string, to: string, more: object = {}, query = '', caller = editor) => {
    const patch = { body: (await desk.read(id)).body.body.replace(from, to), ...more }
    return caller('PATCH', `${articleUrl(id)}${query}`, patch, await desk.current(id))
  }
  const found = async () => (await editor('GET', `${articleUrl(id)}/integrity`)).body.data[0]
  return { id, quote, save, found }
}

describe('the quote lock', () => {
  test.each([
    ['altered', 'dredge at night,”', 'dredge by day,”', 'high'],
    ['altered', 'We will dredge', 'We will not dredge', 'critical'],
    ['truncated', 'We will dredge at night,”', 'We will dredge,”', 'high'],
    ['extended', 'at night,”', 'at night and on Sundays,”', 'high'],
    ['missing', '“We will dredge at night,” said Mara Quint, the harbour master. ', '', 'high'],
  ])('%s words of a confirmed quote are refused with the difference', async (status, from, to, severity) => {
    const { id, quote, save } = await quoted()

    const { body } = await save(from, to)

    expect(body).toMatchObject({ status: 409, code: 'quote-altered' })
    expect(body.quotes).toMatchObject([{ quoteId: quote.id, integrity: status, severity, expected: NIGHT }])
    const kept = body.quotes[0].diff.filter(({ op }: { op: string }) => op !== 'inserted')
    expect(kept.map(({ text }: { text: string }) => text).join('')).toBe(NIGHT)
    expect((await desk.read(id)).body.revision).toBe(1)
  })

  test.each([
    ['moved', 'The harbour', 'In any case, the harbour'],
    ['unquoted', `“${NIGHT}” said`, `${NIGHT} said`],
    ['attribution-changed', 'said Mara Quint', 'said Tobias Renn'],
  ])('%s words are saved, and may be published', async (status, from, to) => {
    const { id: speakerId } = await desk.speaker()
    const { id, save, found } = await quoted({ speakerId, speakerUnknown: false })

    expect((await save(from, to)).status).toBe(200)

    expect(await found()).toMatchObject({ status, found: NIGHT, diff: [] })
    expect((await desk.publish(id)).edition).toBe(1)
  })

  test.each(['partial', 'document'])('a %s quote is held to its words, too', async (kind) => {
    const { save } = await quoted({ kind })

    expect((await save('at night,”', 'by day,”')).body.code).toBe('quote-altered')
  })

  test.each([
    ['a paraphrase', { kind: 'paraphrase' }],
    ['a proposal', { review: 'proposed' }],
  ])('%s is not', async (_case, members) => {
    const { save, found } = await quoted(members)

    expect((await save('at night,”', 'by day,”')).status).toBe(200)
    expect(await found()).toMatchObject({ status: 'altered', text: NIGHT })
  })

  test('an acknowledgement is noted with quote, reason and difference, once the words did change', async () => {
    const { id, quote, save } = await quoted()
    const acknowledgeQuoteChanges = [{ quoteId: quote.id, reason: 'The transcript was wrong.' }]

    await save('least bad', 'least good', { acknowledgeQuoteChanges })
    await save('We will dredge', 'We will not dredge', { acknowledgeQuoteChanges })

    const events = await db.event.findMany({ where: { type: 'article.saved' }, orderBy: { sequence: 'asc' } })
    expect(events.map(({ data }) => data)).toEqual([
      { revision: 2 },
      {
        revision: 3,
        acknowledged: [
          {
            ...acknowledgeQuoteChanges[0],
            ...{ integrity: 'altered', severity: 'critical' },
            diff: [
              { op: 'kept', text: 'We will ' },
              { op: 'inserted', text: 'not ' },
              { op: 'kept', text: 'dredge at night,' },
            ],
          },
        ],
      },
    ])
    expect((await desk.read(id)).body.revision).toBe(3)
  })

  test('an acknowledgement of a quote that the article does not have is 422', async () => {
    const [one, other] = [await quoted(), await quoted()]
    const acknowledge = (quoteId: string) => [{ quoteId, reason: 'A slip.' }]

    for (const quoteId of [UNKNOWN, other.quote.id]) {
      const answer = await one.save('night,”', 'day,”', { acknowledgeQuoteChanges: acknowledge(quoteId) })
      expect(answer.body).toMatchObject({
        status: 422,
        errors: [{ pointer: '/acknowledgeQuoteChanges/0/quoteId', code: 'unknown-reference' }],
      })
    }
  })

  test('a restored revision goes through it', async () => {
    const { id, quote, save, found } = await quoted({ review: 'proposed' })
    await save('at night,”', 'by day,”')
    const confirmed = { segments: (await found()).suggestion, review: 'confirmed' }
    await editor('PATCH', `${articleUrl(id)}/quotes/${quote.id}`, confirmed, await desk.current(id))
    const restore = async (body: object) =>
      editor('POST', `${articleUrl(id)}/revisions/1/restore`, body, await desk.current(id))

    const refused = await restore({})
    const acknowledgeQuoteChanges = [{ quoteId: quote.id, reason: 'The recording says so.' }]
    const restored = await restore({ acknowledgeQuoteChanges })

    expect(refused.body).toMatchObject({ code: 'quote-altered', quotes: [{ integrity: 'altered' }] })
    expect(restored.status).toBe(201)
  })

  test('costs a constant number of statements, however many quotes move', async () => {
    const costOf = async (count: number) => {
      const words = Array.from({ length: count }, (_, i) => `Word ${i} of the harbour plan`)
      const { id } = await desk.draft({ body: words.map((each) => `“${each}” it says.`).join('\n\n') })
      for (const exact of words) await desk.quote(id, { segments: [{ exact }] })
      const current = await desk.current(id)
      const body = `Late.\n\n${(await desk.read(id)).body.body}`
      statements.length = 0
      expect((await editor('PATCH', articleUrl(id), { body }, current)).status).toBe(200)
      return statements.length
    }

    expect(await costOf(2)).toBe(await costOf(20))
  })
})

describe('PATCH /v1/editorial/articles/:id?dryRun=true', () => {
  test('tells what a save would do to each quote, and saves nothing', async () => {
    const { id, quote, save } = await quoted()
    const other = await desk.quote(id, { segments: [{ exact: SLEEP }] })
    const version = (await desk.read(id)).body.version

    const rehearsed = await save('We will dredge', 'Again: we will not dredge', {}, '?dryRun=true')

    expect(rehearsed).toMatchObject({ status: 200, headers: { etag: `"${version}"` } })
    expect(rehearsed.body).toMatchObject({ dryRun: true, version, refused: [quote.id] })
    expect(rehearsed.body.quotes).toMatchObject([
      { quoteId: quote.id, status: 'altered', severity: 'critical', suggestion: [{ start: 40 }] },
      { quoteId: other.id, status: 'moved', severity: 'none', diff: [] },
    ])
    expect((await desk.read(id)).body).toMatchObject({ version, revision: 1, body: BODY })
  })

  test('what is acknowledged would pass; what a save refuses is refused as well', async () => {
    const { id, quote, save } = await quoted()
    const acknowledgeQuoteChanges = [{ quoteId: quote.id, reason: 'A slip.' }]
    const url = `${articleUrl(id)}?dryRun=true`

    expect(
      (await save('night,”', 'day,”', { acknowledgeQuoteChanges }, '?dryRun=true')).body.refused,
    ).toEqual([])
    expect((await editor('PATCH', url, { body: '' }, await desk.current(id))).status).toBe(400)
    expect((await editor('PATCH', url, { title: 'x' })).status).toBe(428)
    expect((await editor('PATCH', url, { title: 'x' }, { 'if-match': '"1"' })).status).toBe(412)
    expect((await editor('PATCH', `${articleUrl(id)}?dryRun=yes`, {}, await desk.current(id))).status).toBe(
      400,
    )
    expect((await save('', '', {}, '?dryRun=true', reader)).status).toBe(401)
    expect((await save('night,”', 'day,”', {}, '?dryRun=false')).status).toBe(409)
  })
})

describe('what is flagged', () => {
  test('stays flagged until the marks are back', async () => {
    const { save, found } = await quoted()
    await save(`“${NIGHT}” said`, `${NIGHT} said`)
    await save('The harbour', 'Late: the harbour')
    expect(await found()).toMatchObject({ status: 'unquoted', severity: 'medium' })

    await save(`${NIGHT} said`, `“${NIGHT}” said`)

    expect((await found()).status).not.toBe('unquoted')
  })

  test('stays flagged until the text names the speaker again, or an editor vouches for the quote', async () => {
    const { id: speakerId } = await desk.speaker()
    const { id, quote, save, found } = await quoted({ speakerId, speakerUnknown: false })
    await save('said Mara Quint', 'said the man')
    await save('The harbour', 'Late: the harbour')
    expect((await found()).status).toBe('attribution-changed')

    const vouch = { segments: [{ exact: NIGHT }] }
    const url = `${articleUrl(id)}/quotes/${quote.id}`
    const vouched = await editor('PATCH', url, vouch, await desk.current(id))
    expect(vouched.body).toMatchObject({ integrity: 'intact', review: 'confirmed' })

    await save('said the man', 'said Mara Quint')
    await save('said Mara Quint', 'said the man')
    await save('said the man', 'said Ms Quint')
    expect((await found()).status).toBe('intact')
  })

  test('the noted phrase and its cue count before names', async () => {
    const body = '“We will dredge at night,” the port insisted on Tuesday. Nobody clapped.'
    const attribution = { text: 'the port', cue: 'insisted' }
    const [one, other] = [await quoted({ attribution }, body), await quoted({ attribution }, body)]

    await one.save('insisted', 'joked')
    await other.save('on Tuesday', 'on Monday')

    expect((await one.found()).status).toBe('attribution-changed')
    expect((await other.found()).status).toBe('intact')
  })

  test('is anchored anew with what is suggested', async () => {
    const { id, quote, save, found } = await quoted({ review: 'proposed' })
    await save('at night,”', 'by day,”')
    const { suggestion: segments } = await found()

    const url = `${articleUrl(id)}/quotes/${quote.id}`
    const anew = await editor('PATCH', url, { segments }, await desk.current(id))

    expect(anew.body).toMatchObject({ text: 'We will dredge by day,', integrity: 'intact', revision: 2 })
    expect(await found()).toMatchObject({ status: 'intact', severity: 'none', diff: [], suggestion: null })
  })

  test('words that stand twice equally well block publication until one place is chosen', async () => {
    const body = `It rained all day in the harbour town.\n\n“${NIGHT}” she said, and left the hall at once.`
    const { id, quote, save, found } = await quoted({}, body)
    await save(body, `Late.\n\n${body}\n\n${body}`)
    const ambiguous = await found()
    expect(ambiguous).toMatchObject({ status: 'ambiguous', severity: 'medium' })
    const refused = await editor('POST', `${articleUrl(id)}/publications`, {}, await desk.current(id))
    expect(refused.body.code).toBe('quote-altered')

    const url = `${articleUrl(id)}/quotes/${quote.id}`
    await editor('PATCH', url, { segments: ambiguous.suggestion }, await desk.current(id))

    expect((await desk.publish(id)).edition).toBe(1)
  })

  test('of two equal quotes the one that was deleted is missing, and does not take the place of the other', async () => {
    const body = '“No,” she said of the night shift.\n\nThe room fell silent.\n\n“No,” he said of the crane.'
    const { id } = await desk.draft({ body })
    const one = await desk.quote(id, { segments: [{ exact: 'No,', suffix: '” she' }] })
    const other = await desk.quote(id, { segments: [{ exact: 'No,', suffix: '” he' }] })

    await desk.change(id, { body: body.replace('“No,” she said of the night shift.\n\n', '') })

    const { data } = (await editor('GET', `${articleUrl(id)}/integrity`)).body
    const statusOf = (quoteId: string) =>
      data.find((each: { quoteId: string }) => each.quoteId === quoteId).status
    expect([statusOf(one.id), statusOf(other.id)]).toEqual(['missing', 'moved'])
  })
})

describe('GET /v1/editorial/articles/:id/integrity', () => {
  test('lists every quote in the order of the text, in pages, by status and severity', async () => {
    const { id, quote, save } = await quoted({ review: 'proposed' })
    const other = await desk.quote(id, { segments: [{ exact: SLEEP }] })
    await save('We will dredge', 'We will not dredge')
    const url = `${articleUrl(id)}/integrity`
    const ids = async (query: string) =>
      (await editor('GET', `${url}?${query}`)).body.data.map(({ quoteId }: { quoteId: string }) => quoteId)

    const first = await editor('GET', `${url}?limit=1&count=exact`)
    expect(first.body).toMatchObject({ data: [{ quoteId: quote.id }], page: { count: 2 } })
    const second = await editor('GET', `${url}?limit=1&count=exact&cursor=${first.body.page.next}`)
    expect(second.body).toMatchObject({ data: [{ quoteId: other.id }], page: { next: null } })
    expect(await ids('severity=critical,high')).toEqual([quote.id])
    expect(await ids('status=moved')).toEqual([other.id])
    expect((await editor('GET', `${url}?status=gone`)).status).toBe(400)
    expect((await editor('GET', `/v1/editorial/articles/${UNKNOWN}/integrity`)).status).toBe(404)
    expect((await reader('GET', url)).status).toBe(401)
  })
})

describe('GET /v1/editorial/integrity', () => {
  const list = async (query = '') => (await writer('GET', `/v1/editorial/integrity${query}`)).body
  const idsIn = ({ data }: { data: { quoteId: string }[] }) => data.map(({ quoteId }) => quoteId)

  test('shows what somebody should look at, of drafts and of published articles', async () => {
    const sound = await quoted()
    const broken = await quoted()
    await desk.publish(broken.id)
    const acknowledgeQuoteChanges = [{ quoteId: broken.quote.id, reason: 'The transcript was wrong.' }]
    await broken.save('at night,”', 'by day,”', { acknowledgeQuoteChanges })
    const draft = await quoted({ review: 'proposed' })
    await draft.save(`“${NIGHT}” said`, `${NIGHT} said`)
    const rejected = await quoted({ review: 'rejected' })
    await rejected.save('at night,”', 'by day,”')

    const { data } = await list()

    expect(data).toMatchObject([
      { quoteId: draft.quote.id, status: 'unquoted', isPublic: false },
      {
        ...{ quoteId: broken.quote.id, status: 'altered', severity: 'high', isPublic: true, text: NIGHT },
        ...{ found: 'We will dredge by day,', article: { title: 'Harbour', slug: 'harbour-2' } },
      },
    ])
    expect(idsIn(await list('?status=intact'))).toEqual([sound.quote.id])
    expect(idsIn(await list('?severity=high'))).toEqual([broken.quote.id])
    expect(idsIn(await list('?review=proposed'))).toEqual([draft.quote.id])
    expect(idsIn(await list(`?article=harbour-2,${UNKNOWN}`))).toEqual([broken.quote.id])
    expect(idsIn(await list(`?article=${draft.id}`))).toEqual([draft.quote.id])
    expect(idsIn(await list('?article=nowhere'))).toEqual([])
  })

  test('pages neither repeat nor skip while quotes are added', async () => {
    const made: string[] = []
    const flagged = async () => {
      const { quote, save } = await quoted({ review: 'proposed' })
      await save('at night,”', 'by day,”')
      made.unshift(quote.id)
    }
    for (let i = 0; i < 3; i++) await flagged()
    const expected = [...made]

    const first = await list('?limit=2&count=exact')
    await flagged()
    const second = await list(`?limit=2&count=exact&cursor=${first.page.next}`)

    expect([...idsIn(first), ...idsIn(second)]).toEqual(expected)
    expect(first.page.count).toBe(3)
    expect(
      (await writer('GET', `/v1/editorial/integrity?status=altered&cursor=${first.page.next}`)).status,
    ).toBe(400)
  })

  test('is for the desk', async () => {
    expect((await reader('GET', '/v1/editorial/integrity')).status).toBe(401)
    expect((await editor('GET', '/v1/editorial/integrity?state=draft')).status).toBe(400)
  })
})

describe('edits of stored stories', () => {
  test.each(EDITS.map((edit) => [edit.name, edit] as const))('%s: told as %p', async (_name, edit) => {
    const [story] = stories(4).slice(-1)
    if (!story) throw new Error('There are stories.')
    const { id } = await desk.draft({ body: textOf(story) })
    const expected = new Map<string, string>()
    for (const [position, told] of story.told.entries()) {
      const { start, end, exact } = anchorOf(story, told)
      const speaker = { create: { name: told.name, kind: 'person' } }
      const quote = await desk.quote(id, { segments: [{ exact, start, end }], speaker })
      const body = edit.make(story, told, position)?.join('\n\n')
      if (!body) continue
      const url = `${articleUrl(id)}?dryRun=true`
      const { quotes } = (await editor('PATCH', url, { body }, await desk.current(id))).body
      const { status } = quotes.find((each: { quoteId: string }) => each.quoteId === quote.id)
      expected.set(quote.id, status)
    }

    expect(new Set(expected.values())).toEqual(new Set([edit.expected]))
  })
})
