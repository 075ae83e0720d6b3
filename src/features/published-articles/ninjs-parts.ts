import type { Settings } from '../../http/settings.ts'
import type { Quote } from '../quotes/schema.ts'
import type { Ninjs } from './ninjs-schema.ts'
import type { WholeArticle } from './schema.ts'
import { speakersOf } from './whole.ts'

type Association = NonNullable<Ninjs['associations']>[number]
type Related = NonNullable<Ninjs['people']>[number]
type Speaker = NonNullable<Quote['speaker']>

const GENRES = 'http://cv.iptc.org/newscodes/genre/'
/** Our kinds among IPTC's genres; what has no genre there is named by our own word. */
const GENRE_CODES: Partial<Record<WholeArticle['kind'], string>> = {
  news: 'Current',
  analysis: 'Analysis',
  opinion: 'Opinion',
  interview: 'Interview',
  feature: 'Feature',
  review: 'Review',
  obituary: 'Obituary',
  press_release: 'Press_Release',
}

export function genreOf(kind: WholeArticle['kind']) {
  const code = GENRE_CODES[kind]
  return { name: kind.replaceAll('_', ' '), literal: kind, ...(code && { uri: `${GENRES}${code}` }) }
}

const PLACES: Record<Speaker['kind'], 'people' | 'organisations' | 'objects'> = {
  person: 'people',
  anonymous: 'people',
  organization: 'organisations',
  group: 'organisations',
  document: 'objects',
}

/** Those who wrote, and everybody who is quoted, where ninjs has a place for their kind. */
export function peopleAnd(
  creators: readonly Related[],
  speakers: readonly Speaker[],
  { publicUrl }: Settings,
): Pick<Association, 'people' | 'organisations' | 'objects'> {
  const inPlace = (place: string): Related[] =>
    speakers
      .filter(({ kind }) => PLACES[kind] === place)
      .map(({ id, slug, name }) => ({
        name,
        rel: 'quoted',
        uri: `${publicUrl}/v1/speakers/${id}`,
        literal: slug,
      }))
  const [people, organisations, objects] = [
    [...creators, ...inPlace('people')],
    inPlace('organisations'),
    inPlace('objects'),
  ]
  return {
    ...(people.length > 0 && { people }),
    ...(organisations.length > 0 && { organisations }),
    ...(objects.length > 0 && { objects }),
  }
}

/** A quote as a part of its own: the words, who said them, where they come from, and what became of them. */
export function quoteAssociation(quote: Quote, settings: Settings): Association {
  const { id, text, speaker, roleAsStated, language, source, lifecycle, deepLink, channel } = quote
  return {
    name: speaker?.name ?? 'unknown speaker',
    rel: 'quote',
    uri: `urn:uuid:${id}`,
    type: 'component',
    ...(language !== null && { language }),
    bodies: [{ role: quote.kind, contentType: 'text/plain', value: text }],
    descriptions: descriptionsOf({ role: roleAsStated, channel, saidAt: quote.saidAt, lifecycle }),
    ...peopleAnd([], speakersOf([quote]), settings),
    ...(source && { infoSources: [{ name: source.url, role: 'source', uri: source.url }] }),
    renditions: [{ name: 'web', href: deepLink, contentType: 'text/html' }],
  }
}

/** What ninjs has no members for: by our own words for them. */
const descriptionsOf = (told: Record<string, string | null>) =>
  Object.entries(told).flatMap(([role, value]) =>
    value === null ? [] : [{ role, contentType: 'text/plain', value }],
  )

export function imageAssociation(image: NonNullable<WholeArticle['image']>): Association {
  const { id, url, mediaType, width, height, alt, caption, credit, sizes } = image
  const descriptions = descriptionsOf({ caption, alt })
  const rendition = (
    size: { url: string; width: number; height: number; mediaType: string },
    name: string,
  ) => ({
    name,
    href: size.url,
    contentType: size.mediaType,
    width: size.width,
    height: size.height,
  })
  return {
    name: caption ?? alt ?? 'image',
    rel: 'main',
    uri: `urn:uuid:${id}`,
    type: 'picture',
    ...(credit !== null && { by: credit }),
    ...(descriptions.length > 0 && { descriptions }),
    renditions: [
      rendition({ url, mediaType, width, height }, 'original'),
      ...sizes.map((size) => rendition(size, `${size.width}px`)),
    ],
  }
}

export const translationAssociation = ({
  id,
  slug,
  title,
  language,
  url,
}: WholeArticle['translations'][number]): Association => ({
  name: title,
  rel: 'translation',
  uri: `urn:uuid:${id}`,
  type: 'text',
  language,
  altIds: [{ role: 'slug', value: slug }],
  renditions: [{ name: 'web', href: url, contentType: 'text/html' }],
})
