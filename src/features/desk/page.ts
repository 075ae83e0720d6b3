import { readFileSync } from 'node:fs'

const TYPES = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
} as const

/** The files of the page, by name; nothing else of that folder is ever served. */
const NAMES = [
  'index.html',
  'desk.css',
  'desk.js',
  'api.js',
  'card.js',
  'claims.js',
  'decisions.js',
  'keys.js',
  'live.js',
  'queue.js',
  'reasons.js',
  'selection.js',
  'spans.js',
  'thread.js',
  'words.js',
] as const

export interface PageFile {
  name: string
  type: string
  content: Buffer
}

/** The page as it lies in `desk/`, read once: the same place for the sources and for what is built of them. */
export const readPage = (): PageFile[] =>
  NAMES.map((name) => {
    const content = readFileSync(new URL(`../../../desk/${name}`, import.meta.url))
    const extension = name.split('.').at(-1) as keyof typeof TYPES
    return { name, type: TYPES[extension], content }
  })
