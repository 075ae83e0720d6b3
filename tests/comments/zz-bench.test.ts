import { test } from '@jest/globals'
import { anArticle } from '../support/articles.ts'
import { newsroom } from '../support/newsroom.ts'
const { app, db } = await newsroom()
test('bench', async () => {
  const { id } = await anArticle(db)
  const rows = (where: string, parent: string, root: string, depth: number) => db.$executeRawUnsafe(`
    with s as (select gen_random_uuid() id, gen_random_uuid() rid, n from ${where}),
    r as (insert into comment_revision (id, comment_id, number, body, html, text) select rid, id, 1, 'Body '||n, '<p>Body '||n||'</p>', 'Body '||n from s)
    insert into comment (id, article_id, root_id, parent_id, shown_under_id, depth, status, reachable, author_name, head_revision_id, published_revision_id, reasons, created_at)
    select id, '${id}', ${root}, ${parent}, ${parent}, ${depth}, 'approved', true, 'M', rid, rid, '{}', now() - n * interval '1 second' from s`)
  for (let k = 0; k < 20; k++) await rows(`generate_series(${k * 5000 + 1},${(k + 1) * 5000}) n`, 'null', 'id', 0)
  await db.$executeRawUnsafe('analyze')
  const roots = await db.comment.findMany({ where: { articleId: id, parentId: null }, orderBy: { createdAt: 'asc' }, take: 2 })
  const [root, second] = roots.map((r) => r.id) as [string, string]
  for (let k = 0; k < 4; k++) await rows(`generate_series(${k * 2500 + 1},${(k + 1) * 2500}) n`, `'${root}'`, `'${root}'`, 1)
  await rows('generate_series(1,20) n', `'${second}'`, `'${second}'`, 1)
  for (let depth = 2; depth <= 4; depth++) {
    const parents = await db.comment.findMany({ where: { articleId: id, rootId: second, depth: depth - 1 }, select: { id: true } })
    for (const p of parents.slice(0, 400)) await rows(`generate_series(1,${depth === 4 ? 5 : 20}) n`, `'${p.id}'`, `'${second}'`, depth)
  }
  await db.$executeRawUnsafe('analyze')
  const lines: string[] = []
  const t = async (url: string) => {
    const times: number[] = []
    let size = 0
    for (let i = 0; i < 15; i++) { const s = performance.now(); const a = await app.inject({ url }); times.push(performance.now() - s); size = a.body.length; if (a.statusCode !== 200) throw new Error(a.body) }
    times.sort((a, b) => a - b)
    lines.push(`${url.slice(40, 110)} median ${times[7]?.toFixed(1)} max ${times[14]?.toFixed(1)} ${size}`)
    return JSON.parse((await app.inject({ url })).body)
  }
  const base = `/v1/articles/${id}/comments`
  await t(base)
  await t(`${base}?limit=100`)
  await t(`${base}?order=newest`)
  let deep = await t(`${base}?limit=100&order=newest`)
  for (let i = 0; i < 200; i++) deep = JSON.parse((await app.inject({ url: `${base}?limit=100&order=newest&cursor=${deep.page.next}` })).body)
  await t(`${base}?limit=100&order=newest&cursor=${deep.page.next}`)
  await t(`${base}?view=flat&limit=100`)
  await t(`${base}?view=flat&order=newest`)
  await t(`${base}?parentId=${root}`)
  await t(`${base}?count=exact`)
  await t(`/v1/comments/counts?articleId=${id}`)
  process.stderr.write(lines.join('\n') + '\n')
}, 300_000)
