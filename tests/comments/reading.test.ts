import { describe, expect, test } from '@jest/globals'
import type { Comment } from '../../src/features/comment-threads/schema.ts'
import { anArticle } from '../support/articles.ts'
import { aComment, post } from '../support/discussion.ts'
import { newsroom } from '../support/newsroom.ts'
import { busiestStep } from '../support/plans.ts'

const { db, reader, statements } = await newsroom()

const list = (articleId: string, query = '') => reader('GET', `/v1/articles/${articleId}/comments${query}`)
const ids = (comments: readonly { id: string }[]) => comments.map(({ id }) => id)
const repliesOf = (comment: Comment) => comment.replies ?? { data: [], next: null }

/** All pages from a URL on, in one. */
async function walk(
  url: string,
  between: () => Promise<unknown> = async () => undefined,
): Promise<Comment[]> {
  const { status, body } = await reader('GET', url)
  expect([url, status]).toEqual([url, 200])
  await between()
  if (body.page.next === null) return body.data
  const next = new URL(url, 'http://x')
  next.searchParams.set('cursor', body.page.next)
  return [...body.data, ...(await walk(`${next.pathname}${next.search}`, between))]
}

/** A tree read to its last leaf, with everything that `next` leads to. */
async function readAll(comments: readonly Comment[]): Promise<Comment[]> {
  const found: Comment[] = []
  for (const comment of comments) {
    const { data, next } = repliesOf(comment)
    const rest = next === null ? [] : await walk(next)
    found.push(comment, ...(await readAll([...data, ...rest])))
  }
  return found
}

/** Fills a level of a thread: `width` replies under each of `parents`. */
async function replies(articleId: string, parents: Awaited<ReturnType<typeof aComment>>[], width: number) {
  const made = []
  for (const under of parents) {
    for (let i = 0; i < width; i++) made.push(await aComment(db, { articleId, under }))
  }
  return made
}

