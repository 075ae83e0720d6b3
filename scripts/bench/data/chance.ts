/** A number from 0 to before 1, the next of a sequence that depends on its seed alone. */
export type Chance = () => number

/** Mulberry32 (Tommy Ettinger): small, even, and the same everywhere. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One of the list, each as likely as the others. */
export function pick(chance: Chance, list: readonly string[]): string {
  return list[Math.floor(chance() * list.length)] ?? ''
}

/** One of the list as words are in a language: the first is twice as likely as the second, thrice as the third. */
export function pickRanked(chance: Chance, list: readonly string[]): string {
  return list[Math.floor((list.length + 1) ** chance()) - 1] ?? ''
}
