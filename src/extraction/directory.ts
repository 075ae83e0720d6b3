import { namesIn, nameText } from './names.ts'
import { roleBeside, withoutHonorifics } from './roles.ts'
import type { Scene, Sentence } from './scene.ts'
import type { Range } from './sentences.ts'

/** A name as the text introduces it. */
interface Entry {
  name: string
  role: string | null
}

/** Who is named in a text: the full name and the role under which a surname is known in it. */
export interface Directory {
  /** Who goes by a full name, its last word or an alias, in whatever case. */
  find: (name: string) => Entry | undefined
  /** Whom the text names first: who is interviewed. */
  first: Entry | undefined
}

interface Known {
  name: string
  aliases: readonly string[]
}

/**
 * Reads every name outside the quotes once. The first full name that ends with a surname owns it; what the newsroom
 * knows under an alias it calls by its name.
 */
export function directoryOf(scene: Scene, known: readonly Known[]): Directory {
  const entries = new Map<string, Entry>()
  addNamed(entries, scene)
  for (const { name, aliases } of known) {
    const entry = entries.get(name.toLowerCase()) ?? { name, role: null }
    for (const alias of [name, ...aliases].map(folded)) if (!entries.has(alias)) entries.set(alias, entry)
  }
  const [first] = entries.values()
  return { find: (name) => entries.get(name.toLowerCase()), first }
}

function addNamed(entries: Map<string, Entry>, scene: Scene): void {
  for (const sentence of scene.sentences) {
    for (const name of namesIn(sentence.paragraph.tokens, sentence, scene.language)) {
      if (name.to - name.from > 1) enter(entries, scene, sentence, name)
    }
  }
}

function enter(
  entries: Map<string, Entry>,
  { text, language }: Scene,
  sentence: Sentence,
  name: Range,
): void {
  const { tokens } = sentence.paragraph
  const words = nameText(tokens, name)
  const known = entries.get(folded(words))
  const entry = known ?? { name: words, role: null }
  if (!entry.role) {
    const role = withoutHonorifics(tokens, roleBeside(tokens, name, sentence), language.nouns.honorifics)
    if (role) entry.role = text.slice(tokens[role.from]?.start, tokens[role.to - 1]?.end)
  }
  if (known) return
  entries.set(folded(words), entry)
  const surname = folded(tokens[name.to - 1]?.text ?? '')
  if (!entries.has(surname)) entries.set(surname, entry)
}

const folded = (name: string) => name.toLowerCase()
