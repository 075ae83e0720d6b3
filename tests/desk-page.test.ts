import { readdirSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { offlineApp } from './support/offline.ts'

const app = await offlineApp()
const get = (url: string, headers = {}) => app.inject({ url, headers })
const FILES = readdirSync(new URL('../desk/', import.meta.url))

describe('/desk', () => {
  test.each(FILES)('%s is served as what it is, under a policy that lets nothing else in', async (name) => {
    const url = name === 'index.html' ? '/desk' : `/desk/${name}`
    const types = { html: 'text/html', css: 'text/css', js: 'text/javascript' }
    const extension = name.split('.').at(-1) as keyof typeof types

    const answer = await get(url)

    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe(`${types[extension]}; charset=utf-8`)
    const policy = String(answer.headers['content-security-policy'])
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'/)
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).not.toContain('unsafe')
    expect(answer.headers['x-robots-tag']).toBe('noindex')
    const again = await get(url, { 'if-none-match': String(answer.headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  test('nothing inline, nothing from elsewhere, and no markup made of words', async () => {
    const texts = await Promise.all(
      FILES.map(async (name) => (await get(name === 'index.html' ? '/desk' : `/desk/${name}`)).body),
    )
    const all = texts.join('\n')

    expect(all).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\son\w+="|style="|https?:\/\//,
    )
    const scripts = [...all.matchAll(/<(script|link)[^>]+(?:src|href)="([^"]+)"/g)].map(
      ([, , address]) => address,
    )
    expect(scripts).toEqual(['data:,', '/desk/desk.css', '/desk/desk.js'])
  })

  test('it asks the API that every client has, and nothing else', async () => {
    const { body } = await get('/desk/api.js')
    const paths = [...body.matchAll(/[`'](\/v1\/[^`'?]*)/g)].map(([, path = '']) =>
      path.replace(/\$\{\w+\}/g, '{id}'),
    )

    expect(paths.length).toBeGreaterThan(4)
    const documented = Object.keys(app.swagger().paths ?? {})
    expect(paths.filter((path) => !documented.includes(path))).toEqual([])
  })

  test.each([
    '/desk/',
    '/desk/nope.js',
    '/desk/../package.json',
    '/desk/%2e%2e/package.json',
    '/desk/desk.js.map',
  ])('%s is not there', async (url) => {
    expect((await get(url)).statusCode).toBe(404)
  })
})
