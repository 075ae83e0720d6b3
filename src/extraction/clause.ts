import type { VerbStrength } from './languages/language.ts'
import type { Range } from './sentences.ts'

/** Somebody says something: a verb of speech and whoever its subject is. */
export interface Clause {
  cue: Range
  subject: Range
  /** `sv` Smith said · `vs` said Smith · `shared` … and said, saying · `according` according to Smith · `noun` Smith’s claim. */
  shape: 'sv' | 'vs' | 'shared' | 'according' | 'noun'
  /** Index of the verb, or of the last word of the cue. */
  verb: number
  strength: VerbStrength
}
