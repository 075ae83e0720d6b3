import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import { type Files, requireFolder, requireKey, storageFailed } from './files.ts'

export interface Bucket {
  /** `https://s3.eu-central-1.amazonaws.com`, or a server of one's own; the bucket goes into the path. */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/** A storage that says nothing for so long does not answer. */
const PATIENCE_MS = 8000

/** Files in a bucket that speaks S3: Amazon's, MinIO, Ceph, R2, Garage. */
export function s3Files({ endpoint, bucket, region, ...credentials }: Bucket): Files {
  const client = new AwsClient({ ...credentials, region, service: 's3', retries: 2 })
  const home = `${endpoint}/${bucket}`

  const ask = async (method: string, url: string, init: RequestInit = {}): Promise<Response> => {
    const patience = new AbortController()
    // Until it answers; a reader may take longer for the bytes.
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
    const answer = await client
      .fetch(url, { ...init, method, signal: patience.signal })
      .catch((cause) => Promise.reject(storageFailed(cause)))
      .finally(() => clearTimeout(timer))
    if (answer.ok || answer.status === 404) return answer
    await answer.body?.cancel()
    throw storageFailed(new Error(`The bucket answered ${method} with ${answer.status}.`))
  }

  return {
    put: async (key, bytes, mediaType) => {
      requireKey(key)
      const headers = {
        'content-type': mediaType,
        // Signed with the rest: a bucket refuses bytes that changed on the way.
        'x-amz-content-sha256': createHash('sha256').update(bytes).digest('hex'),
      }
      const answer = await ask('PUT', `${home}/${key}`, { body: new Uint8Array(bytes), headers })
      if (answer.status === 404) throw storageFailed(new Error(`There is no bucket ${bucket}.`))
    },
    open: async (key) => {
      requireKey(key)
      const { status, headers, body } = await ask('GET', `${home}/${key}`)
      if (status === 404 || body === null) return undefined
      const stream = Readable.fromWeb(body as ReadableStream)
      return { bytes: Number(headers.get('content-length')), stream }
    },
    removeFolder: async (folder) => {
      requireFolder(folder)
      for (;;) {
        const listed = await ask('GET', `${home}?list-type=2&prefix=${folder}%2F`)
        // Keys are ours: nothing in them is written otherwise in XML.
        const keys = [...(await listed.text()).matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key)
        if (keys.length === 0) return
        for (const key of keys) await ask('DELETE', `${home}/${key}`)
      }
    },
  }
}
