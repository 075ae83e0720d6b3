import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { ApiError, invalid } from '../lib/errors.ts'

/** What a client sent: the bytes, what it called them, and what it said of them. */
export interface Upload {
  bytes: Buffer
  sha256: Buffer
  /** The name of the file; empty where there is none. */
  called: string
  /** Stands for the request where bytes cannot: in validation, and for an `Idempotency-Key`. */
  body: Record<string, unknown>
}

const FIELD_BYTES_MAX = 16_384
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Reads a form with one part `file` and fields of text, and refuses one that has any of them twice. */
export async function readForm(request: FastifyRequest, numbers: readonly string[]): Promise<Upload> {
  const parts = await partsOf(request).catch((error) => Promise.reject(asApiError(error)))
  const file = parts.get('file')
  if (file?.called === undefined) throw invalid('/file', 'must be a part with a file name', 'required')
  const sha256 = digestOf(file.bytes)
  parts.delete('file')
  const fields = [...parts].map(([name, { bytes }]) => [name, readField(name, bytes, numbers)])
  const body = { ...Object.fromEntries(fields), file: sha256.toString('hex') }
  return { bytes: file.bytes, sha256, called: file.called, body }
}

interface Part {
  bytes: Buffer
  /** The name of a file; a field has none. */
  called: string | undefined
}

async function partsOf(request: FastifyRequest): Promise<Map<string, Part>> {
  const parts = new Map<string, Part>()
  for await (const part of request.parts()) {
    if (part.type !== 'file') continue
    const name = part.fieldname
    const bytes = await part.toBuffer()
    if (name !== 'file' && bytes.length > FIELD_BYTES_MAX)
      throw invalid(`/${name}`, 'is too long', 'maxlength')
    if (parts.has(name)) throw invalid(`/${name}`, 'must stand there once', 'repeated')
    parts.set(name, { bytes, called: part.filename })
  }
  return parts
}

/** The body is the file itself; nothing where it is something else. */
export function readRaw({ body: bytes }: FastifyRequest): Upload | undefined {
  if (!Buffer.isBuffer(bytes)) return undefined
  const sha256 = digestOf(bytes)
  return { bytes, sha256, called: '', body: { file: sha256.toString('hex') } }
}

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest()

const DECIMAL = /^-?(0|[1-9]\d{0,8})(\.\d{1,16})?$/

function readField(name: string, bytes: Buffer, numbers: readonly string[]): unknown {
  const text = decode(name, bytes)
  return numbers.includes(name) && DECIMAL.test(text) ? Number(text) : text
}

function decode(name: string, bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw invalid(`/${name}`, 'is not valid UTF-8', 'encoding')
  }
}

export const tooLarge = (cause?: unknown) =>
  new ApiError('payload-too-large', 'The body is larger than this operation takes.', { cause })

/** Whatever the parser of forms says is about what was sent. */
function asApiError(error: unknown): unknown {
  if (error instanceof ApiError) return error
  const isTooLarge = (error as { statusCode?: number }).statusCode === 413
  return isTooLarge
    ? tooLarge(error)
    : new ApiError('validation', 'The body is not a valid form.', {
        errors: [{ pointer: '', code: 'multipart', detail: 'is not a valid multipart/form-data body' }],
        cause: error,
      })
}
