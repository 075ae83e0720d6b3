import { Values } from '../../db/delivery-sql.ts'
import { PLANNED_ANEW, termSql } from '../../db/search-sql.ts'
import type { Reads } from '../../db/statement.ts'
import { folded, tokensOf } from '../../lib/highlight.ts'
import type { Term } from '../../lib/search-terms.ts'

/** A text in which found words are to be marked, and the configuration that it was found by. */
export interface Passage {
  configuration: string
  text: string
}

/** How many different words of a page are looked up. */
const WORDS_MAX = 3000
const BEGINNING = 2
/** Languages in which words also change at their beginning. */
const PREFIXING = new Set(['arabic', 'indonesian', 'irish'])

/**
 * Which words of the texts are meant by the terms, told by the same rules that found the texts: one statement for
 * a page. Answers a test for the words of a configuration.
 */
export async function findWords(
  reads: Reads,
  terms: readonly Term[],
  texts: readonly Passage[],
): Promise<(configuration: string) => (word: string) => boolean> {
  const needles = terms.filter(({ isExcluded }) => !isExcluded).flatMap(needlesOf)
  const candidates = candidatesOf(texts, needles)
  const rows = candidates.length === 0 ? [] : await lookUp(reads, needles, candidates)
  const found = new Set(rows.map(({ configuration, word }) => keyOf(configuration, word)))
  return (configuration) => (word) => found.has(keyOf(configuration, word))
}

interface Candidate {
  configuration: string
  word: string
}

const keyOf = (configuration: string, word: string) => `${configuration} ${word}`

/** The words of a phrase one by one; of a beginning the last word is one. */
const needlesOf = ({ kind, text }: Term): Term[] =>
  tokensOf(text).map(({ word }, index, all) => ({
    kind: index === all.length - 1 ? kind : 'words',
    text: word,
    isExcluded: false,
  }))

/** The different words that begin like one that is looked for: all others need not be asked about. */
function candidatesOf(texts: readonly Passage[], needles: readonly Term[]): Candidate[] {
  const beginnings = new Set(needles.map(({ text }) => folded(text).slice(0, BEGINNING)))
  const candidates = new Map<string, Candidate>()
  for (const { configuration, text } of texts) {
    for (const { word } of tokensOf(text)) {
      const mayBe = PREFIXING.has(configuration) || beginnings.has(folded(word).slice(0, BEGINNING))
      if (mayBe && candidates.size < WORDS_MAX)
        candidates.set(keyOf(configuration, word), { configuration, word })
    }
  }
  return [...candidates.values()]
}

function lookUp(
  reads: Reads,
  needles: readonly Term[],
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  const values = new Values()
  const words = values.add(candidates.map(({ word }) => word))
  const of = values.add(candidates.map(({ configuration }) => configuration))
  const places = needles.map(({ kind, text }) => ({ kind, place: `${values.add(text)}::text` }))
  const configurations = [...new Set(candidates.map(({ configuration }) => configuration))]
  const tests = configurations.map((name) => {
    const configuration = `${values.add(name)}::text`
    const query = places.map(({ kind, place }) => termSql(kind, place, configuration))
    return `(w.configuration = ${configuration} and search_vector(${configuration}, w.word) @@ (${query.join(' || ')}))`
  })
  return reads.query<Candidate>({
    name: PLANNED_ANEW,
    text: `select w.configuration, w.word from unnest(${of}::text[], ${words}::text[]) as w(configuration, word)
      where ${tests.join(' or ')}`,
    values: values.list,
  })
}
