import { slugOf } from '../rules.ts'
import { listIn, type Members, membersOf, textIn } from './members.ts'
import { BARE, type Exported, type Named } from './rules.ts'

const FATES: Record<string, Exported['fate']> = { '': 'public', usable: 'public', canceled: 'deleted' }
const NOTHING: Members = new Map()
const BODY_TYPES = ['text/html', 'application/xhtml+xml', 'text/plain', '']

/**
 * An article of IPTC ninjs, in its versions 1 to 3: https://iptc.org/std/ninjs/. What is of another type than it
 * should be counts as not there.
 */
export function ninjsArticle(value: unknown): Exported {
  const item = membersOf(value)
  const text = (...names: string[]) => textIn(item, ...names)
  const type = text('type')
  return {
    ...BARE,
    source: 'ninjs',
    key: text('uri', 'guid'),
    fate: type === '' || type === 'text' ? (FATES[text('pubstatus')] ?? 'draft') : 'other',
    base: text('uri'),
    language: text('language'),
    kind: textIn(listIn(item, 'genres', 'genre')[0] ?? NOTHING, 'literal'),
    ...wordsOf(item),
    ...creditsOf(item),
    ...subjectsOf(item),
    slug: slugOf(slugIn(item)),
    slugline: text('slugline'),
    place: text('located'),
    urgency: urgencyOf(item.get('urgency')),
    edNote: text('ednote'),
    publishedAt: text('firstcreated', 'contentcreated', 'versioncreated'),
    modifiedAt: text('versioncreated'),
    embargoUntil: text('embargoed'),
    expiresAt: text('expires'),
  }
}

function wordsOf(item: Members): Pick<Exported, 'title' | 'subtitle' | 'summary' | 'body'> {
  const headlines = listIn(item, 'headlines')
  const [headline] = headlines
  return {
    title:
      inRole(headlines, 'main') || textIn(item, 'headline', 'title') || textIn(headline ?? NOTHING, 'value'),
    subtitle: inRole(headlines, 'subtitle'),
    summary:
      inRole(listIn(item, 'descriptions'), 'summary', 'abstract', '') ||
      textIn(item, 'descriptiontext', 'abstract'),
    body: bodyOf(item),
  }
}

function inRole(list: readonly Members[], ...roles: string[]): string {
  const found = list.find((each) => roles.includes(textIn(each, 'role')) && isPlain(each))
  return found ? textIn(found, 'value') : ''
}

const isPlain = (words: Members) => ['', 'text/plain'].includes(textIn(words, 'contenttype'))

function bodyOf(item: Members): Exported['body'] {
  const bodies = listIn(item, 'bodies')
  const found = BODY_TYPES.flatMap((type) => bodies.filter((each) => textIn(each, 'contenttype') === type))[0]
  const html = textIn(item, 'bodyhtml', 'bodyxhtml')
  if (!found)
    return html === '' ? { form: 'text', value: textIn(item, 'bodytext') } : { form: 'html', value: html }
  const isHtml = textIn(found, 'contenttype').includes('html')
  return { form: isHtml ? 'html' : 'text', value: textIn(found, 'value') }
}

function creditsOf(item: Members): Pick<Exported, 'byline' | 'authors' | 'supplier' | 'rights'> {
  const sources = listIn(item, 'infosources', 'infosource')
  const inSource = (...roles: string[]) => sources.find((each) => roles.includes(textIn(each, 'role', 'rel')))
  const supplier = inSource('supplier', 'source', '')
  const credit = inSource('credit')
  return {
    byline: textIn(item, 'by', 'byline'),
    authors: listIn(item, 'people', 'person')
      .filter((each) => ['creator', 'author'].includes(textIn(each, 'rel')))
      .map(namedOf),
    supplier: supplier && { name: textIn(supplier, 'name'), url: textIn(supplier, 'uri') },
    rights: {
      creditLine: credit ? textIn(credit, 'name') : '',
      copyrightHolder: textIn(item, 'copyrightholder'),
      usageTerms: textIn(item, 'usageterms'),
    },
  }
}

/** What is called a category is the section; everything else that it is about is a tag. */
function subjectsOf(item: Members): Pick<Exported, 'section' | 'tags'> {
  const subjects = listIn(item, 'subjects', 'subject')
  const section = subjects.find((each) => textIn(each, 'rel') === 'category')
  return {
    section: section && namedOf(section),
    tags: subjects.filter((each) => each !== section).map(namedOf),
  }
}

const namedOf = (members: Members): Named => ({
  name: textIn(members, 'name', 'literal'),
  slug: textIn(members, 'literal'),
})

/** A list of names with their roles since version 2, an object of names before. */
function slugIn(item: Members): string {
  const listed = listIn(item, 'altids').find((each) => textIn(each, 'role') === 'slug')
  return listed ? textIn(listed, 'value') : textIn(membersOf(item.get('altids')), 'slug')
}

const urgencyOf = (value: unknown) =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 9 ? Number(value) : undefined
