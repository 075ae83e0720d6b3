import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, jest, test } from '@jest/globals'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { readerSite } from '../../examples/reader/serve.ts'
import { hasBrowser, openTab } from '../support/browser.ts'
import { deskOf } from '../support/desk.ts'
import { aComment, solve } from '../support/discussion.ts'
import { newsroom } from '../support/newsroom.ts'
import { addressOf } from '../support/stream.ts'

jest.setTimeout(120_000)
const { app, db, editor, moderator } = await newsroom()
await app.listen({ port: 0, host: '127.0.0.1' })
const desk = deskOf(editor)
const server = readerSite(addressOf(app)).listen(0, '127.0.0.1')
await once(server, 'listening')
// What the page computes for the captcha browsers offer on secure origins alone, of which the machine itself is one.
const site = `http://localhost:${(server.address() as AddressInfo).port}`
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

/** A story of the section City with a quote, published. */
async function aStory(title = 'Harbour dredging resumes') {
  const { id, slug } = await desk.draft({ title, section: 'city' })
  const exact = 'We will dredge at night,'
  const { id: speakerId } = await desk.speaker()
  const words = { segments: [{ exact }], speakerId, roleAsStated: 'harbour master', review: 'confirmed' }
  const { id: quoteId } = await desk.quote(id, words)
  await desk.publish(id)
  return { id, slug, quoteId }
}

async function audit(page: Page) {
  // Through the debugger's own world: the page's policy lets in no foreign script, and stays as it is.
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: axe.source })
  return page.evaluate<string[]>(`axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join()))`)
}

const said = (page: Page, words: string | RegExp) =>
  page.locator('#comment-notice').getByText(words).waitFor()
const write = async (page: Page, words: string) => {
  await page.getByLabel('Your name').fill('Mara')
  await page.getByLabel('Your comment').fill(words)
}

const inBrowser = hasBrowser ? describe : describe.skip

inBrowser('the example site', () => {
  test('lists stories, a section of them, and more when asked', async () => {
    await desk.section('City')
    for (let i = 0; i < 11; i++) {
      const { id } = await desk.draft({ title: `Story ${i}`, ...(i < 2 && { section: 'city' }) })
      await desk.publish(id)
    }
    const { page, faults } = await openTab({ viewport: { width: 390, height: 800 } })

    await page.goto(site)
    await page.locator('#stories article').nth(9).waitFor()
    expect(await audit(page)).toEqual([])
    await page.getByRole('button', { name: 'More stories' }).click()
    await page.locator('#stories article').nth(10).waitFor()
    expect(await page.locator('#more').isHidden()).toBe(true)
    await page.getByRole('link', { name: 'City' }).click()
    await page.getByRole('heading', { name: 'City' }).waitFor()
    await page.locator('#stories article').nth(1).waitFor()

    expect(await page.locator('#stories h3').allTextContents()).toEqual(['Story 1', 'Story 0'])
    expect(faults).toEqual([])
  })

  test('shows a story with who said what, and leads to the words in the text', async () => {
    await desk.section('City')
    const { id, slug, quoteId } = await aStory()
    const { translationGroupId } = (await desk.read(id)).body
    const german = await desk.draft({ title: 'Der Hafen bei Nacht', language: 'de', translationGroupId })
    await desk.publish(german.id)
    await desk.change(id, { summary: 'At night.' })
    const correction = { kind: 'correction', publicText: 'It is eleven metres deep.' }
    await editor('POST', `/v1/editorial/articles/${id}/corrections`, correction, await desk.current(id))
    const root = await aComment(db, { articleId: id, body: 'When?' })
    for (let i = 0; i < 22; i++)
      await aComment(db, { articleId: id, under: root, at: i, body: `Reply ${i}.` })
    const { page, faults } = await openTab({ viewport: { width: 390, height: 800 } })

    await page.goto(`${site}/city/${slug}`)
    await page.locator('#quotes').getByText('Mara Quint, harbour master').waitFor()
    await page.locator('#thread .thread li').nth(19).waitFor()
    await page.getByRole('button', { name: 'More replies' }).click()
    await page.locator('#thread .thread li').nth(21).waitFor()
    await page.locator('label[for=answer]').getByText('=').waitFor()
    expect(await audit(page)).toEqual([])
    await page.getByRole('link', { name: 'In the text' }).click()

    expect(await page.locator(':target').getAttribute('data-quote-id')).toBe(quoteId)
    expect(await page.locator('#corrections li').textContent()).toContain('It is eleven metres deep.')
    expect(await page.getByRole('link', { name: 'Der Hafen bei Nacht' }).getAttribute('hreflang')).toBe('de')
    expect(await page.locator(':target').textContent()).toBe('We will dredge at night,')
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    expect(faults).toEqual([])
  })

  test('takes comments for a sum and for work, shows what became of them, and lets them be changed', async () => {
    await desk.section('City')
    const { id, slug } = await aStory()
    const { page, faults } = await openTab()
    await page.goto(`${site}/city/${slug}`)
    const label = page.locator('label[for=answer]')
    await label.getByText('=').waitFor()

    await write(page, 'Where is the timetable?')
    await page.locator('#answer').fill(solve((await label.textContent()) ?? ''))
    await page.getByRole('button', { name: 'Send' }).click()
    await said(page, /A moderator reads your comment/)
    await page.getByLabel('My computer works for a moment').check()
    await write(page, 'And who pays for the dredging?')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.locator('#own > ul > li').nth(1).waitFor()
    const first = page.locator('#own > ul > li').first()
    await first.locator('summary').click()
    await first.getByLabel('Your words').fill('Where is the new timetable?')
    await first.getByRole('button', { name: 'Save' }).click()
    await page.locator('#own p').getByText('Where is the new timetable?').waitFor()

    expect(await audit(page)).toEqual([])
    const { data } = (await moderator('GET', `/v1/moderation/comments?articleId=${id}&order=oldest`)).body
    expect(data.map(({ body }: { body: string }) => body)).toEqual([
      'Where is the new timetable?',
      'And who pays for the dredging?',
    ])
    expect(faults).toEqual([])
  })
})

test('it runs no script but its own, and makes markup of nothing but what the server rendered', async () => {
  const { headers } = await fetch(site.replace('localhost', '127.0.0.1'))

  const policy = headers.get('content-security-policy')
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; connect-src http/)
  expect(policy).toContain("require-trusted-types-for 'script'; trusted-types rendered-by-the-server")
  expect(policy).not.toContain('unsafe')
})
