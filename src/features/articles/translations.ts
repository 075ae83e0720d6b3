import { v7 as uuidv7 } from 'uuid'
import type { Act } from '../../db/act.ts'
import { conflict, unknownReference } from '../../lib/errors.ts'
import { canonicalLanguage } from '../../lib/language.ts'
import { membersOfGroup } from './store.ts'

interface Edition {
  id: string
  language: string
  /** The group that it is in, and the one that it shall be in; undefined is a group of its own. */
  current: string
  wanted: string | undefined
}

/**
 * The group of language editions that an article belongs to. One article per language: a reader who asks for
 * another language must find one answer, and one that was withdrawn for good is none. Joins of one group queue, so that two cannot both be the French one.
 */
export async function groupFor({ tx }: Act, { id, language, current, wanted }: Edition): Promise<string> {
  if (wanted === undefined) return leave({ tx }, id, current)
  const group = wanted.toLowerCase()
  const others = await membersOfGroup(tx, group, id)
  if (others.length === 0 && group !== current && group !== id) {
    throw unknownReference('/translationGroupId', 'group of language editions', group)
  }
  const twin = others.find((other) => !other.isFinal && other.language === canonicalLanguage(language))
  if (twin) throw conflict(`Article ${twin.id} is the edition in ${twin.language} already.`)
  return group
}

/** Who stays alone keeps the group's name. */
async function leave({ tx }: Pick<Act, 'tx'>, id: string, current: string): Promise<string> {
  const others = await membersOfGroup(tx, current, id)
  return others.length === 0 ? current : uuidv7()
}
