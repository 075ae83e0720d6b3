import { describe, expect, test } from '@jest/globals'
import { assess, type Facts } from '../../src/features/comment-pipeline/assess.ts'
import {
  CIRCUMSTANCES,
  type Circumstance,
  FINDINGS,
  UNCHECKED,
} from '../../src/features/comment-pipeline/reasons.ts'
import { skeletonHash, skeletonOf } from '../../src/features/comment-pipeline/skeleton.ts'
import { listedIn, matcherOf, wordSkeleton } from '../../src/features/comment-pipeline/words.ts'
import { DEFAULT_POLICY, type PolicyValues } from '../../src/features/comment-policy/rules.ts'

const NOTHING = matcherOf([])
const lists = (entries: Record<string, 'banned' | 'suspect' | 'allowed'>) =>
  matcherOf(Object.entries(entries).map(([word, list]) => ({ list, skeleton: wordSkeleton(word) })))

const judge = (
  body: string,
  facts: Partial<Facts> = {},
  policy: Partial<PolicyValues> = {},
  words = NOTHING,
) =>
  assess(
    { body, circumstances: [], isTrusted: false, mode: 'post', ...facts },
    { policy: { ...DEFAULT_POLICY, ...policy }, words },
  )

const INNOCENT = [
  'The ferry left *twice* last week. Where is the timetable?',
  'See https://www.example.org/timetable and http://port-alder.example/ferry.',
  'हमें समय सारणी कहाँ मिलेगी? किसी को पता है?',
  'أين الجدول الزمني؟ هل يعرف أحد؟',
  'Đây là một bình luận bình thường về chuyến phà.',
  'NASA and the UN said OK.',
  '3 + 4 = 7, and 10 % of 50 is 5.',
  'Yes.',
]

describe('what becomes of a comment', () => {
  test.each(INNOCENT)('nothing speaks against: %s', (body) => {
    expect(judge(body)).toEqual({ status: 'approved', score: 0, reasons: [], matches: [] })
  })

  test('the mode decides what nothing speaks against; trust is for those who earned it', () => {
    expect(judge('Yes.', { mode: 'pre' }).status).toBe('pending')
    expect(judge('Yes.', { mode: 'pre', isTrusted: true }).status).toBe('approved')
    expect(judge('Yes.', {}, { mode: 'pre' }).status).toBe('pending')
    expect(judge('Yes.', { isTrusted: true }, { mode: 'pre' }).status).toBe('pending')
  })

  test.each(CIRCUMSTANCES.filter((reason) => reason !== 'repeated'))(
    '%s never lets it through, trusted or not',
    (reason) => {
      const { status, reasons, score } = judge('Yes.', { circumstances: [reason], isTrusted: true })

      expect(reasons).toEqual([reason])
      expect(score).toBe(FINDINGS[reason])
      expect(status).toBe(FINDINGS[reason] >= 100 ? 'spam' : 'pending')
    },
  )

  test('solving fast alone holds and never makes spam; hints add up', () => {
    expect(judge('Yes.', { circumstances: ['too-fast'] })).toMatchObject({ status: 'pending', score: 30 })
    const { status, score } = judge('Yes.', { circumstances: ['too-fast', 'campaign', 'watched'] })
    expect([status, score]).toEqual(['spam', 120])
  })

  test('thresholds are the policy’s', () => {
    const shouted = 'WHERE IS THE TIMETABLE OF THE FERRY'
    expect(judge(shouted)).toMatchObject({ status: 'approved', score: 20, reasons: ['capitals'] })
    expect(judge(shouted, {}, { holdScore: 20 }).status).toBe('pending')
    expect(judge(shouted, {}, { holdScore: 10, spamScore: 20 }).status).toBe('spam')
  })
})

test.each(UNCHECKED)('%s holds whatever the thresholds are', (reason) => {
  expect(judge('Yes.', { circumstances: [reason as Circumstance] }, { holdScore: 99 }).status).toBe('pending')
})

