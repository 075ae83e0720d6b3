import { readFileSync } from 'node:fs'
import type { Ajv } from 'ajv'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { addFormats } from '../../src/http/formats.ts'

interface Operation {
  responses: Record<string, { content?: Record<string, unknown> }>
}
interface Document {
  paths: Record<string, Record<string, Operation>>
}
interface Contract {
  document: Document
  paths: { template: string; pattern: RegExp; parameters: number }[]
  ajv: Ajv2020
  compiled: Map<string, ValidateFunction>
}

/** The document as it is committed; `npm run openapi` makes it anew, and a check tells when that is due. */
const COMMITTED: Document = JSON.parse(
  readFileSync(new URL('../../openapi/openapi.json', import.meta.url), 'utf8'),
)

const contracts = new WeakMap<FastifyInstance, Contract>()

/** Throws when an answer is not one that the API document describes: status, media type, and body. */
export function checkAnswer(
  app: FastifyInstance,
  method: string,
  url: string,
  answer: LightMyRequestResponse,
) {
  const contract = contracts.get(app) ?? open(app)
  const verb = method === 'HEAD' ? 'get' : method.toLowerCase()
  const template = findTemplate(contract, verb, url)
  const status = answer.statusCode
  // 304 has no body; 404 of an unknown address and 405 belong to no operation.
  if (template === undefined || status === 304) return
  checkDocumented(contract, { method, verb, template, answer })
}

interface Documented {
  method: string
  verb: string
  template: string
  answer: LightMyRequestResponse
}

function checkDocumented(contract: Contract, { method, verb, template, answer }: Documented) {
  const status = answer.statusCode
  const where = `${method} ${template} → ${status}`
  const documented = contract.document.paths[template]?.[verb]?.responses[status]
  if (!documented) throw new Error(`${where} is not documented: ${answer.body.slice(0, 500)}`)
  const content = documented.content ?? {}
  // A profile makes another type of it; what the bytes are written in does not.
  const whole = String(answer.headers['content-type'] ?? '')
    .replace(/;\s*charset=[^;]*/, '')
    .replace(/;\s+/g, ';')
  const type = content[whole] ? whole : (whole.split(';', 1)[0] ?? '')
  if (answer.body === '' || !type.includes('json')) return
  if (!content[type]) throw new Error(`${where}: ${type} is not documented`)
  const validate = validatorOf(contract, [
    'paths',
    template,
    verb,
    'responses',
    String(status),
    'content',
    type,
  ])
  if (validate(JSON.parse(answer.body))) return
  const faults = JSON.stringify(validate.errors)
  throw new Error(`${where} is not as documented: ${faults}\n${answer.body.slice(0, 1000)}`)
}

function findTemplate({ document, paths }: Contract, verb: string, url: string): string | undefined {
  const path = url.split('?', 1)[0] ?? ''
  const matching = paths.filter(
    ({ template, pattern }) => pattern.test(path) && document.paths[template]?.[verb],
  )
  // `/by-slug/x` matches `/{id}/x` too, and `/x.jsonld` `/{id}`: the router prefers the literal, and so do we.
  return matching.sort((a, b) => a.parameters - b.parameters || b.template.length - a.template.length)[0]
    ?.template
}

function validatorOf({ ajv, compiled }: Contract, path: readonly string[]): ValidateFunction {
  const pointer = [...path, 'schema']
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/')
  const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `api#/${pointer}` })
  compiled.set(pointer, validate)
  return validate
}

function open(app: FastifyInstance): Contract {
  const document = COMMITTED
  // That it is a valid document is for its own test to say.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false })
  addFormats(ajv as unknown as Ajv)
  ajv.addSchema(closedCopy(document) as object, 'api')
  const paths = Object.keys(document.paths).map((template) => ({
    template,
    parameters: template.split('{').length,
    pattern: new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`),
  }))
  const contract = { document, paths, ajv, compiled: new Map<string, ValidateFunction>() }
  contracts.set(app, contract)
  return contract
}

/** Objects are closed unless they say otherwise: an undocumented member in an answer is a leak. */
function closedCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closedCopy)
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, closedCopy(member)]))
  const isObjectSchema = 'properties' in copy && copy.type === 'object'
  return isObjectSchema && !('additionalProperties' in copy) ? { ...copy, additionalProperties: false } : copy
}
