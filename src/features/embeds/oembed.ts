import { wholeSeconds } from '../../http/freshness.ts'
import type { Settings } from '../../http/settings.ts'
import { escapeHtml } from '../../lib/html.ts'
import { isUuid } from '../../lib/uuid.ts'
import { type ImageRow, toImage } from '../media/rules.ts'
import { articleKeyIn } from '../revisions/rules.ts'
import type { EmbedCard, Oembed } from './schema.ts'

/** What an address is of. */
export type Target = { quote: string } | { article: { id: string | null; slug: string | null } }

const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
const QUOTE_HERE = new RegExp(`^/v1/quotes/(${UUID})(?:/embed)?$`)
/** Where the compiled HTML of an article has a quote. */
const QUOTE_THERE = new RegExp(`^#q-(${UUID})$`)

/** The quote or article that an address leads to: of this API, or of the site. Undefined for any other. */
export function targetOf(address: string, settings: Settings): Target | undefined {
  if (!URL.canParse(address)) return undefined
  const { pathname, hash } = new URL(address)
  const isHere = address.startsWith(`${settings.publicUrl}/`)
  const quote = isHere ? QUOTE_HERE.exec(pathname)?.[1] : undefined
  if (quote !== undefined) return { quote }
  const isOurs = isHere || address === settings.siteUrl || address.startsWith(`${settings.siteUrl}/`)
  const key = isOurs ? articleKeyIn(address, settings) : undefined
  if (key === undefined) return undefined
  const inside = QUOTE_THERE.exec(hash)?.[1]
  if (inside !== undefined) return { quote: inside }
  return { article: isUuid(key) ? { id: key, slug: null } : { id: null, slug: key } }
}

/** How much room there is. */
interface Room {
  maxwidth?: number
  maxheight?: number
}

const WIDTH = 550
export const CACHE_SECONDS = 30

const common = ({ siteName, siteUrl }: Settings, ttl: number | null) => ({
  version: '1.0' as const,
  provider_name: siteName,
  provider_url: siteUrl,
  cache_age: wholeSeconds(ttl ?? Number.POSITIVE_INFINITY, CACHE_SECONDS),
})

export function quoteOembed(card: EmbedCard, settings: Settings, ttl: number | null, room: Room): Oembed {
  const width = Math.min(WIDTH, room.maxwidth ?? WIDTH)
  const height = Math.min(heightOf(card, width), room.maxheight ?? Number.POSITIVE_INFINITY)
  const { quote, article } = card
  const title = quote.speaker ? `${quote.speaker.name} · ${article.title}` : article.title
  return {
    ...common(settings, ttl),
    type: 'rich',
    title,
    ...(quote.speaker && { author_name: quote.speaker.name }),
    html: `<iframe src="${escapeHtml(card.html)}" width="${width}" height="${height}" title="${escapeHtml(title)}" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" loading="lazy" style="border:0;max-width:100%"></iframe>`,
    width,
    height,
  }
}

/** About what the card needs: lines of text, then who said it, then what became of it. */
function heightOf({ quote, notices }: EmbedCard, width: number): number {
  const perLine = Math.max(10, Math.floor((width - 48) / 9.5))
  const lines = Math.ceil((quote.text.length + 2) / perLine)
  return 110 + lines * 29 + notices.length * 60
}

export interface Link {
  title: string
  authors: readonly { name: string }[]
  image: ImageRow | null
}

export const linkOembed = (
  { title, authors, image }: Link,
  settings: Settings,
  ttl: number | null,
  room: Room,
): Oembed => ({
  ...common(settings, ttl),
  type: 'link',
  title,
  ...(authors.length > 0 && { author_name: authors.map(({ name }) => name).join(', ') }),
  ...(image && thumbnailOf(toImage(settings.publicUrl, image), room)),
})

/** The largest picture of the image that there is room for. */
function thumbnailOf(image: ReturnType<typeof toImage>, { maxwidth = 1200, maxheight = 1200 }: Room) {
  const fitting = [image, ...image.sizes].filter(
    ({ width, height }) => width <= maxwidth && height <= maxheight,
  )
  const [best] = fitting.sort((a, b) => b.width - a.width)
  return best && { thumbnail_url: best.url, thumbnail_width: best.width, thumbnail_height: best.height }
}

export function toXml(answer: Oembed): string {
  const members = Object.entries(answer).map(
    ([name, value]) => `<${name}>${escapeHtml(String(value))}</${name}>`,
  )
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>${members.join('')}</oembed>\n`
}