describe('links', () => {
  const link = 'https://example.org/a'

  test('a few weigh nothing, each more weighs more, and the moderator sees where', () => {
    expect(judge(`${link} ${link}`).score).toBe(0)
    const three = judge(`${link} ${link} (${link})`)
    expect(three).toMatchObject({ status: 'pending', score: 30, reasons: ['links'] })
    expect(three.matches.map(({ start, end }) => [start, end])).toEqual([
      [0, 21],
      [22, 43],
      [45, 66],
    ])
    expect(judge(`${link} `.repeat(8)).status).toBe('spam')
    expect(judge(link, {}, { linksAllowed: 0 }).score).toBe(30)
  })

  test.each([
    'http://аpple.com/',
    'http://xn--pple-43d.com/',
    'http://2130706433/',
    'http://127.0.0.1/',
    'http://[::1]/',
    'https://user@evil.example/',
    'https://example.org@evil.example/',
    'http://ｅxample.org/',
  ])('%s is not what it looks like', (address) => {
    expect(judge(`Look: ${address} !`)).toMatchObject({ status: 'pending', reasons: ['masked-link'] })
  })
})

describe('shape', () => {
  test.each([
    ['capitals', 'THE FERRY NEVER LEAVES ON TIME'],
    ['repetition', 'Noooooooooooooo'],
    ['repetition', 'buy buy buy buy buy'],
    ['piled-marks', 'Z̶̢̛a̸̡͝lgo'],
    ['turned-text', 'safe \u202efdp.exe'],
  ])('%s: %s', (reason, body) => {
    expect(judge(body).reasons).toEqual([reason])
  })
})

describe('words of the lists', () => {
  const words = lists({
    casino: 'banned',
    'cheap watches': 'suspect',
    'Monte Casino': 'allowed',
    赌场: 'banned',
  })

  test.each([
    'casino',
    'CASINO!',
    'cas\u200bino',
    'c\u0301asino',
    'саѕіnо',
    'ｃａｓｉｎｏ',
    '𝓬𝓪𝓼𝓲𝓷𝓸',
    'cas1n0',
    'Best\u00a0casino.',
    '去赌场吧',
  ])('%s is banned however it is spelt', (body) => {
    expect(judge(body, {}, {}, words)).toMatchObject({ status: 'spam', reasons: ['banned-word'] })
  })

  test('a word inside another is another word, and an allowed one is allowed', () => {
    expect(judge('Casinos of Port Alder', {}, {}, words).score).toBe(0)
    expect(judge('The abbey of Monte Casino.', {}, {}, words).score).toBe(0)
  })

  test('the place is that of the text as it was typed', () => {
    const body = '𝟞 “Cheap  wa\u200btches” here'
    const { matches, status } = judge(body, {}, {}, words)

    expect(status).toBe('pending')
    expect(matches).toEqual([{ reason: 'suspect-word', start: 4, end: 19 }])
    expect(body.slice(4, 19)).toBe('Cheap  wa\u200btches')
  })

  test('entries are literals, ten thousand as well as one', () => {
    const entries = [
      '(x+x+)+y',
      'a(b',
      '[',
      '.*',
      '\\',
      ...Array.from({ length: 10_000 }, (_, i) => `word${i}x`),
    ]
    const many = matcherOf(entries.map((word) => ({ list: 'banned', skeleton: wordSkeleton(word) })))
    const spansIn = (text: string) =>
      listedIn(many, skeletonOf(text)).map(({ start, end }) => text.slice(start, end))

    expect(spansIn('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy')).toEqual([])
    expect(spansIn('see (x+x+)+y and a(b, word9999x')).toEqual(['(x+x+)+y', 'a(b', 'word9999x'])
    expect(spansIn('[')).toEqual(['['])
    expect(spansIn('anything')).toEqual([])
  })

  test('entries within and beside each other are all found', () => {
    const nested = lists({ he: 'banned', she: 'banned', 'she said': 'banned', said: 'suspect' })
    const found = listedIn(nested, skeletonOf('She said he'))

    expect(found.map(({ start, end }) => 'She said he'.slice(start, end)).sort()).toEqual([
      'She',
      'She said',
      'he',
      'said',
    ])
  })
})

describe('repetitions', () => {
  const hash = (text: string) => Buffer.from(skeletonHash(skeletonOf(text)) ?? []).toString('hex')

  test('the same words are the same, however they are dressed', () => {
    expect(hash('  Where IS\n\nthe tímetable? ')).toBe(hash('where is the timetable?'))
    expect(hash('where is the timetables?')).not.toBe(hash('where is the timetable?'))
    expect(skeletonHash(skeletonOf(' \u200b '))).toBeUndefined()
  })
})
