import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, jest, test } from '@jest/globals'
import { anArticle } from '../support/articles.ts'
import { hasBrowser, openTab } from '../support/browser.ts'
import { newsroom } from '../support/newsroom.ts'
import { addressOf } from '../support/stream.ts'

jest.setTimeout(60_000)
const { app, db, reader } = await newsroom()
await app.listen({ port: 0, host: '127.0.0.1' })

const WIDGET = await readFile(createRequire(import.meta.url).resolve('altcha'), 'utf8')

/** A newspaper's own page, on another origin than the API, with the widget as its makers ship it. */
const pageFor = (challenge: string) => `<!doctype html>
  <html lang="en"><title>Comment</title><script src="/altcha.js"></script>
  <form><altcha-widget challenge="${challenge}"></altcha-widget></form></html>`
let page = ''
const site = createServer((request, response) => {
  const isScript = request.url === '/altcha.js'
  response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' })
  response.end(isScript ? WIDGET : page)
})
site.listen(0, '127.0.0.1')
afterAll(() => {
  site.close()
  site.closeAllConnections()
})

const inBrowser = hasBrowser ? test : test.skip

describe('the ALTCHA widget', () => {
  inBrowser('unchanged, on a page of its own, solves our challenge and buys a comment', async () => {
    const { id: articleId } = await anArticle(db)
    page = pageFor(`${addressOf(app)}/v1/captcha/challenge?kind=pow&articleId=${articleId}`)
    const { page: tab, faults } = await openTab()
    // The widget needs what browsers offer on secure origins alone, of which the machine itself is one.
    await tab.goto(`http://localhost:${(site.address() as AddressInfo).port}/`)

    await tab.locator('altcha-widget input[type=checkbox]').press('Space')
    const payload = tab.locator('input[name=altcha]')
    await payload.waitFor({ state: 'attached' })
    const value = async () => (await payload.inputValue()) || undefined
    for (let i = 0; i < 200 && !(await value()); i++) await tab.waitForTimeout(50)

    const captcha = { payload: await value() }
    const comment = { body: 'Where is the timetable?', author: { name: 'Mara' }, captcha }
    const posted = await reader('POST', `/v1/articles/${articleId}/comments`, comment)
    expect(posted.body).toMatchObject({ comment: { status: 'pending' } })
    expect(faults).toEqual([])
  })
})
