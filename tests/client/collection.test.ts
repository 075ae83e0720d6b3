import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

const FOLDER = new URL('../../openapi/', import.meta.url)
const read = (name: string) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))

interface Item {
  item?: Item[]
  request?: { method: string; url: { path: string[] } }
}

/** A parameter beside other letters is a variable there. */
const pathOf = ({ path }: { path: string[] }) => path.join('/').replaceAll(/\{\{(\w+)\}\}/g, ':$1')

const requestsIn = ({ item = [], request }: Item): string[] => [
  ...(request ? [`${request.method} /${pathOf(request.url)}`] : []),
  ...item.flatMap(requestsIn),
]

test('the collection has every operation of the API document, once', () => {
  const { paths } = read('openapi.json')
  const operations = Object.entries<Record<string, { operationId?: string }>>(paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods)
        .filter(([, { operationId }]) => operationId !== undefined)
        .map(([method]) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )

  execFileSync('npm', ['run', '-s', 'collection'], { cwd: fileURLToPath(FOLDER), stdio: 'ignore' })

  const collection = read('verbatim.postman_collection.json')
  expect(collection.info.schema).toContain('/v2.1.0/')
  expect(requestsIn(collection).sort()).toEqual(operations.sort())
})
