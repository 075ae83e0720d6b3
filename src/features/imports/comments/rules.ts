import { instantOf } from '../rules.ts'

/** A comment as an export has it. */
export interface Exported {
  /** Names it in the export. */
  key: string
  parentKey: string | null
  /** The slug of the page that it stood under. */
  slug: string
  authorName: string
  email: string
  html: string
  createdAt: string
  status: 'approved' | 'pending' | 'deleted'
}

/** Before it nobody wrote a comment under a page. */
const EARLIEST = Date.UTC(1990, 0, 1)

/** A time that a comment can have been written at, and whether it is the one that was told. */
export function timeOf(told: string, now: number): { at: Date; isTold: boolean } {
  const at = instantOf(told)
  if (at >= EARLIEST && at <= now) return { at: new Date(at), isTold: true }
  return { at: new Date(at > now ? now : EARLIEST), isTold: false }
}
