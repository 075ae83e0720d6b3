import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { Title } from '../../articles/parts.ts'
import { jsonValues } from '../json.ts'
import type { ArticleKind } from '../rules.ts'
import { ExportError, textOf } from '../unpack.ts'
import { type XmlReader, xmlParts } from '../xml.ts'
import { ninjsArticle } from './ninjs.ts'
import { BARE, type Exported } from './rules.ts'
import { lengthOf } from './shape.ts'
import { wxrReader } from './wxr.ts'

/** Hands over articles as soon as it has read them. */
export interface ArticleReader extends XmlReader {
  taken(): Exported[]
}

type Read = (file: Readable) => AsyncGenerator<Exported>

/** A story of millions of characters is none. */
const TEXT_MAX = 1_000_000

/** The articles of a file, one after the other: a large one is never in the memory as a whole. */
export const READ: Record<ArticleKind, Read> = {
  wxr_articles: async function* (file) {
    const reader = wxrReader()
    for await (const _ of xmlParts(file, reader)) yield* reader.taken()
    yield* reader.taken()
  },
  ninjs_articles: async function* (file) {
    for await (const value of jsonValues(textOf(file))) yield ninjsArticle(value)
  },
  text_articles: async function* (file) {
    let text = ''
    for await (const part of textOf(file)) {
      text += part
      if (text.length > TEXT_MAX) throw new ExportError(`The text has more than ${TEXT_MAX} characters.`)
    }
    yield textArticle(text)
  },
}

/** Its first line is the title, and the rest its body; the same text again is the same article. */
function textArticle(text: string): Exported {
  const [first = '', ...lines] = text.trim().split(/\r\n?|\n/)
  const hasTitle = first.length <= lengthOf(Title)
  return {
    ...BARE,
    source: 'text',
    key: createHash('sha256').update(text).digest('hex'),
    fate: 'draft',
    title: hasTitle ? first : '',
    body: { form: 'text', value: hasTitle ? lines.join('\n') : text },
  }
}
