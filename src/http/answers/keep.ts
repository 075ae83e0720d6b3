import { LRUCache } from 'lru-cache'
import { EVERYTHING } from '../../db/purges.ts'
import type { KeptAnswer } from './answer.ts'

/** An answer that is being made, for everybody who asks meanwhile. */
export interface Load {
  /** When it began, as `performance.now()` tells: what it finds is not older. */
  since: number
  /** The answer will be kept, and not only be given to those who wait for it. */
  isForKeeping: boolean
  /** Whether anybody besides the first needs the answer. */
  isWanted(): boolean
  /** Waits for the answer; nothing when it is none to give again. */
  wait(): Promise<KeptAnswer | undefined>
  settle(answer: KeptAnswer | undefined): void
}

/** Public answers that are true now, in memory. */
export interface Answers {
  find(key: string): KeptAnswer | undefined
  /** The load of this answer that began after everything that was purged. */
  running(key: string): Load | undefined
  /** Begins a load; nothing while nothing may be kept. */
  begin(key: string): Load | undefined
  /** Drops every answer that carries one of these tags, and keeps none that is being made of what they name. */
  purge(tags: readonly string[]): void
  clear(): void
  counts(): AnswerCounts
}

interface AnswerCounts {
  /** Requests that were answered from memory. */
  hits: number
  /** Answers that had to be made. */
  misses: number
  entries: number
  /** What they take, by our estimate. */
  bytes: number
}

interface Options {
  /** How much may be kept, by a careful estimate; 0 for nothing. */
  bytesMax: number
  /** Whether purges arrive from wherever they are made; while they do not, nothing is kept nor given out. */
  isCurrent?: () => boolean
}

interface CountedLoad extends Load {
  /** How many purges there had been when it began. */
  began: number
}

/** What an answer holds beside its bytes. */
const BYTES_BESIDE = 2048
const BYTES_PER_TAG = 150

/** Twice the bytes: once more for what they become when they are compressed. */
const sizeOf = ({ body, tags }: KeptAnswer) =>
  2 * body.byteLength + tags.length * BYTES_PER_TAG + BYTES_BESIDE

export function keepAnswers({ bytesMax, isCurrent = () => true }: Options): Answers {
  const keysOf = new Map<string, Set<string>>()
  const isKeeping = bytesMax > 0
  const kept = new LRUCache<string, KeptAnswer>({
    maxSize: Math.max(1, bytesMax),
    sizeCalculation: sizeOf,
    dispose: ({ tags }, key) => unlink(keysOf, tags, key),
  })
  const loads = new Map<string, CountedLoad>()
  let [hits, misses] = [0, 0]
  let unfinished = 0
  /** Counts purges; of tags that were purged while anything is being made, the last one. */
  let purges = 0
  const purgedAt = new Map<string, number>()

  const isOutdated = ({ began }: CountedLoad, { tags }: KeptAnswer) =>
    [EVERYTHING, ...tags].some((tag) => (purgedAt.get(tag) ?? -1) > began)

  const keep = (key: string, load: CountedLoad, answer: KeptAnswer) => {
    if (!isKeeping || !isCurrent() || isOutdated(load, answer)) return
    kept.set(key, answer)
    // What is too large for the whole was not taken.
    if (kept.has(key)) for (const tag of answer.tags) link(keysOf, tag, key)
  }

  const clear = () => {
    purges += 1
    purgedAt.set(EVERYTHING, purges)
    kept.clear()
  }

  return {
    find: (key) => {
      const answer = kept.get(key)
      if (!answer || answer.expiresAt <= performance.now() || !isCurrent()) return undefined
      hits += 1
      return answer
    },
    running: (key) => {
      const load = loads.get(key)
      return load?.began === purges ? load : undefined
    },
    begin: (key) => {
      misses += 1
      if (!isCurrent()) return undefined
      const load = newLoad(purges, isKeeping, (answer) => {
        if (answer) keep(key, load, answer)
        if (loads.get(key) === load) loads.delete(key)
        unfinished -= 1
        if (unfinished === 0) purgedAt.clear()
      })
      unfinished += 1
      loads.set(key, load)
      return load
    },
    purge: (tags) => {
      if (tags.includes(EVERYTHING)) return clear()
      purges += 1
      for (const tag of tags) {
        purgedAt.set(tag, purges)
        for (const key of [...(keysOf.get(tag) ?? [])]) kept.delete(key)
      }
    },
    clear,
    counts: () => ({ hits, misses, entries: kept.size, bytes: kept.calculatedSize }),
  }
}

function newLoad(
  began: number,
  isForKeeping: boolean,
  finish: (answer: KeptAnswer | undefined) => void,
): CountedLoad {
  let isSettled = false
  let waiting:
    | { promise: Promise<KeptAnswer | undefined>; resolve: (answer?: KeptAnswer) => void }
    | undefined
  return {
    began,
    since: performance.now(),
    isForKeeping,
    isWanted: () => isForKeeping || waiting !== undefined,
    wait: () => {
      waiting ??= withResolver()
      return waiting.promise
    },
    settle: (answer) => {
      if (isSettled) return
      isSettled = true
      finish(answer)
      waiting?.resolve(answer)
    },
  }
}

function withResolver() {
  let resolve: (answer?: KeptAnswer) => void = () => undefined
  const promise = new Promise<KeptAnswer | undefined>((settled) => {
    resolve = settled
  })
  return { promise, resolve }
}

function link(keysOf: Map<string, Set<string>>, tag: string, key: string): void {
  const keys = keysOf.get(tag)
  if (keys) keys.add(key)
  else keysOf.set(tag, new Set([key]))
}

function unlink(keysOf: Map<string, Set<string>>, tags: readonly string[], key: string): void {
  for (const tag of tags) {
    const keys = keysOf.get(tag)
    keys?.delete(key)
    if (keys?.size === 0) keysOf.delete(tag)
  }
}
