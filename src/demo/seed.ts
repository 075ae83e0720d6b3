import { type Act, act } from '../db/act.ts'
import type { Database } from '../db/client.ts'
import { hasAnyKey, issueApiKey } from '../features/keys/store.ts'
import { type Actor, type Role, SYSTEM } from '../lib/actor.ts'
import { articles } from './articles.ts'
import { writeArticle } from './write-article.ts'
import { writeDirectory } from './write-directory.ts'

const ROLES: readonly Role[] = ['writer', 'editor', 'moderator', 'admin']
const NEWSROOM: Actor = { ...SYSTEM, label: 'Demo newsroom' }

/**
 * Fills a fresh database with the demo newsroom and returns its keys, which are shown this once. Keys come
 * last, and every step looks for what is there: an interrupted seed is gone on with. Call it while no other
 * instance starts.
 */
export async function seedDemo(db: Database): Promise<{ role: string; key: string }[]> {
  if (await hasAnyKey(db)) return []
  const now = new Date()
  const step = <T>(work: (unit: Act) => Promise<T>) => act(db, { actor: NEWSROOM, requestId: null }, work)
  const speakers = await step(writeDirectory)
  // Oldest first, so that ids sort as the stories happened.
  for (const article of [...articles].sort((a, b) => age(b.fate) - age(a.fate))) {
    await step((unit) => writeArticle(unit, article, speakers, now))
  }
  return step(issueDemoKeys)
}

const age = (fate: (typeof articles)[number]['fate']) => {
  if (fate === 'draft') return 0
  if ('published' in fate) return fate.published
  return 'withheld' in fate ? fate.withheld : -fate.scheduled
}

async function issueDemoKeys(unit: Act) {
  const keys: { role: string; key: string }[] = []
  for (const role of ROLES) {
    const { key } = await issueApiKey(unit, { label: `Demo ${role}`, role })
    keys.push({ role, key })
  }
  return keys
}
