import { domainToASCII } from 'node:url'
import type { PolicyValues } from '../comment-policy/rules.ts'
import { FINDINGS, type Reason } from './reasons.ts'
import type { Skeleton } from './skeleton.ts'
import { listedIn, type WordMatcher } from './words.ts'

/** Something about a comment that speaks for or against it. */
export interface Finding {
  reason: Reason
  score: number
  /** Where it was seen in the text as it was typed, in code units. */
  spans?: readonly { start: number; end: number }[]
}

/** What the words themselves tell. */
export interface Content {
  body: string
  skeleton: Skeleton
  words: WordMatcher
  policy: PolicyValues
}

const found = (reason: Reason, spans?: Finding['spans'], score: number = FINDINGS[reason]): Finding => ({
  reason,
  score,
  ...(spans && { spans }),
})

/** Words of the newsroom's lists, however they are spelt. */
export function listedWords({ words, skeleton }: Content): Finding[] {
  const spans = listedIn(words, skeleton)
  const of = (list: 'banned' | 'suspect') => spans.filter((span) => span.list === list).map(place)
  const [banned, suspect] = [of('banned'), of('suspect')]
  return [
    ...(banned.length > 0 ? [found('banned-word', banned)] : []),
    ...(suspect.length > 0 ? [found('suspect-word', suspect)] : []),
  ]
}

const place = ({ start, end }: { start: number; end: number }) => ({ start, end })

const ADDRESS = /https?:\/\/(?:\[[\da-f:.]*\])?[^\s<>"'`)\]]+/gi
/** Each link above what is allowed weighs more, and a comment full of them is spam. */
const PER_LINK = 20

/** More links than are usual, and links that are not what they look like. */
export function links({ body, policy }: Content): Finding[] {
  const addresses = [...body.matchAll(ADDRESS)].map(({ 0: text, index }) => ({
    text,
    span: { start: index, end: index + text.length },
  }))
  const extra = addresses.length - policy.linksAllowed
  const masked = addresses.filter(({ text }) => isMasked(text)).map(({ span }) => span)
  return [
    ...(extra > 0
      ? [
          found(
            'links',
            addresses.map(({ span }) => span),
            FINDINGS.links + PER_LINK * (extra - 1),
          ),
        ]
      : []),
    ...(masked.length > 0 ? [found('masked-link', masked)] : []),
  ]
}

/** A host in punycode or as a number, or a name before the host: browsers show something else than was typed. */
function isMasked(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname, username, password } = new URL(address)
  const typed = /^https?:\/\/([^/?#@]*@)?([^/?#:]*)/i.exec(address)?.[2] ?? ''
  const isForeign = hostname.includes('xn--') || domainToASCII(typed) !== typed.toLowerCase()
  return isForeign || /^[\d.]+$|^\[/.test(hostname) || username !== '' || password !== ''
}

const LETTERS_MIN = 20
const CAPITALS_MAX = 0.7
const REPEATED = /(\S)\1{9}|\b([\p{L}\p{N}]{2,30})(?:\s+\2\b){4}/iu
const PILED = /[\p{Mn}\p{Me}]{3}/gu
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/gu

const spansOf = (pattern: RegExp, text: string) =>
  [...text.matchAll(pattern)].map(({ 0: match, index }) => ({ start: index, end: index + match.length }))

/** Shouting, repetition, letters under piles of marks, and text that is turned around. */
export function shape({ body }: Content): Finding[] {
  const capitals = body.match(/\p{Lu}/gu)?.length ?? 0
  const letters = capitals + (body.match(/\p{Ll}/gu)?.length ?? 0)
  const isShouted = letters >= LETTERS_MIN && capitals / letters > CAPITALS_MAX
  const [piled, turned] = [spansOf(PILED, body), spansOf(DIRECTIONS, body)]
  return [
    ...(isShouted ? [found('capitals')] : []),
    ...(REPEATED.test(body) ? [found('repetition')] : []),
    ...(piled.length > 0 ? [found('piled-marks', piled)] : []),
    ...(turned.length > 0 ? [found('turned-text', turned)] : []),
  ]
}
