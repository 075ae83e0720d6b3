import type { ProposedSegment } from './proposal.ts'
import type { Span } from './spans.ts'

const CONTEXT = 32

/** The words between the marks as a W3C anchor: with what stands around them. */
export function segmentOf(text: string, { innerStart: start, innerEnd: end }: Span): ProposedSegment {
  return {
    start,
    end,
    exact: text.slice(start, end),
    prefix: whole(text.slice(Math.max(0, start - CONTEXT), start)),
    suffix: whole(text.slice(end, end + CONTEXT)),
  }
}

/** Without the half of a character that the cut may have left at either end. */
const whole = (context: string) => context.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '')
