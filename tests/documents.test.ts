import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

const root = fileURLToPath(new URL('../', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const markdown = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))

test('every link of a document leads to a file', () => {
  const links = ['.', 'docs', 'docs/decisions'].flatMap(markdown).flatMap((from) =>
    [...read(from).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map(([, to = '']) => to)
      .filter((to) => !/^[a-z]+:/.test(to))
      .map((to) => ({ from, to })),
  )

  expect(links.length).toBeGreaterThan(20)
  expect(links.filter(({ from, to }) => !existsSync(join(root, dirname(from), to)))).toEqual([])
})

test('every image of a document is there, small, and says what it shows', () => {
  const images = [...read('README.md').matchAll(/<img src="([^"]+)" alt="([^"]{20,})"/g)]

  expect(images).toHaveLength(read('README.md').split('<img').length - 1)
  for (const [, path = ''] of images) expect(statSync(join(root, path)).size).toBeLessThan(100_000)
})

test('every dependency has its line in docs/decisions/dependencies.md, and no other has one', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'))
  const items = read('docs/decisions/dependencies.md').match(/^- \*\*[^:]+:/gm) ?? []
  const explained = items.flatMap((item) => [...item.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name]) => name))

  expect(explained.sort()).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort())
})
