import { Prisma } from '../../db/models.ts'
import { canonicalLanguage } from '../../lib/language.ts'
import { renderMarkdown } from '../../lib/markdown.ts'
import type { NewArticle } from './schema.ts'
import type { Words } from './store.ts'

const utc = (time: string) => new Date(time).toISOString()

/** An article with what it has when nothing is said, and in the forms in which it is stored. */
export function normalised(article: NewArticle): NewArticle {
  const { title, language, firstPublishedAt, contributors = [], commentPolicy } = article
  return {
    kind: 'news',
    tags: [],
    ...article,
    title: title.normalize('NFC'),
    contributors: contributors.map(({ author, role }) => ({ author, ...(role && { role }) })),
    language: canonicalLanguage(language),
    ...(firstPublishedAt !== undefined && { firstPublishedAt: utc(firstPublishedAt) }),
    commentPolicy: {
      mode: commentPolicy?.mode ?? 'pre',
      ...(commentPolicy?.closesAt !== undefined && { closesAt: utc(commentPolicy.closesAt) }),
    },
  }
}

/** The columns that act at once, without a publication. */
export const policyColumns = ({
  commentPolicy,
  firstPublishedAt,
  assignee,
  desk,
  budgetLine,
}: NewArticle) => ({
  commentMode: commentPolicy?.mode ?? ('pre' as const),
  commentsCloseAt: commentPolicy?.closesAt ? new Date(commentPolicy.closesAt) : null,
  firstPublishedAt: firstPublishedAt === undefined ? null : new Date(firstPublishedAt),
  assignee: assignee ?? null,
  desk: desk ?? null,
  budgetLine: budgetLine ?? null,
})

/** The columns of a revision, its plain text rendered with it. */
export function wordsOf(article: NewArticle, slug: string, createdBy: string): Words {
  const { title, language, body, kind = 'news', dateline, source, rights, image } = normalised(article)
  return {
    ...plainColumns(article),
    slug,
    title,
    language,
    body,
    text: renderMarkdown(body).text,
    kind,
    datelinePlace: dateline?.place ?? null,
    datelineDate: dateline?.date ?? null,
    source: source ?? Prisma.DbNull,
    rights: rights ?? Prisma.DbNull,
    ...imageColumns(image),
    createdBy,
  }
}

function plainColumns(article: NewArticle) {
  const { subtitle = null, slugline = null, summary = null, byline = null } = article
  const { timeZone = null, urgency = null, edNote = null } = article
  return { subtitle, slugline, summary, byline, timeZone, urgency, edNote }
}

function imageColumns(image: NewArticle['image']) {
  if (!image) return { imageId: null, imageAlt: null, imageCaption: null }
  const { media, alt = null, caption = null } = image
  return { imageId: media.toLowerCase(), imageAlt: alt, imageCaption: caption }
}
