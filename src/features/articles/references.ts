import type { Act } from '../../db/act.ts'
import { unknownReference } from '../../lib/errors.ts'
import { renderMarkdown } from '../../lib/markdown.ts'
import { mediaIdIn, referencesIn } from '../../lib/references.ts'
import { freeSlugs, slugify, slugTaken } from '../../lib/slug.ts'
import type { NewArticle } from './schema.ts'
import { claimSlug, findTermIds, holdMedia, type References, takenSlugs } from './store.ts'

/** An explicit slug or a 409; otherwise one made from the title, numbered when it is taken. */
export async function takeSlug({ tx }: Act, id: string, { slug, title }: NewArticle): Promise<string> {
  if (slug !== undefined) {
    if (await claimSlug(tx, id, slug)) return slug
    throw slugTaken(slug)
  }
  const takenByOthers = (slugs: readonly string[]) => takenSlugs(tx, id, slugs)
  for await (const candidate of freeSlugs(slugify(title, 'article'), takenByOthers)) {
    if (await claimSlug(tx, id, candidate)) return candidate
  }
  throw new Error('The candidates for a slug have no end.')
}

/** The section, tags and authors that an article names; an unknown one is 422. */
export async function resolveReferences({ tx }: Act, input: NewArticle): Promise<References> {
  const { section, tags = [], contributors = [] } = input
  const [sectionId] = await findTermIds(tx, 'section', section === undefined ? [] : [section])
  if (section !== undefined && !sectionId) throw unknownReference('/section', 'section', section)
  const tagIds = await findTermIds(tx, 'tag', tags)
  const authorIds = await findTermIds(
    tx,
    'author',
    contributors.map(({ author }) => author),
  )
  return {
    sectionId: sectionId ?? null,
    tagIds: [...new Set(tagIds.map((id, i) => id ?? refuse(`/tags/${i}`, 'tag', tags[i])))],
    contributors: authorIds.map((id, i) => ({
      authorId: id ?? refuse(`/contributors/${i}/author`, 'author', contributors[i]?.author),
      role: contributors[i]?.role ?? null,
    })),
    mediaIds: await usedMedia(tx, input),
  }
}

/** The lead image must be there; an address in the body that names no image of ours is just an address. */
async function usedMedia(tx: Act['tx'], { body, image }: NewArticle): Promise<string[]> {
  const lead = image?.media.toLowerCase()
  const shown = referencesIn(renderMarkdown(body).tree).images.flatMap(({ src }) => mediaIdIn(src) ?? [])
  const held = await holdMedia(tx, [...new Set([...(lead ? [lead] : []), ...shown])])
  if (lead && !held.includes(lead)) throw unknownReference('/image/media', 'image', lead)
  return held
}

function refuse(pointer: string, what: string, key = ''): never {
  throw unknownReference(pointer, what, key)
}
