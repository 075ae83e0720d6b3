import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** What can be said of the settings without opening anything. */
export const lookAtSettings = (config: Config): Finding[] => [
  ok('configuration', 'Every setting has its form.'),
  addresses(config),
  secret(config),
  ...(config.databaseUrl ? [] : dataDirectory(config)),
]

function addresses({ host, publicUrl, siteUrl }: Config): Finding {
  const isOutside = !['127.0.0.1', 'localhost', '::1'].includes(host)
  const isNamed = !/\/\/(localhost|127\.|\[::1)/.test(publicUrl)
  if (isOutside && !isNamed) {
    const advice = 'Set PUBLIC_URL, and SITE_URL, to where readers and clients come.'
    return warn('addresses', `It listens on ${host} and calls itself ${publicUrl}.`, advice)
  }
  return ok('addresses', `The API is ${publicUrl}, the site ${siteUrl}.`)
}

/** Random bytes written in any alphabet have many different letters; what people type has few. */
const LETTERS_MIN = 12

function secret({ secret: text, dataDir }: Config): Finding {
  if (text === undefined) return secretFile(join(dataDir, 'secret'))
  if (new Set(text).size < LETTERS_MIN) {
    const advice =
      'Make one with: openssl rand -base64 48. Keep the present one as SECRET_PREVIOUS for a while.'
    return warn('secret', 'SECRET repeats itself: it may be guessed.', advice)
  }
  return ok('secret', `SECRET has ${Buffer.byteLength(text)} bytes.`)
}

function secretFile(path: string): Finding {
  if (!existsSync(path)) return ok('secret', 'The first start makes one.')
  if (isOpen(path)) {
    return fail('secret', `Others than its owner may use ${path}.`, `chmod 600 ${path}`)
  }
  return ok('secret', `${path} is its owner’s alone.`)
}

function dataDirectory({ dataDir }: Config): Finding[] {
  if (!existsSync(dataDir)) return [ok('data directory', `The first start makes ${dataDir}.`)]
  if (isOpen(dataDir)) {
    return [warn('data directory', `Others than its owner may look into ${dataDir}.`, `chmod 700 ${dataDir}`)]
  }
  return [ok('data directory', `${dataDir} is its owner’s alone.`)]
}

/** Systems without such modes have nothing to say here. */
const isOpen = (path: string) => process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0
