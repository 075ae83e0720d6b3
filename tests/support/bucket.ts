import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Bucket } from '../../src/storage/s3.ts'

const REGION = 'eu-test-1'
const ACCESS_KEY_ID = 'AKTEST'
const SECRET_ACCESS_KEY = 'a secret of the bucket'
const NAME = 'newsroom'

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** The signature that AWS would expect (Signature Version 4), from its documentation and not from a client. */
function signatureOf(request: IncomingMessage, signed: string[]): string {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://bucket')
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  const query = [...searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&')
  const headers = signed.map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('')
  const date = String(request.headers['x-amz-date'])
  const canonical = [
    request.method,
    pathname,
    query,
    headers,
    signed.join(';'),
    String(request.headers['x-amz-content-sha256']),
  ].join('\n')
  const scope = `${date.slice(0, 8)}/${REGION}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')
  const key = [REGION, 's3', 'aws4_request'].reduce<Buffer>(
    hmac,
    hmac(`AWS4${SECRET_ACCESS_KEY}`, date.slice(0, 8)),
  )
  return hmac(key, text).toString('hex')
}

function isSigned(request: IncomingMessage): boolean {
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/
  const [, id, region, names = '', signature] = form.exec(request.headers.authorization ?? '') ?? []
  const signed = names.split(';')
  const isFresh = signed.includes('host') && signed.includes('x-amz-date')
  return id === ACCESS_KEY_ID && region === REGION && isFresh && signature === signatureOf(request, signed)
}

interface Stored {
  bytes: Buffer
  type?: string | undefined
}
interface Reply {
  status: number
  stored?: Stored
}

const text = (status: number, body: string): Reply => ({ status, stored: { bytes: Buffer.from(body) } })

/** Two keys at a time, so that more than one page has to be read. */
function list(objects: ReadonlyMap<string, Stored>, prefix: string): Reply {
  const keys = [...objects.keys()].filter((each) => each.startsWith(prefix)).slice(0, 2)
  const contents = keys.map((each) => `<Contents><Key>${each}</Key></Contents>`)
  return text(200, `<ListBucketResult>${contents.join('')}</ListBucketResult>`)
}

function carryOut(objects: Map<string, Stored>, request: IncomingMessage, bytes: Buffer): Reply {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://bucket')
  const [, bucket, ...key] = pathname.split('/')
  const name = key.join('/')
  if (!isSigned(request)) return text(403, '<Error><Code>SignatureDoesNotMatch</Code></Error>')
  if (bucket !== NAME) return { status: 404 }
  if (searchParams.has('list-type')) return list(objects, searchParams.get('prefix') ?? '')
  switch (request.method) {
    case 'PUT':
      if (request.headers['x-amz-content-sha256'] !== sha256(bytes)) return { status: 400 }
      objects.set(name, { bytes, type: request.headers['content-type'] })
      return { status: 200 }
    case 'DELETE':
      objects.delete(name)
      return { status: 204 }
    default: {
      const stored = objects.get(name)
      return stored ? { status: 200, stored } : { status: 404 }
    }
  }
}

/** A server that speaks as much S3 as is used, and checks every signature. */
export async function aBucket() {
  const objects = new Map<string, Stored>()
  const state = { isBroken: false }
  const server = createServer(async (request, response) => {
    const bytes = await buffer(request)
    const { status, stored } = state.isBroken ? { status: 500 } : carryOut(objects, request, bytes)
    const headers = {
      'content-length': stored?.bytes.length ?? 0,
      ...(stored?.type && { 'content-type': stored.type }),
    }
    response.writeHead(status, status === 204 ? {} : headers).end(stored?.bytes)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const settings: Bucket = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bucket: NAME,
    region: REGION,
    accessKeyId: ACCESS_KEY_ID,
    secretAccessKey: SECRET_ACCESS_KEY,
  }
  const close = async () => {
    server.closeAllConnections()
    server.close()
  }
  return { settings, objects, state, close }
}