describe('GET /v1/articles/:id/comments', () => {
  test('nests replies under what they answer, and shows these members and no others', async () => {
    const { id } = await anArticle(db, { mode: 'post' })
    const root = (await post(reader, id, { author: { name: 'Mara', email: 'm@example.org' } })).body.comment
      .id
    const reply = (await post(reader, id, { parentId: root })).body.comment.id

    const { body } = await list(id)

    const shown = { author: { name: 'Mara' }, body: { html: expect.any(String), text: expect.any(String) } }
    const rest = { createdAt: expect.any(String), editedAt: null }
    const leaf = { ...{ id: reply, parentId: root, depth: 1, replyCount: 0 }, ...shown, ...rest }
    expect(body).toEqual({
      data: [
        {
          ...{ id: root, parentId: null, depth: 0, replyCount: 1, ...shown, ...rest },
          replies: { data: [{ ...leaf, replies: { data: [], next: null } }], next: null },
        },
      ],
      page: { next: null },
    })
    expect((await list(id, '?view=flat')).body.data[1]).toEqual(leaf)
  })

  test('goes five levels deep; what is deeper stands on the fifth', async () => {
    const { id } = await anArticle(db, { mode: 'post' })
    const chain: string[] = []
    for (let i = 0; i < 7; i++) {
      const parentId = chain.at(-1) ?? null
      chain.push((await post(reader, id, { parentId })).body.comment.id)
    }

    let level: Comment[] = (await list(id)).body.data
    const levels: string[][] = []
    for (; level.length > 0; level = level.flatMap((comment) => repliesOf(comment).data))
      levels.push(ids(level))

    expect(levels).toEqual([...chain.slice(0, 4).map((each) => [each]), chain.slice(4)])
  })

  test('pages the top level, oldest or newest first; replies always oldest first', async () => {
    const { id } = await anArticle(db)
    const roots = []
    for (let at = 0; at < 5; at++) roots.push(await aComment(db, { articleId: id, at: at - 10 }))
    const [first] = roots
    const answers = [
      await aComment(db, { articleId: id, under: first, at: -2 }),
      await aComment(db, { articleId: id, under: first, at: -3 }),
    ]
    const url = `/v1/articles/${id}/comments`

    const oldest = await walk(`${url}?limit=2`)
    const newest = await walk(`${url}?limit=2&order=newest`)
    const flat = await walk(`${url}?limit=3&view=flat&order=newest`)

    expect(ids(oldest)).toEqual(ids(roots))
    expect(ids(newest)).toEqual(ids(roots).reverse())
    expect(ids(repliesOf(newest.at(-1) as Comment).data)).toEqual(ids(answers).reverse())
    expect(ids(flat)).toEqual([...ids(answers), ...ids(roots).reverse()])
    expect((await list(id, '?limit=2')).headers.link).toMatch(/rel="next"$/)
  })

  test('shows no row twice and skips none while others are inserted between the pages', async () => {
    const { id } = await anArticle(db)
    const before = []
    // Several in the same millisecond: the id decides.
    for (let i = 0; i < 12; i++) before.push(await aComment(db, { articleId: id, at: -Math.floor(i / 4) }))
    const insert = async () => {
      await aComment(db, { articleId: id, at: 1 })
      await aComment(db, { articleId: id, at: -60 })
    }

    for (const order of ['oldest', 'newest']) {
      const seen = ids(await walk(`/v1/articles/${id}/comments?limit=5&order=${order}`, insert))

      expect(new Set(seen).size).toBe(seen.length)
      expect(seen).toEqual(expect.arrayContaining(ids(before)))
    }
  })

  test('an embedded list holds twenty, and `next` leads to the others, level by level', async () => {
    const { id } = await anArticle(db)
    const root = await aComment(db, { articleId: id })
    const answers = await replies(id, [root], 45)
    await replies(id, answers.slice(30, 31), 22)

    const [shown] = (await list(id)).body.data
    const rest = await walk(shown.replies.next)

    expect(shown.replyCount).toBe(45)
    expect(shown.replies.next).toMatch(/^\/v1\/articles\//)
    expect(ids(shown.replies.data)).toEqual(ids(answers.slice(0, 20)))
    expect(ids(rest)).toEqual(ids(answers.slice(20)))
    expect(await readAll([shown])).toHaveLength(1 + 45 + 22)
  })

  test('a crowded page is cut, loses nothing, and costs as many statements as an empty one', async () => {
    const { id } = await anArticle(db)
    const empty = await anArticle(db)
    const roots = [await aComment(db, { articleId: id }), await aComment(db, { articleId: id })]
    const second = await replies(id, roots, 20)
    const third = await replies(id, second, 15)
    await replies(id, third.slice(-60), 10)
    const total = 2 + 40 + 600 + 600

    const cost = async (url: string) => {
      statements.length = 0
      await list(url)
      return statements.length
    }
    const costs = [await cost(id), await cost(empty.id)]
    const all = await readAll((await list(id)).body.data)

    expect(costs).toEqual([2, 2])
    expect(new Set(ids(all)).size).toBe(total)
    expect(all).toHaveLength(total)
    expect((await list(id, '?count=exact')).body.page.count).toBe(2)
    expect((await list(id, '?view=flat&count=exact&limit=1')).body.page.count).toBe(total)
  }, 60_000)

  test('best first is what was answered most, then the oldest; in a tree, flat, and among replies', async () => {
    const { id } = await anArticle(db)
    const [a, b, c, d] = [
      await aComment(db, { articleId: id, at: -40 }),
      await aComment(db, { articleId: id, at: -30 }),
      await aComment(db, { articleId: id, at: -20 }),
      await aComment(db, { articleId: id, at: -10 }),
    ]
    const [b1, b2] = await replies(id, [b], 2)
    const [d1] = await replies(id, [d], 1)
    if (!b2) throw new Error('There are two.')
    const [deep] = await replies(id, [b2], 1)
    await aComment(db, { articleId: id, under: c, status: 'pending', reachable: false })
    const url = `/v1/articles/${id}/comments?order=best`

    expect(ids(await walk(`${url}&limit=1`))).toEqual(ids([b, d, a, c]))
    const flat = [b, d, b2, a, c, b1, d1, deep].map((each) => each?.id)
    const shown = await walk(`${url}&view=flat&limit=3`)
    expect(new Set(ids(shown))).toEqual(new Set(flat))
    expect(shown.map(({ replyCount }) => replyCount)).toEqual([2, 1, 1, 0, 0, 0, 0, 0])
    expect(ids(await walk(`${url}&parentId=${b.id}&limit=1`))).toEqual([b2.id, b1?.id])
  })

  test('an anchor begins the page with its thread, and is reached however far behind it stands', async () => {
    const { id } = await anArticle(db)
    const roots = []
    for (let at = 0; at < 4; at++) roots.push(await aComment(db, { articleId: id, at: at - 10 }))
    const [, , third] = roots
    if (!third) throw new Error('There are four.')
    const answers = await replies(id, [third], 25)
    const last = answers[24]
    if (!last) throw new Error('There are 25.')
    const [deep] = await replies(id, [last], 1)
    const anchored = (query: string) => `?anchor=${deep?.id}${query}`
    const cost = async (query: string) => {
      statements.length = 0
      const { body } = await list(id, query)
      return { body, statements: statements.length }
    }

    const { body, statements: sent } = await cost(anchored('&limit=1'))
    expect(sent).toBe(3)
    expect(ids(body.data)).toEqual([third.id])
    const shown = repliesOf(body.data[0])
    expect(ids(shown.data)).toEqual([...ids(answers.slice(0, 20)), last.id])
    expect(ids(repliesOf(shown.data.at(-1) as Comment).data)).toEqual([deep?.id])
    expect(ids(await walk(shown.next as string))).toEqual(ids(answers.slice(20)))
    expect(ids(await walk(`/v1/articles/${id}/comments${anchored('&limit=1')}`))).toEqual(ids(roots.slice(2)))
    expect(ids(await walk(`/v1/articles/${id}/comments${anchored('&order=newest')}`))).toEqual(
      ids(roots.slice(0, 3)).reverse(),
    )
    expect(ids((await list(id, anchored('&view=flat&limit=2'))).body.data)[0]).toBe(deep?.id)
    expect(ids((await list(id, anchored('&order=best&limit=1'))).body.data)).toEqual([third.id])
    const inList = await list(id, `?parentId=${third.id}&anchor=${last.id}`)
    expect(ids(inList.body.data)).toEqual([last.id])

    const foreign = await aComment(db, { articleId: (await anArticle(db)).id })
    const hidden = await aComment(db, { articleId: id, status: 'pending', reachable: false })
    const plain = (await list(id)).body
    for (const anchor of ['0190a000-0000-7000-8000-000000000000', foreign.id, hidden.id])
      expect((await list(id, `?anchor=${anchor}`)).body.data).toEqual(plain.data)
  })

  test('of 20,000 comments and 10,000 replies under one, no page reads or sorts more than it shows', async () => {
    const { id } = await anArticle(db)
    const root = await aComment(db, { articleId: id, at: -100_000 })
    const many = (under: string | null, n: number) => db.$executeRaw`
      with made as (
        select gen_random_uuid() as id, gen_random_uuid() as revision_id,
          now() - n * interval '1 minute' as at from generate_series(1, ${n}::int) n
      ), revised as (
        insert into comment_revision (id, comment_id, number, body, html, text)
        select revision_id, id, 1, 'Words.', '<p>Words.</p>', 'Words.' from made
      )
      insert into comment (id, article_id, parent_id, root_id, shown_under_id, depth, status, reachable,
        author_name, head_revision_id, published_revision_id, reasons, created_at)
      select id, ${id}::uuid, ${under}::uuid, coalesce(${under}::uuid, id), ${under}::uuid,
        case when ${under}::uuid is null then 0 else 1 end, 'approved', true, 'Mara', revision_id, revision_id,
        '{}', at from made`
    await many(null, 20_000)
    await many(root.id, 10_000)
    await db.$executeRaw`analyze comment`
    const middle = (await list(id, '?limit=20&order=newest')).body.page.next
    const [anchor] = (await list(id, `?parentId=${root.id}&order=newest&limit=1`)).body.data
    const beginning = ['-infinity', '00000000-0000-0000-0000-000000000000']
    const end = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
    const [top, path] = [[id, null, 21], [[root.id, anchor.id]]]
    const rootPlace = [new Date(Date.now() - 100_000 * 60_000 - 60_000).toISOString(), beginning[1]]

    for (const [query, values] of [
      ['', [...top, ...beginning]],
      ['?order=newest', [...top, ...end]],
      [`?order=newest&cursor=${middle}`, [...top, new Date(Date.now() - 1e7).toISOString(), beginning[1]]],
      ['?order=best', [...top, ...beginning, 2147483647]],
      ['?view=flat', [...top, ...beginning]],
      ['?view=flat&order=newest', [...top, ...end]],
      ['?view=flat&order=best', [...top, ...beginning, 2147483647]],
      [`?parentId=${root.id}`, [id, root.id, 21, ...beginning]],
      [`?parentId=${root.id}&order=best`, [id, root.id, 21, ...beginning, 2147483647]],
      [`?anchor=${anchor.id}`, [...top, ...rootPlace, ...path]],
    ] as const) {
      statements.length = 0
      expect([query, (await list(id, query)).status]).toEqual([query, 200])
      expect([query, statements.length]).toEqual([query, query.includes('anchor') ? 3 : 2])
      const rows = await busiestStep(db, statements.at(-1) ?? '', values)
      expect([query, rows < 100]).toEqual([query, true])
    }
  }, 60_000)

  test('an unknown parent has no replies, a hidden one shows none', async () => {
    const { id } = await anArticle(db)
    const other = await anArticle(db)
    const hidden = await aComment(db, { articleId: id, status: 'rejected', reachable: false })
    await aComment(db, { articleId: id, under: hidden, reachable: false })
    const foreign = await aComment(db, { articleId: other.id })
    await aComment(db, { articleId: other.id, under: foreign })

    for (const parentId of ['0190a000-0000-7000-8000-000000000000', hidden.id, foreign.id])
      expect((await list(id, `?parentId=${parentId}`)).body.data).toEqual([])
    expect((await list(id, '?parentId=x')).status).toBe(400)
  })

  test('what was taken back leaves its place and nothing else', async () => {
    const { id } = await anArticle(db)
    const gone = await aComment(db, { articleId: id, status: 'withdrawn', body: 'Regrets.' })
    const reply = await aComment(db, { articleId: id, under: gone })

    const { body, text } = await list(id)

    expect(body.data).toMatchObject([
      { id: gone.id, deleted: true, author: null, body: null, replies: { data: [{ id: reply.id }] } },
    ])
    expect(text).not.toContain('Regrets')
  })

  test('a cursor belongs to its list', async () => {
    const { id } = await anArticle(db)
    for (let i = 0; i < 3; i++) await aComment(db, { articleId: id })
    const { next } = (await list(id, '?limit=1')).body.page

    for (const query of [`?order=newest&cursor=${next}`, `?view=flat&cursor=${next}`, `?cursor=${next}x`])
      expect((await list(id, query)).body.code).toBe('invalid-cursor')
    expect((await list(id, `?limit=2&cursor=${next}`)).status).toBe(200)
  })
})

describe('caches', () => {
  test('may keep the comments for seconds, are told what they depend on, and get 304', async () => {
    const { id } = await anArticle(db)
    await aComment(db, { articleId: id })

    const { headers } = await list(id)
    const again = await reader('GET', `/v1/articles/${id}/comments`, undefined, {
      'if-none-match': String(headers.etag),
      'cache-control': 'no-cache',
    })

    expect(headers['cache-control']).toBe('public, max-age=10, stale-while-revalidate=20')
    expect(headers['cache-tag']).toBe(`comments:${id},article:${id}`)
    expect(headers.etag).toMatch(/^W\//)
    expect(again.status).toBe(304)
  })

  test('keep nothing beyond the moment at which an article appears or goes', async () => {
    const { id } = await anArticle(db, { to: 0.1 })

    for (const url of [`/v1/articles/${id}/comments`, `/v1/comments/counts?articleId=${id}`]) {
      const [, fresh, stale] =
        /max-age=(\d+), stale-while-revalidate=(\d+)/.exec(
          (await reader('GET', url)).headers['cache-control'] ?? '',
        ) ?? []
      expect(Number(fresh) + Number(stale)).toBeLessThanOrEqual(6)
    }
  })
})

describe('GET /v1/comments/counts', () => {
  const counts = (query: string) => reader('GET', `/v1/comments/counts?articleId=${query}`)

  test('counts what the public can read, and hidden and unknown articles as 0', async () => {
    const [busy, quiet] = [await anArticle(db), await anArticle(db)]
    const hidden = await anArticle(db, { pubStatus: 'withheld' })
    const root = await aComment(db, { articleId: busy.id })
    await replies(busy.id, [root], 3)
    await aComment(db, { articleId: busy.id, status: 'pending', reachable: false })
    await aComment(db, { articleId: busy.id, under: root, reachable: false })
    await aComment(db, { articleId: busy.id, status: 'withdrawn' })
    await aComment(db, { articleId: hidden.id })
    const unknown = '0190a000-0000-7000-8000-000000000000'

    const { body } = await counts([unknown, busy.id, hidden.id, busy.id.toUpperCase(), quiet.id].join(','))

    expect(body.data).toEqual([
      { articleId: unknown, count: 0 },
      { articleId: busy.id, count: 4 },
      { articleId: hidden.id, count: 0 },
      { articleId: quiet.id, count: 0 },
    ])
    const recount = await readAll((await list(busy.id)).body.data)
    expect(recount.filter((comment) => !comment.deleted)).toHaveLength(4)
  })

  test('takes a hundred ids in one statement, and not a hundred and one', async () => {
    const many = Array.from(
      { length: 100 },
      (_, i) => `0190a000-0000-7000-8000-${String(i).padStart(12, '0')}`,
    )
    statements.length = 0

    expect((await counts(many.join(','))).body.data).toHaveLength(100)
    expect(statements).toHaveLength(1)
    for (const query of [[...many, many[0]].join(','), 'x', '', `${many[0]},`])
      expect((await counts(query)).status).toBe(400)
    expect((await reader('GET', '/v1/comments/counts')).status).toBe(400)
    expect((await reader('POST', '/v1/comments/counts', {})).status).toBe(405)
  })
})
