import type { Channel } from '../lib/channels.ts'
import type { Attribution } from './attribution.ts'
import { type Day, type SaidAt, timesIn } from './said-at.ts'
import { type Place, type Scene, type Sentence, sentenceOf } from './scene.ts'

/** By which way, and when. */
export interface Circumstances {
  channel: Channel
  saidAt: string | null
  saidAtText: string | null
}

/** What the words around the attribution say of channel and time; a leading clause serves its whole paragraph. */
export function circumstancesOf(
  place: Place,
  attribution: Attribution,
  today: Day | undefined,
): Circumstances {
  const { scene } = place
  const told = frameOf(scene, sentenceOf(scene, attribution.cue ?? attribution.source) ?? place.sentence)
  const channel = channelIn(told, scene)
  const time = nearest(timesIn(told, scene.language.time, today))
  return {
    channel: channel ?? 'unknown',
    saidAt: time?.saidAt ?? null,
    saidAtText: time?.saidAtText ?? null,
  }
}

const nearest = (times: readonly SaidAt[]) => times[0]

const channelIn = (told: string, { language }: Scene) =>
  language.channels.find(([, pattern]) => pattern.test(told))?.[0]

/** A sentence without what it quotes. */
function frameOf({ text }: Scene, { paragraph: { tokens }, from, to }: Sentence): string {
  const pieces: string[] = []
  let start = tokens[from]?.start ?? 0
  for (let at = from; at < to; at++) {
    const token = tokens[at]
    if (token?.kind !== 'quote') continue
    pieces.push(text.slice(start, token.start))
    start = token.end
  }
  pieces.push(text.slice(start, tokens[to - 1]?.end))
  return pieces.join(' ')
}
