import type { Place } from './scene.ts'

/**
 * The places of each quote: marks that stay open to the end of a paragraph go on in the next one that opens with a
 * mark, as several segments of one quote.
 */
export function quotationsOf(places: readonly Place[]): Place[][] {
  const quotations: Place[][] = []
  for (const place of places) {
    const last = quotations.at(-1)
    const before = last?.at(-1)
    if (last && before && continues(before, place)) last.push(place)
    else quotations.push([place])
  }
  return quotations
}

const continues = (before: Place, { paragraph, at }: Place) =>
  !before.span.isClosed &&
  before.span.end === before.paragraph.end &&
  paragraph.index === before.paragraph.index + 1 &&
  at === 0
