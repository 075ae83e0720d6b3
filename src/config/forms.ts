const WORKERS_MAX = 128

/** An address without the slashes at its end. */
export const trimmed = (url: string) => url.replace(/\/+$/, '')
/** What stands between commas. */
export const list = (value: string) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)

export function isHttp(value: string): boolean {
  return /^https?:\/\//.test(value) && URL.canParse(value)
}

export function isBucket(value: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value)
}

export function isWorkers(value: string): boolean {
  return value === 'auto' || (/^[1-9]\d{0,2}$/.test(value) && Number(value) <= WORKERS_MAX)
}

export function isPostgres(value: string): boolean {
  return /^postgres(ql)?:\/\//.test(value) && URL.canParse(value)
}

export function isSmtp(value: string): boolean {
  return /^smtps?:\/\//.test(value) && URL.canParse(value)
}

export const isAddress = (value: string) => /^[^\s@<>,"]+@[^\s@<>,"]+$/.test(value)

export function isMailbox(value: string): boolean {
  const [, inBrackets] = /^[^<>\p{Cc}]*<([^<>]*)>$/u.exec(value) ?? []
  return isAddress(inBrackets ?? value)
}

export const isHostname = (value: string) => /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(value)

export const isOrigin = (value: string) => isHttp(value) && new URL(value).origin === value

export function isTemplate(value: string): boolean {
  const names = [...value.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name)
  const known = ['site', 'section', 'slug', 'id', 'language']
  const namesArticle = names.includes('slug') || names.includes('id')
  return /^(\{site\}|https?:)/.test(value) && namesArticle && names.every((name) => known.includes(name))
}
