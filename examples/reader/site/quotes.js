import { element } from '/elements.js'

/** Every quote with a link to its words in the text, where the server marked them, and one to share. */
export function showQuotes(quotes) {
  const place = document.getElementById('quotes')
  place.hidden = quotes.length === 0
  place.querySelector('ol').replaceChildren(...quotes.map(shown))
}

const shown = (quote) =>
  element(
    'li',
    {},
    wordsOf(quote),
    element('p', { class: 'quiet' }, creditOf(quote)),
    element(
      'p',
      {},
      element('a', { href: `#q-${quote.id}` }, 'In the text'),
      ' · ',
      element('a', { href: quote.deepLink }, 'Link to these words'),
    ),
  )

/** A paraphrase is nobody's words: it never stands as a quotation. */
const wordsOf = ({ kind, text, language }) =>
  element(kind === 'paraphrase' ? 'p' : 'blockquote', { lang: language, dir: 'auto' }, text)

/** Readers see what became of the words beside them. */
const creditOf = ({ speaker, roleAsStated, saidAtText, lifecycle }) =>
  [
    speaker?.name ?? 'Somebody who is not known',
    roleAsStated,
    saidAtText,
    lifecycle === 'active' ? undefined : `later ${lifecycle}`,
  ]
    .filter(Boolean)
    .join(', ')

export function showSpeakers(speakers) {
  const place = document.getElementById('speakers')
  place.hidden = speakers.length === 0
  place.querySelector('ul').replaceChildren(
    ...speakers.map(({ name, roles, description }) => {
      const titles = (roles ?? []).filter(({ to }) => !to).map(({ title }) => title)
      const told = titles.length > 0 ? titles.join(', ') : description
      return element('li', {}, element('strong', {}, name), told ? `, ${told}` : '')
    }),
  )
}
