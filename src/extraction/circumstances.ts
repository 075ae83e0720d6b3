import type { Channel } from '../lib/channels.ts'
import type { Attribution } from './attribution.ts'
import type { Language } from './languages/language.ts'
import { type Day, timesIn } from './said-at.ts'
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
  const sentence = sentenceOf(scene, attribution.cue ?? attribution.source) ?? place.sentence
  const told = frameOf(scene, sentence)
  const channel = channelIn(told, scene)
  const time = saysWhen(sentence, scene.language) ? timesIn(told, scene.language.time, today)[0] : undefined
  return {
    channel: channel ?? 'unknown',
    saidAt: time?.saidAt ?? null,
    saidAtText: time?.saidAtText ?? null,
  }
}

/** Most sentences name no time, and are not searched for one. */
const saysWhen = ({ paragraph: { tokens }, from, to }: Sentence, { time: { months } }: Language) =>
  tokens
    .slice(from, to)
    .some(({ wordClass, lower }) => wordClass === 'time' || /^\d/.test(lower) || months.includes(lower))

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
