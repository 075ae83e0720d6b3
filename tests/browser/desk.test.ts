import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, jest, test } from '@jest/globals'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { anArticle } from '../support/articles.ts'
import { hasBrowser, openTab } from '../support/browser.ts'
import { aComment, post } from '../support/discussion.ts'
import { newsroom } from '../support/newsroom.ts'
import { addressOf } from '../support/stream.ts'

jest.setTimeout(120_000)
const { app, db, admin, moderator, reader } = await newsroom()
await app.listen({ port: 0, host: '127.0.0.1' })

const desk = hasBrowser ? describe : describe.skip

async function signIn(viewport?: { width: number; height: number }) {
  const { key } = (
    await admin('POST', '/v1/admin/api-keys', { label: 'Night desk', scopes: ['comments:moderate'] })
  ).body
  const tab = await openTab(viewport ? { viewport } : {})
  await tab.page.goto(`${addressOf(app)}/desk`)
  await tab.page.getByLabel('API key').fill(key)
  await tab.page.keyboard.press('Enter')
  await tab.page.locator('#queues button').first().waitFor()
  return tab
}

const statusOf = async (id: string) => (await moderator('GET', `/v1/moderation/comments/${id}`)).body.status
const notice = (page: Page, words: string | RegExp) => page.locator('#notice').getByText(words).waitFor()
/** Scripts of the page are text here: its names are not ours. */
const focused = (page: Page) =>
  page.evaluate<string | undefined>(`document.activeElement?.closest('.comment')?.dataset.id`)
async function hasLeft(page: Page, id: string): Promise<boolean> {
  for (let waited = 0; waited < 3000; waited += 20) {
    if (![undefined, id].includes(await focused(page))) return true
    await sleep(20)
  }
  return false
}

/** Decides on what has the focus until nothing new gets it; answers with what had it. */
async function workThrough(page: Page, most: number) {
  const seen: string[] = []
  while (seen.length < most) {
    const id = await focused(page)
    if (id === undefined || seen.includes(id)) return seen
    seen.push(id)
    await page.keyboard.press(seen.length % 3 === 0 ? 's' : 'a')
    // What somebody else has decided keeps the focus until it is read, and so does the last one.
    if (await hasLeft(page, id)) continue
    await page.keyboard.press('j')
    await hasLeft(page, id)
  }
  return seen
}

const waiting = async (count: number, articleId: string) => {
  const ids: string[] = []
  for (let i = 0; i < count; i++)
    ids.push(
      (
        await aComment(db, {
          ...{ articleId, status: 'pending', reachable: false, at: i - count },
          body: `Comment ${i}.`,
        })
      ).id,
    )
  return ids
}

