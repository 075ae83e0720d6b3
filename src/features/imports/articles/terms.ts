import type { Act } from '../../../db/act.ts'
import { slugify } from '../../../lib/slug.ts'
import { findTermIds } from '../../articles/store.ts'
import type { TermNoun } from '../../taxonomy/schema.ts'
import { createTerm } from '../../taxonomy/store.ts'
import { cut, lineOf } from '../text.ts'
import type { Exported, Named } from './rules.ts'

const NAME_MAX = 160
const TERMS_MAX = 100

/** The section, tags and authors that an article names, by their slugs; what is not there is made. */
export async function termsFor(act: Act, { section, tags, authors }: Exported) {
  const [inSection] = await slugsOf(act, 'section', section ? [section] : [])
  const contributors = (await slugsOf(act, 'author', authors)).map((author) => ({ author }))
  return {
    ...(inSection !== undefined && { section: inSection }),
    tags: await slugsOf(act, 'tag', tags),
    contributors,
  }
}

async function slugsOf(act: Act, noun: TermNoun, named: readonly Named[]): Promise<string[]> {
  const terms = new Map<string, string>()
  for (const { name, slug } of named) {
    const line = cut(lineOf(name) || lineOf(slug), NAME_MAX)
    if (line !== '') terms.set(slugify(slug || line, noun), line)
  }
  const wanted = [...terms.keys()].slice(0, TERMS_MAX)
  const known = await findTermIds(act.tx, noun, wanted)
  for (const [index, slug] of wanted.entries()) {
    if (known[index] === undefined) await createTerm(act, noun, { slug, name: terms.get(slug) ?? slug })
  }
  return wanted
}
