import { escapeHtml } from '../../lib/html.ts'

/** Its form goes back to where the page came from, and nothing else is loaded or embedded. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

interface Page {
  title: string
  words: string
  /** What the one button says; a page that has none only tells what was done. */
  button?: string
}

/** A page without scripts. To look at it changes nothing: mail scanners follow every link. */
export const pageOf = ({ title, words, button }: Page): string =>
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>body{font:1.05rem/1.6 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5em 1em}</style>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(words)}</p>
${button === undefined ? '' : `<form method="post"><button>${escapeHtml(button)}</button></form>\n`}</html>
`
