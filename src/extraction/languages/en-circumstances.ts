import type { Channel } from '../../lib/channels.ts'
import type { TimeWords } from './language.ts'
import { wordsOf } from './word-list.ts'

const WEEKDAYS = wordsOf('sunday monday tuesday wednesday thursday friday saturday')
const MONTHS = wordsOf(
  'january february march april may june july august september october november december',
)
const SHORT = 'jan feb mar apr jun jul aug sept sep oct nov dec'

const weekday = `(?<weekday>${WEEKDAYS.join('|')})`
const month = `(?<month>${[...MONTHS, ...wordsOf(SHORT)].join('|')})\\.?`
const day = '(?<day>\\d{1,2})(?:st|nd|rd|th)?'
const year = '(?<year>(?:19|20)\\d\\d)'
const part = '(?: (?:morning|afternoon|evening|night))?'

export const englishTime: TimeWords = {
  weekdays: WEEKDAYS,
  months: MONTHS,
  days: new Map([
    ['today', 0],
    ['tonight', 0],
    ['this morning', 0],
    ['this afternoon', 0],
    ['this evening', 0],
    ['earlier in the day', 0],
    ['yesterday', -1],
    ['last night', -1],
    ['the day before', -1],
  ]),
  patterns: [
    `(?:on |of )?${month} ${day},? ${year}`,
    `(?:on |of )?(?:the )?${day} (?:of )?${month},? ${year}`,
    `(?:in |of |during )?(?:(?:early|mid|late)[ -])?${month},? (?:of )?${year}`,
    `(?:on )?${month} ${day}`,
    `(?:on )?(?:the )?${day} (?:of )?${month}`,
    `(?:(?:earlier|late|early) )?(?:on |last |this )?${weekday}${part}`,
    '(?<relative>today|tonight|this morning|this afternoon|this evening|earlier in the day|yesterday|last night|the day before)',
    '(?:earlier )?(?:(?<lastWeek>last week)|(?<lastMonth>last month)|(?<lastYear>last year))',
    `in ${month}`,
    `in ${year}`,
  ].map((pattern) => new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu')),
}

const PATTERNS: readonly [Channel, string][] = [
  [
    'social_post',
    'tweet(?:s|ed|ing)?|retweet(?:s|ed)?|twitter|facebook|instagram|weibo|telegram|tiktok|mastodon|snapchat|social media|blog(?:s|ged)? post|linkedin|bluesky|threads|in a post|posted|truth social|on x',
  ],
  [
    'press_conference',
    '(?:press|news) conference|press briefing|news briefing|briefing|told reporters|told journalists|told the press|tells reporters|telling reporters',
  ],
  ['press_release', '(?:press|news) release'],
  [
    'hearing',
    'testif(?:y|ies|ied|ying)|testimony|hearing|told lawmakers|told the (?:court|committee|jury|judge|panel|tribunal|inquiry)|under oath|in court|at (?:the |an )?(?:inquest|inquiry|trial)|in the dock',
  ],
  [
    'court_filing',
    'lawsuit|court (?:filing|document|papers|records)s?|filing|indictment|complaint|affidavit|legal brief|ruling|plea agreement|judge?ment|verdict|wrote in (?:its|the|a|his|her) (?:decision|opinion|ruling)',
  ],
  [
    'speech',
    'speech|lecture|address(?:ed|ing)?|rally|keynote|sermon|remarks at|convention|told (?:a|the) (?:crowd|audience|gathering|congregation|conference|meeting|rally)|told (?:supporters|delegates|voters)|debate|commencement|campaign stop|town hall',
  ],
  [
    'broadcast',
    'radio|television|tv|on air|podcast|cnn|msnbc|fox news|nbc|cbs|abc|bbc|npr|c-span|al jazeera|sky news|broadcast|talk show|morning show',
  ],
  [
    'interview',
    "interview(?:s|ed)?|told (?:the )?[\\p{Lu}][\\p{L}’'.]*|by (?:phone|telephone|email)|in an email|phone call",
  ],
  ['statement', 'statement'],
  [
    'document',
    'letter|report|study|paper|survey|memo|memoir|book|op-ed|essay|article|column|editorial|e-?mail|document|wrote',
  ],
]

export const englishChannels = PATTERNS.map(
  ([channel, words]) =>
    [
      channel,
      new RegExp(`(?<![\\p{L}])(?:${words})(?![\\p{L}])`, channel === 'interview' ? 'u' : 'iu'),
    ] as const,
)
