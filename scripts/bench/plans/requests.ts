import type { Samples } from './samples.ts'

interface Parameter {
  name: string
  in: 'query' | 'path' | 'header'
  required?: boolean
  schema: { enum?: string[]; type?: string; items?: { enum?: string[] } }
}
interface Operation {
  operationId: string
  security?: unknown[]
  parameters?: Parameter[]
}
export interface Document {
  paths: Record<string, { get?: Operation }>
}

/** What is asked of the public, and what is asked. */
export interface PublicRequest {
  operation: string
  url: string
}

/** Paths that are not asked, and why. */
const LEFT_OUT: Record<string, string> = {
  getPreview: 'needs a token that is made for it',
  getCommentReceipt: 'needs a receipt',
  showConfirmation: 'needs a token from a letter',
  showUnsubscription: 'needs a token from a letter',
  getMediaFile: 'reads a file',
  getCaptchaChallenge: 'writes what it hands out',
  getMetrics: 'tells what the process counted',
}

/** They say in what order things come, and go with every filter. */
const ORDERS = new Set(['sort', 'order', 'view', 'type'])
/** They say how much comes and in what form, and which page: each is asked for once. */
const SHAPES: Record<string, readonly string[]> = {
  ...{ limit: ['100'], count: ['exact'], maxwidth: ['400'], maxheight: ['400'], wait: ['0'] },
  cursor: [],
}

/**
 * A request for every documented use of every public operation: each filter in each order, each two filters, each
 * form. A parameter that this does not know is an error, so that no new filter is forgotten.
 */
export function publicRequests(document: Document, samples: readonly Samples[]): PublicRequest[] {
  const requests = new Map<string, PublicRequest>()
  for (const [path, { get }] of Object.entries(document.paths)) {
    if (!get || (get.security ?? []).length > 0 || get.operationId in LEFT_OUT) continue
    for (const sample of samples) {
      for (const url of urlsOf(path, get, sample)) requests.set(url, { operation: get.operationId, url })
    }
  }
  return [...requests.values()]
}

type Pair = readonly [name: string, value: string]

function urlsOf(path: string, { parameters = [] }: Operation, samples: Samples): string[] {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => pathValue(path, name, samples))
  const queries = parameters.filter((parameter) => parameter.in === 'query')
  const pairsOf = (parameter: Parameter): Pair[] =>
    valuesOf(parameter, samples).map((value) => [parameter.name, value])
  const required = queries
    .filter((parameter) => parameter.required)
    .flatMap((each) => pairsOf(each).slice(0, 1))
  const optional = queries.filter((parameter) => !parameter.required)
  const orders = optional.filter(({ name }) => ORDERS.has(name)).flatMap(pairsOf)
  const filters = optional.filter(({ name }) => !(ORDERS.has(name) || name in SHAPES))
  const combinations: Pair[][] = [
    [],
    ...optional.flatMap(pairsOf).map((pair) => [pair]),
    ...orders.flatMap((order) => filters.flatMap(pairsOf).map((pair) => [pair, order])),
    ...filters.flatMap((one, at) =>
      filters
        .slice(at + 1)
        .flatMap((other) => pairsOf(one).flatMap((a) => pairsOf(other).map((b) => [a, b]))),
    ),
  ]
  return combinations.map((pairs) => {
    const query = new URLSearchParams(Object.fromEntries([...required, ...pairs])).toString()
    return query === '' ? address : `${address}?${query}`
  })
}

function pathValue(path: string, name: string, { paths }: Samples): string {
  const collection = path.split('/').find((part) => part in COLLECTIONS) ?? ''
  return paths[`${collection}/${name}`] ?? unknown(`{${name}} of ${path}`)
}

const COLLECTIONS = Object.fromEntries(
  ['articles', 'quotes', 'speakers', 'sections', 'tags', 'authors', 'sitemaps', 'problems'].map((name) => [
    name,
    true,
  ]),
)

/** Of a closed set one value, and all of them where several may be asked for at once; of anything else the sample. */
function valuesOf({ name, schema }: Parameter, { queries }: Samples): readonly string[] {
  const shape = SHAPES[name]
  if (shape) return shape
  if (schema.enum) return schema.enum
  if (schema.items?.enum) return [schema.items.enum[0] ?? '', schema.items.enum.join(',')]
  const sample = queries[name]
  return sample === undefined ? unknown(`the parameter ${name}`) : [sample]
}

function unknown(what: string): never {
  throw new Error(`There is no sample for ${what}: give one in samples.ts.`)
}
