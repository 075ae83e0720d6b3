import type { Channel } from '../../lib/channels.ts'
import type { TimeWords } from './language.ts'
import { wordsOf } from './word-list.ts'

const WEEKDAYS = wordsOf('dimanche lundi mardi mercredi jeudi vendredi samedi')
const MONTHS = wordsOf('janvier février mars avril mai juin juillet août septembre octobre novembre décembre')

const weekday = `(?<weekday>${WEEKDAYS.join('|')})`
const month = `(?<month>${MONTHS.join('|')})`
const day = '(?<day>\\d{1,2})(?:er)?'
const year = '(?<year>(?:19|20)\\d\\d)'
const part = '(?: (?:matin|midi|après-midi|soir))?'

export const frenchTime: TimeWords = {
  weekdays: WEEKDAYS,
  months: MONTHS,
  days: new Map([
    ["aujourd'hui", 0],
    ['aujourd’hui', 0],
    ['ce matin', 0],
    ['cet après-midi', 0],
    ['ce soir', 0],
    ['hier', -1],
    ['avant-hier', -2],
    ['la veille', -1],
  ]),
  patterns: [
    `(?:le |du )?${day} ${month} ${year}`,
    `(?:en |de |depuis )?${month} ${year}`,
    `(?:le |du )?${day} ${month}`,
    `(?:(?:le|ce|dans la nuit de) )?${weekday}${part}(?: dernier)?`,
    `(?<relative>aujourd['’]hui|ce matin|cet après-midi|ce soir|avant-hier|hier|la veille)${part}`,
    '(?<lastWeek>la semaine (?:dernière|passée))',
    '(?<lastMonth>le mois (?:dernier|passé))',
    "(?<lastYear>l['’](?:an dernier|année dernière|an passé))",
    `(?:en|au mois d(?:e |['’]))\\s?${month}`,
    `en ${year}`,
  ].map((pattern) => new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu')),
}

const PATTERNS: readonly [Channel, string][] = [
  [
    'social_post',
    'tweet\\p{L}*|twitter|facebook|instagram|mastodon|bluesky|tiktok|telegram|réseaux sociaux|posté|sur x',
  ],
  ['press_conference', '(?:conférence|point) de presse|devant (?:la presse|les journalistes)'],
  ['press_release', 'communiqué de presse|dossier de presse'],
  [
    'hearing',
    'audience|audition|à la barre|devant (?:le tribunal|la cour|la commission|les juges|les députés|les sénateurs)|sous serment|procès',
  ],
  ['court_filing', 'jugement|arrêt|ordonnance|plainte|assignation|requête|acte d.accusation'],
  ['speech', 'discours|allocution|conférence|meeting|sermon|à la tribune|devant (?:le conseil|l.assemblée)'],
  [
    'broadcast',
    '(?:à|sur) la (?:radio|télévision)|radio\\p{L}*|télévision|antenne|au micro|podcast|émission|france (?:inter|info)|rtl|bfm\\p{L}*',
  ],
  [
    'interview',
    '[Ee]ntretien|[Ii]nterview\\p{L}*|(?:à|au) (?:L[ea’]s? ?)?(?:Écho|Dépêche|Courrier|Journal|Gazette|Voix|Monde|Figaro|Parisien|Progrès|Nouvelle|Tribune|Télégramme|Libération|Provence|Croix)s?',
  ],
  ['statement', 'communiqué|déclaration écrite'],
  ['document', 'lettre|rapport|étude|note|livre|tribune|éditorial|courriel|courrier|mémoires|écrit|écrivait'],
]

export const frenchChannels = PATTERNS.map(
  ([channel, words]) =>
    [channel, new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, channel === 'interview' ? 'u' : 'iu')] as const,
)
