import type { Nodes, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { ApiError } from './errors.ts'
import { foldWhiteSpace, placeTexts } from './projection.ts'
import { type Passage, wrapPassage } from './wrap-passage.ts'

/** What stays of HTML that an author wrote or Markdown made; everything else goes. */
const ALLOWED = {
  ...defaultSchema,
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
  strip: ['script', 'style'],
}

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeSanitize, ALLOWED)

/** Opening marks that nest: what a story needs is far below, what breaks a parser far above. */
const NESTING_MAX = 30
const NESTED = new RegExp(`^(?:[ \\t]*(?:>|[-*+]|\\d{1,9}[.)])){${NESTING_MAX},}`)
/** A line of marks that divides, such as `* * *`, nests nothing. */
const RULE = /^[ \t]*([-*_])(?:[ \t]*\1)+[ \t]*$/
/** Elements inside elements, however they came about: what walks a tree by recursion must reach the leaves. */
const DEPTH_MAX = 100
const TOO_DEEP = 'is nested too deeply'
/** Unmatched marks make a CommonMark parser quadratic in one paragraph; prose has a handful. */
const MARKS_MAX = 1500
const TOO_MARKED = `has more than ${MARKS_MAX} Markdown marks in one paragraph`

/** Every line may be a block of its own, and tens of thousands of blocks take a parser half a minute. */
const LINES_MAX = 5000
const TOO_LONG = `has more than ${LINES_MAX} lines with words`

/** A body as sanitised HTML and as the plain text that quote offsets refer to: two views of one tree. */
export interface Rendering {
  tree: Root
  text: string
}

/**
 * Renders CommonMark with GitHub's extensions. Refuses what would cost a parser more than it is worth.
 */
export function renderMarkdown(markdown: string): Rendering {
  const lines = markdown.split('\n').filter((line) => line.trim() !== '')
  if (lines.length > LINES_MAX) throw refused('lines', TOO_LONG)
  if (lines.some(nestsTooDeeply)) throw refused('depth', TOO_DEEP)
  if (markdown.split(/\n[ \t]*\n/).some(isOvermarked)) throw refused('marks', TOO_MARKED)
  try {
    const tree = processor.runSync(processor.parse(markdown)) as Root
    if (depthOf(tree) > DEPTH_MAX) throw refused('depth', TOO_DEEP)
    foldWhiteSpace(tree)
    return { tree, text: placeTexts(tree).text }
  } catch (error) {
    if (error instanceof RangeError) throw refused('depth', TOO_DEEP, error)
    throw error
  }
}

const nestsTooDeeply = (line: string) => NESTED.test(line) && !RULE.test(line)

/** Level by level: recursion is what it guards. */
function depthOf(tree: Root): number {
  let depth = 0
  for (let level: Nodes[] = [tree]; level.length > 0; depth++) {
    level = level.flatMap((node) => ('children' in node ? node.children : []))
  }
  return depth
}

const isOvermarked = (paragraph: string) => (paragraph.match(/[*_[\]~`<|]/g)?.length ?? 0) > MARKS_MAX

const refused = (code: string, detail: string, cause?: unknown) =>
  new ApiError('validation', `The body ${detail}.`, { errors: [{ pointer: '/body', code, detail }], cause })

/** The HTML with each passage in `<span id="q-<id>" data-quote-id="<id>">`; the id on a quote's first piece only. */
export function toMarkedHtml({ tree }: Rendering, passages: readonly Passage[] = []): string {
  const marked = structuredClone(tree)
  const named = new Set<string>()
  for (const passage of passages) wrapPassage(marked, passage, named)
  return toHtml(marked)
}
