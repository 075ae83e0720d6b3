import { type Act, act } from '../../src/db/act.ts'
import type { Database } from '../../src/db/client.ts'
import { writeArticle } from '../../src/demo/write-article.ts'
import { createSpeaker } from '../../src/features/speakers/store.ts'
import type { TermNoun } from '../../src/features/taxonomy/schema.ts'
import { createTerm } from '../../src/features/taxonomy/store.ts'
import { SYSTEM } from '../../src/lib/actor.ts'
import { articleNo, authors, sections, speakers, tags } from './words.ts'

/** Fills a migrated database through the same verbs that the desk uses, oldest article first. */
export async function fillNewsroom(db: Database, articles: number): Promise<void> {
  const step = <T>(work: (unit: Act) => Promise<T>) => act(db, { actor: SYSTEM, requestId: null }, work)
  const speakerIds = await step(writeDirectory)
  const now = new Date()
  for (let n = 0; n < articles; n++) {
    await step((unit) => writeArticle(unit, articleNo(n, articles - n), speakerIds, now))
  }
}

async function writeDirectory(unit: Act): Promise<Map<string, string>> {
  const terms: Record<TermNoun, { slug: string; name: string }[]> = {
    section: sections,
    tag: tags,
    author: authors,
  }
  for (const noun of ['section', 'tag', 'author'] as const) {
    for (const term of terms[noun]) await createTerm(unit, noun, term)
  }
  const ids = new Map<string, string>()
  for (const { slug, name, kind, description } of speakers) {
    ids.set(slug, (await createSpeaker(unit, { slug, name, kind, description })).id)
  }
  return ids
}
