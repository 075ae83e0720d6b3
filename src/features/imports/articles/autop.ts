/** What WordPress writes where its editor of blocks was at work: then the HTML says itself where paragraphs are. */
const BLOCKS = /<!-- wp:/
const BLOCK_TAG =
  /^<\/?(?:address|article|aside|blockquote|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)\b/i

/**
 * The HTML that WordPress shows for what it stores: an empty line begins a paragraph, and a line is a line, except
 * inside `<pre>`. https://developer.wordpress.org/reference/functions/wpautop/
 */
export function shownHtml(stored: string): string {
  const html = withoutShortcodes(stored.replace(/\r\n?/g, '\n'))
  if (BLOCKS.test(html)) return html
  return html
    .split(/(<pre[\s>][\s\S]*?<\/pre>)/i)
    .map((part, index) => (index % 2 === 1 ? part : paragraphs(part)))
    .join('')
}

const paragraphs = (html: string) =>
  html
    .split(/\n[^\S\n]*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => (BLOCK_TAG.test(part) ? part : `<p>${part.replace(/\n/g, '<br>')}</p>`))
    .join('\n')

const CAPTION = /\[\/?(?:wp_)?caption\b[^\]]*\]/g
const EMBED = /\[embed\b[^\]]*\]([^[]*)\[\/embed\]/g
const PLAYER = /\[(?:audio|gallery|playlist|video)\b[^\]]*\](?:\[\/(?:audio|playlist|video)\])?/g

/** WordPress's own shortcodes as HTML: captions stay with their images, embedded addresses as addresses. */
const withoutShortcodes = (html: string) =>
  html
    .replace(CAPTION, '')
    .replace(EMBED, (_, address: string) => `\n\n${address}\n\n`)
    .replace(PLAYER, '<video></video>')
