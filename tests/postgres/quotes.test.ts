import { expect, test } from '@jest/globals'
import { instances } from '../support/instances.ts'

const { startTwo, query } = instances('quotes')
const DESK = '/v1/editorial'

const SENTENCES = [
  'We will dredge at night.',
  'Nobody will sleep before the ferry.',
  'The wall keeps us dry.',
]
const paragraph = (words: string) =>
  `“${words}” said Mara Quint, who stayed for questions until the lamps went out.`

test('confirming, editing, merging and publishing at once: no edition has a quote without its words', async () => {
  const [{ call: first }, { call: second }] = await startTwo()
  const must = async (answer: ReturnType<typeof first>) => {
    const got = await answer
    expect(got.status).toBe(201)
    return got.body
  }
  const speakers = await Promise.all(
    ['Mara Quint', 'M. Quint'].map((name) =>
      must(first('POST', `${DESK}/speakers`, { name, kind: 'person' })),
    ),
  )
  const [survivor, double] = speakers.map(({ id }) => id)
  const body = SENTENCES.map(paragraph).join('\n\n')
  const { id } = await must(first('POST', `${DESK}/articles`, { title: 'Harbour', language: 'en', body }))
  const article = `${DESK}/articles/${id}`
  const quotes: string[] = []
  for (const exact of SENTENCES) {
    const quote = { kind: 'direct', segments: [{ exact }], speakerId: double }
    quotes.push((await must(first('POST', `${article}/quotes`, quote))).id)
  }

  const outcomes = new Map<string, number>()
  const note = (what: string, status: number) => {
    outcomes.set(`${what} ${status}`, (outcomes.get(`${what} ${status}`) ?? 0) + 1)
    expect([200, 201, 404, 409, 412, 422]).toContain(status)
  }
  const current = async (call: typeof first) => ({ 'if-match': (await call('GET', article)).etag })
  const confirm = async (call: typeof first, round: number) => {
    const review = round % 4 === 3 ? 'proposed' : 'confirmed'
    const url = `${article}/quotes/${quotes[round % quotes.length]}`
    note('confirm', (await call('PATCH', url, { review }, await current(call))).status)
  }
  const edit = async (call: typeof first, round: number) => {
    const words = SENTENCES.map((each, i) =>
      (round >> i) % 2 ? each.replace(/ (\w+)\.$/, ' $1, not now.') : each,
    )
    const acknowledgeQuoteChanges =
      round % 3 === 0 ? quotes.map((quoteId) => ({ quoteId, reason: 'A race.' })) : []
    const change = { body: words.map(paragraph).reverse().join('\n\n'), acknowledgeQuoteChanges }
    note('edit', (await call('PATCH', article, change, await current(call))).status)
  }
  const anchor = async (call: typeof first, round: number) => {
    const { data } = (await call('GET', `${article}/integrity`)).body
    const { quoteId, suggestion } = data[round % data.length]
    if (!suggestion) return
    const segments = suggestion.map(({ exact }: { exact: string }) => ({ exact }))
    note(
      'anchor',
      (await call('PATCH', `${article}/quotes/${quoteId}`, { segments }, await current(call))).status,
    )
  }
  const publish = async (call: typeof first) =>
    note('publish', (await call('POST', `${article}/publications`, {}, await current(call))).status)
  const merge = async (call: typeof first) => {
    const { etag } = await call('GET', `${DESK}/speakers/${double}`)
    const url = `${DESK}/speakers/${double}/merges`
    note('merge', (await call('POST', url, { into: survivor }, { 'if-match': etag })).status)
  }

  for (let round = 0; round < 24; round++) {
    await Promise.all([
      confirm(first, round),
      edit(second, round),
      anchor(first, round),
      publish(second),
      ...(round === 8 ? [merge(first)] : []),
    ])
    await publish(first)
  }

  const frozen = await query<{ text: string; segments: { exact: string; start: number; end: number }[] }>(
    'select e.text, q.segments from edition_quote q join edition e on e.id = q.edition_id',
  )
  expect(frozen.length).toBeGreaterThan(3)
  expect(outcomes.get('publish 201')).toBeGreaterThan(3)
  expect(outcomes.get('merge 201')).toBe(1)
  for (const { text, segments } of frozen) {
    for (const segment of segments) expect(text.slice(segment.start, segment.end)).toBe(segment.exact)
  }
  const speakerIds = await query<{ speaker_id: string }>('select distinct speaker_id from quote')
  expect(speakerIds.map(({ speaker_id }) => speaker_id)).toEqual([survivor])
}, 180_000)
