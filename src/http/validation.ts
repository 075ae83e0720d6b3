import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { ApiError, type Fault } from '../lib/errors.ts'
import { addFormats } from './formats.ts'
import { findUnstorable } from './unstorable.ts'

/** How many findings a problem lists. */
const FAULTS_MAX = 20

function newAjv(schemas: readonly TSchema[]): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    coerceTypes: false,
    removeAdditional: false,
    useDefaults: false,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
  })
  addFormats(ajv)
  for (const schema of schemas) ajv.addSchema(schema)
  return ajv
}

/**
 * Validates without changing: no coercion, no removal, no defaults. A query arrives as text, so its declared
 * integers and comma lists are read first, integers from canonical decimals only.
 */
export function useValidation(app: FastifyInstance, schemas: readonly TSchema[]): void {
  const ajv = newAjv(schemas)
  const compile: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
    const part = httpPart ?? 'body'
    let compiled: ValidateFunction | undefined
    return (input: unknown) => {
      // At the first request: compiling all of them would be a third of the start.
      compiled ??= ajv.compile(part === 'querystring' ? closedQuery(schema) : schema)
      return check(compiled, part, part === 'querystring' ? readQuery(schema, input) : input)
    }
  }
  app.setValidatorCompiler(compile)
}

function check(validate: ValidateFunction, part: string, value: unknown) {
  const unstorable = findUnstorable(value)
  if (unstorable) return { error: refusal(part, [{ place: unstorable.pointer, ...unstorable }]) }
  return validate(value) ? { value } : { error: refusal(part, findings(validate)) }
}

/** A check outside a route's schema, such as the merged result of a patch. Throws the same 400. */
export function validatorOf<T>(schema: TSchema, schemas: readonly TSchema[] = []) {
  let compiled: ValidateFunction<T> | undefined
  return (value: unknown): T => {
    // At the first use: compiling all of them would lengthen the start.
    compiled ??= newAjv(schemas).compile<T>(schema)
    const validate = compiled
    if (validate(value)) return value
    throw refusal('body', findings(validate))
  }
}

interface Finding {
  place: string
  code: string
  detail: string
}

function refusal(part: string, found: readonly Finding[]): ApiError {
  const errors = found.slice(0, FAULTS_MAX).map(({ place, code, detail }): Fault => {
    if (part === 'body') return { pointer: place, code, detail }
    return { parameter: place.replace(/^\//, '').replaceAll('~1', '/').replaceAll('~0', '~'), code, detail }
  })
  const [first] = errors
  const place = first?.parameter ? `The parameter ${first.parameter}` : first?.pointer || 'The body'
  return new ApiError('validation', `${place} ${first?.detail ?? 'is not valid'}.`, { errors })
}

function findings(validate: ValidateFunction): Finding[] {
  return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(toFinding)
}

const escaped = (member: string) => member.replaceAll('~', '~0').replaceAll('/', '~1')

function toFinding({ keyword, params, instancePath, message = 'is not valid' }: ErrorObject): Finding {
  switch (keyword) {
    case 'additionalProperties':
      return {
        place: `${instancePath}/${escaped(params.additionalProperty)}`,
        code: 'unknown',
        detail: 'is not known here',
      }
    case 'required':
      return {
        place: `${instancePath}/${escaped(params.missingProperty)}`,
        code: 'required',
        detail: 'is required',
      }
    case 'enum':
      return {
        place: instancePath,
        code: 'enum',
        detail: `must be one of ${params.allowedValues.slice(0, 40).join(', ')}`,
      }
    default:
      return { place: instancePath, code: keyword.toLowerCase(), detail: message }
  }
}

/** Unknown query parameters are refused: a mistyped filter must not return everything. */
const closedQuery = (schema: TSchema): TSchema => ({ additionalProperties: false, ...schema })

type Property = TSchema & { type?: string; items?: Property }

function readQuery(schema: TSchema, input: unknown): unknown {
  const properties = (schema as { properties?: Record<string, Property> }).properties ?? {}
  const read = Object.entries(input as Record<string, unknown>).map(([name, value]) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined
    return [name, property ? readValue(property, value) : value]
  })
  return Object.fromEntries(read)
}

function readValue(property: Property, value: unknown): unknown {
  // A parameter that is repeated fits no type: several values are one list, joined by commas.
  if (typeof value !== 'string') return null
  if (property.type === 'integer') return /^(0|-?[1-9]\d{0,14})$/.test(value) ? Number(value) : value
  if (property.type === 'boolean') return value === 'true' || (value === 'false' ? false : value)
  if (property.type === 'array') return value.split(',').map((item) => readValue(property.items ?? {}, item))
  return value
}
