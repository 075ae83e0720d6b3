import type { Channel } from '../../lib/channels.ts'
import type { TimeWords } from './language.ts'
import { wordsOf } from './word-list.ts'

const WEEKDAYS = wordsOf('sonntag montag dienstag mittwoch donnerstag freitag samstag')
const MONTHS = wordsOf('januar februar märz april mai juni juli august september oktober november dezember')

const weekday = `(?<weekday>${WEEKDAYS.join('|')})`
const month = `(?<month>${MONTHS.join('|')})`
const day = '(?<day>\\d{1,2})\\.'
const year = '(?<year>(?:19|20)\\d\\d)'
const part = '(?:morgen|vormittag|mittag|nachmittag|abend|nacht)'

export const germanTime: TimeWords = {
  weekdays: WEEKDAYS,
  months: MONTHS,
  days: new Map([
    ['heute', 0],
    ['gestern', -1],
    ['vorgestern', -2],
    ['am vortag', -1],
    ['tags zuvor', -1],
  ]),
  patterns: [
    `(?:am |vom )?${day} ${month} ${year}`,
    `(?:im )?${month} ${year}`,
    `(?:am |vom )?${day} ${month}`,
    `(?:(?:am|vom|noch am) )?(?:vergangenen |letzten |späten |frühen )?${weekday}${part}?(?: ${part})?`,
    `(?<relative>heute|vorgestern|gestern|am vortag|tags zuvor)(?: (?:früh|${part}))?`,
    '(?<lastWeek>(?:vergangene|vorige|letzte) woche)',
    '(?<lastMonth>(?:im )?(?:vergangenen|vorigen|letzten) monat)',
    '(?<lastYear>(?:im )?(?:vergangenen|vorigen|letzten) jahr)',
    `im ${month}`,
    `(?:im jahr(?:e)? |in )?${year}`,
  ].map((pattern) => new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu')),
}

const PATTERNS: readonly [Channel, string][] = [
  [
    'social_post',
    'twitter\\p{L}*|tweet\\p{L}*|getwittert|facebook|instagram|mastodon|bluesky|tiktok|telegram|sozialen (?:medien|netzwerken)|postete|gepostet|auf x',
  ],
  ['press_conference', 'presse(?:konferenz|termin|gespräch)|vor (?:der presse|journalisten)'],
  ['press_release', 'pressemitteilung|presseerklärung|presseaussendung'],
  [
    'hearing',
    'verhandlung|anhörung|vor (?:dem )?gericht|(?:im|vor dem) (?:ausschuss|untersuchungsausschuss)|im prozess|zeugenaussage|unter eid|im zeugenstand',
  ],
  [
    'court_filing',
    '(?:im|laut|in (?:dem|der|seinem|ihrem|einem|einer)) (?:urteil\\p{L}*|beschluss|klageschrift|anklageschrift|klage|schriftsatz)',
  ],
  [
    'speech',
    '(?:\\p{L}*rede|ansprache|vortrag|predigt|vorlesung|kundgebung|grußwort|regierungserklärung)|im (?:landtag|bundestag|stadtrat|parlament)',
  ],
  ['broadcast', '(?:rundfunk|radio|fernseh|hörfunk)\\p{L}*|podcast|talkshow|sendung|ard|zdf|sender'],
  [
    'interview',
    '[Ii]nterview\\p{L}*|[Gg]espräch mit|(?:dem|der) (?:\\p{Lu}\\p{L}* )?\\p{L}*(?:[Kk]urier|[Bb]oten?|[Zz]eitung|[Bb]latt|[Aa]nzeiger|[Pp]resse)',
  ],
  ['statement', 'erklärung|stellungnahme|mitteilung'],
  [
    'document',
    'brief|bericht|studie|gutachten|buch|artikel|kolumne|leitartikel|e-mail|mail|schreiben|papier|schrieb',
  ],
]

export const germanChannels = PATTERNS.map(
  ([channel, words]) =>
    [channel, new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, channel === 'interview' ? 'u' : 'iu')] as const,
)