desk('the desk, by keyboard alone', () => {
  test('two hundred comments, while others decide some of them', async () => {
    const { id: articleId } = await anArticle(db)
    const ids = await waiting(200, articleId)
    const { page, faults } = await signIn()
    await page.locator('.comment').nth(19).waitFor()
    expect(await page.locator('#who').textContent()).toBe('Night desk')
    const others = new Set(ids.filter((_, i) => i % 10 === 7))
    for (const id of others) {
      const { version, headRevisionId: revisionId } = (await admin('GET', `/v1/moderation/comments/${id}`))
        .body
      const tag = { 'if-match': `"${version}"` }
      await admin('POST', `/v1/moderation/comments/${id}/decisions`, { action: 'spam', revisionId }, tag)
    }

    await workThrough(page, 200)

    const counts = await db.comment.groupBy({ by: ['status'], _count: true })
    expect(counts.find(({ status }) => status === 'pending')).toBeUndefined()
    expect(await db.moderationEvent.count()).toBe(200)
    expect(await db.moderationEvent.count({ where: { actorLabel: 'Test admin' } })).toBe(others.size)
    expect(await page.locator('#queues button').first().textContent()).toBe('Pending (0)')
    expect(faults).toEqual([])
  })

  test('a reason, undo, together, a claim, and what comes in meanwhile', async () => {
    const { id: articleId } = await anArticle(db)
    const [a = '', b = '', c = ''] = await waiting(3, articleId)
    const { page, faults } = await signIn()
    await page.locator('.comment').nth(2).waitFor()

    await page.keyboard.press('r')
    await page.locator('#reason-dialog[open]').waitFor()
    await page.keyboard.press('Enter')
    await notice(page, /^Rejected/)
    expect(await statusOf(a)).toBe('rejected')
    await page.keyboard.press('u')
    await notice(page, 'Taken back.')
    expect([await statusOf(a), await focused(page)]).toEqual(['pending', a])

    for (const key of ['x', 'j', 'x', 'a']) await page.keyboard.press(key)
    await notice(page, 'Approved: 2 comments.')
    expect([await statusOf(a), await statusOf(b), await statusOf(c)]).toEqual([
      'approved',
      'approved',
      'pending',
    ])
    await page.keyboard.press('u')
    await notice(page, 'Taken back: 2 decisions.')
    expect([await statusOf(a), await statusOf(b)]).toEqual(['pending', 'pending'])

    await page.keyboard.press('c')
    await notice(page, /in your hands/)
    expect((await moderator('GET', `/v1/moderation/comments/${a}`)).body.claim.by).toBe('Night desk')
    await page.locator(`#card-${a}`).getByText('In the hands of Night desk').waitFor()

    await post(reader, articleId)
    await page.locator('#fresh').getByText('1 new').waitFor()
    await page.locator('#queues').getByText('Pending (4)').waitFor()
    await page.keyboard.press('g')
    await page.locator('.comment').nth(3).waitFor()
    const { version, headRevisionId: revisionId } = (await moderator('GET', `/v1/moderation/comments/${b}`))
      .body
    await moderator(
      'POST',
      `/v1/moderation/comments/${b}/decisions`,
      { action: 'approve', revisionId },
      {
        'if-match': `"${version}"`,
      },
    )
    await page.locator(`#card-${b}`).getByText('Now approved, by Test moderator.').waitFor()
    await page.keyboard.press('?')
    await page.locator('#help[open]').waitFor()
    await page.keyboard.press('Escape')
    expect(faults).toEqual([])
  })
})

desk('the desk for everybody', () => {
  test('shows why a comment waits and what its author changed, and has nothing that shuts anybody out', async () => {
    await moderator('POST', '/v1/moderation/words', { list: 'suspect', words: ['cheap watches'] })
    const { id: articleId } = await anArticle(db, { mode: 'post' })
    const held = (await post(reader, articleId, { body: '<b>Buy</b> CHEAP WATCHES <img src=x>' })).body
      .comment.id
    const edited = (await post(reader, articleId, { body: 'The ferry leaves at nine.' })).body
    await reader(
      'PATCH',
      `/v1/comments/${edited.comment.id}`,
      { body: 'The ferry sells cheap watches at nine.' },
      {
        'edit-token': edited.editToken,
      },
    )
    const { page, faults } = await signIn({ width: 390, height: 800 })

    const card = page.locator(`#card-${held}`)
    await card.waitFor()
    expect(await card.locator('mark').allTextContents()).toEqual(['CHEAP WATCHES'])
    expect(await card.locator('mark').getAttribute('title')).toBe('suspect-word')
    expect(await card.locator('.words').textContent()).toBe('<b>Buy</b> CHEAP WATCHES <img src=x>')
    const audit = () =>
      page.evaluate<string[]>(`axe.run().then(({ violations }) =>
        violations.map(({ id, impact, nodes }) => impact + ' ' + id + ': ' + nodes.length))`)
    // Through the debugger's own world: the page's policy lets in no foreign script, and stays as it is.
    const session = await page.context().newCDPSession(page)
    await session.send('Runtime.evaluate', { expression: axe.source })
    expect(await audit()).toEqual([])
    const width = await page.evaluate<number>('document.documentElement.scrollWidth')
    expect(width).toBeLessThanOrEqual(390)

    const weightOf = (name: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('[data-queue=${name}]')).fontWeight`)
    expect([await weightOf('pending'), await weightOf('edited')]).toEqual(['600', '400'])

    await page.locator('[data-queue=edited]').click()
    const edit = page.locator(`#card-${edited.comment.id}`)
    await edit.waitFor()
    expect(await edit.locator('del').allTextContents()).toEqual(['leaves'])
    expect((await edit.locator('ins').allTextContents()).join('')).toContain('sells cheap watches')
    await edit.getByRole('button', { name: 'Thread' }).click()
    await edit.locator('.thread mark').waitFor()
    expect(await audit()).toEqual([])
    expect(faults).toEqual([])
  })
})
