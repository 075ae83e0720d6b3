import { describe, expect, test } from '@jest/globals'
import { deskOf, UNKNOWN } from './support/desk.ts'
import { newsroom } from './support/newsroom.ts'

const { db, editor, writer, reader } = await newsroom()
const desk = deskOf(editor)
const url = (id: string) => `/v1/editorial/articles/${id}`
const LATER = new Date(Date.now() + 3_600_000).toISOString()

const STATES = ['draft', 'in_review', 'approved', 'scheduled', 'published', 'archived'] as const
type State = (typeof STATES)[number]

const BODIES = {
  submissions: {},
  approvals: {},
  returns: { note: 'Who is the second source?' },
  archivals: {},
  publications: {},
  corrections: { kind: 'correction', publicText: 'The channel is eleven metres deep.' },
} as const
type Step = keyof typeof BODIES

/** The table of the domain, written a second time: where each step leads from each state; 409 where nowhere. */
const LEADS: Record<State, Partial<Record<Step, State>>> = {
  draft: { submissions: 'in_review', publications: 'published' },
  in_review: { approvals: 'approved', returns: 'draft', publications: 'published' },
  approved: { returns: 'draft', publications: 'published' },
  scheduled: { publications: 'published' },
  published: { archivals: 'archived', publications: 'published', corrections: 'published' },
  archived: { returns: 'published' },
}
const PAIRS = STATES.flatMap((state) =>
  (Object.keys(BODIES) as Step[]).map((step) => [state, step, LEADS[state][step] ?? 409] as const),
)

const take = async (id: string, step: Step, body: object = BODIES[step], caller = editor) =>
  caller('POST', `${url(id)}/${step}`, body, await desk.current(id))

async function articleIn(state: State): Promise<string> {
  const { id } = await desk.draft({ section: undefined })
  if (state === 'in_review' || state === 'approved') await take(id, 'submissions')
  if (state === 'approved') await take(id, 'approvals')
  if (state === 'scheduled') await desk.publish(id, { publishAt: LATER })
  if (state === 'published' || state === 'archived') await desk.publish(id)
  if (state === 'archived') await take(id, 'archivals')
  expect((await desk.read(id)).body.state).toBe(state)
  return id
}

describe('every step from every state', () => {
  test.each(PAIRS)('%s: %s leads to %s', async (state, step, to) => {
    const id = await articleIn(state)
    const before = (await desk.read(id)).body
    const eventsBefore = await db.event.count()

    const answer = await take(id, step)
    const after = (await desk.read(id)).body

    if (to === 409) {
      expect(answer.body).toMatchObject({ status: 409, code: 'conflict' })
      expect(after).toEqual(before)
      expect(await db.event.count()).toBe(eventsBefore)
    } else {
      expect(answer.status).toBe(201)
      expect(after).toMatchObject({ state: to, version: before.version + 1 })
      expect(answer.headers.etag).toBe(`"${after.version}"`)
    }
  })

  test.each(Object.keys(BODIES) as Step[])('%s of what was withdrawn for good is refused', async (step) => {
    const { id } = await desk.draft()
    await desk.publish(id)
    await desk.withdraw(id, 'canceled')

    expect((await take(id, step)).body).toMatchObject({ status: 409, code: 'conflict' })
  })
})

const WITHDRAWALS = ['withheld', 'canceled', 'legal'] as const
test.each(
  ['usable', ...WITHDRAWALS].flatMap((from) =>
    WITHDRAWALS.map((to) => {
      const isOpen = from === 'usable' || (from === 'withheld' && to !== 'withheld')
      return [from, to, isOpen ? 201 : 409] as const
    }),
  ),
)('a withdrawal from %s to %s is %i', async (from, to, status) => {
  const { id } = await desk.draft()
  await desk.publish(id)
  if (from !== 'usable') await desk.withdraw(id, from)

  const tag = await desk.current(id)
  const answer = await editor('POST', `${url(id)}/withdrawals`, { kind: to, reason: 'A test' }, tag)

  expect(answer.status).toBe(status)
  expect((await desk.read(id)).body.pubStatus).toBe(status === 201 ? to : from)
})

describe('review steps', () => {
  test('a writer submits and may not approve, return, archive or publish', async () => {
    const id = await articleIn('draft')

    expect((await take(id, 'submissions', {}, writer)).status).toBe(201)
    for (const step of ['approvals', 'returns', 'archivals', 'publications', 'corrections'] as const) {
      expect((await take(id, step, BODIES[step], writer)).body).toMatchObject({
        status: 403,
        code: 'forbidden',
      })
    }
    expect((await desk.read(id)).body.state).toBe('in_review')
  })

  test('are remembered with who, from where to where and why, newest first', async () => {
    const id = await articleIn('in_review')
    const taken = await take(id, 'returns', { note: 'Name the report, please.' })

    const steps = await editor('GET', `${url(id)}/review-steps`)

    const { version, ...step } = taken.body
    expect(version).toBe(3)
    expect(steps.body.data).toEqual([
      step,
      expect.objectContaining({
        kind: 'submission',
        from: 'draft',
        to: 'in_review',
        revision: 1,
        note: null,
      }),
    ])
    expect(step).toMatchObject({ kind: 'return', note: 'Name the report, please.', createdBy: 'Test editor' })
    const first = await editor('GET', `${url(id)}/review-steps?limit=1&count=exact`)
    expect(first.body.page.count).toBe(2)
    const rest = await editor(
      'GET',
      `${url(id)}/review-steps?limit=1&count=exact&cursor=${first.body.page.next}`,
    )
    expect(rest.body.data).toMatchObject([{ kind: 'submission' }])
  })

  test('need the version that was read, once', async () => {
    const { id } = await desk.draft()

    expect((await editor('POST', `${url(id)}/submissions`, {})).status).toBe(428)
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => editor('POST', `${url(id)}/submissions`, {}, { 'if-match': '"1"' })),
    )

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(11)
    expect(await db.reviewStep.count()).toBe(1)
    expect((await editor('GET', `${url(UNKNOWN)}/review-steps`)).status).toBe(404)
    expect((await editor('POST', `${url(UNKNOWN)}/submissions`, {}, { 'if-match': '"1"' })).status).toBe(404)
  })

  test('new words take an approval back; who works on it does not', async () => {
    const id = await articleIn('approved')

    await desk.change(id, { assignee: 'Tomas Reik' })
    expect((await desk.read(id)).body.state).toBe('approved')
    await desk.change(id, { title: 'Other words' })

    expect((await desk.read(id)).body.state).toBe('in_review')
    const [event] = await db.event.findMany({
      where: { type: 'article.saved' },
      orderBy: { sequence: 'desc' },
    })
    expect(event?.changes).toMatchObject({ state: { before: 'approved', after: 'in_review' } })
  })

  test('an archived article stays public', async () => {
    const id = await articleIn('archived')

    expect((await reader('GET', `/v1/articles/${id}`)).status).toBe(200)
  })

  test('a second edition that is still to come keeps an article out of the archive', async () => {
    const id = await articleIn('published')
    await desk.publish(id, { publishAt: LATER })

    expect((await take(id, 'archivals')).body).toMatchObject({ status: 409, code: 'conflict' })
  })
})
