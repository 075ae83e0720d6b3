import { read } from '/api.js'
import { offerComments } from '/comment-form.js'
import { element, moment, orSay, showRendered, storyAddress } from '/elements.js'
import { showOwnComments } from '/own-comments.js'
import { showQuotes, showSpeakers } from '/quotes.js'
import { showThread } from '/thread.js'

const notice = document.getElementById('notice')

function showStory(story) {
  document.title = story.title
  const place = document.getElementById('story')
  place.lang = story.language
  place.dir = story.dir
  place.replaceChildren(
    element('h1', {}, story.title),
    story.subtitle ? element('p', { class: 'subtitle' }, story.subtitle) : '',
    element(
      'p',
      { class: 'quiet' },
      ...(story.byline ? [`${story.byline} · `] : []),
      moment(story.publishedAt),
    ),
    languagesOf(story),
    showRendered(element('div', { class: 'body' }), story.body.content),
  )
}

const languagesOf = ({ translations }) =>
  translations?.length
    ? element(
        'p',
        {},
        'Also in: ',
        ...translations.map((other) =>
          element(
            'a',
            { href: storyAddress(other), lang: other.language, hreflang: other.language },
            other.title,
          ),
        ),
      )
    : ''

function showCorrections({ data }) {
  const place = document.getElementById('corrections')
  place.hidden = data.length === 0
  place
    .querySelector('ul')
    .replaceChildren(...data.map(({ at, publicText }) => element('li', {}, moment(at), ': ', publicText)))
}

/** Embedded lists hold the first twenty; `next` leads to the rest. */
async function restOf({ data, next }) {
  const all = [...data]
  for (let url = next; url; ) {
    const more = await read(url)
    all.push(...more.data)
    url = more.page.next && withCursor(next, more.page.next)
  }
  return all
}

function withCursor(url, cursor) {
  const [path, query] = url.split('?')
  const parameters = new URLSearchParams(query)
  parameters.set('cursor', cursor)
  return `${path}?${parameters}`
}

/** What the address named after `#` was not there when the page was loaded. */
function goToFragment() {
  const id = decodeURIComponent(location.hash.slice(1))
  if (id) document.getElementById(id)?.scrollIntoView()
}

await orSay(notice, async () => {
  const slug = location.pathname.split('/').at(-1)
  const story = await read(`/v1/articles/by-slug/${slug}`, { include: 'quotes,speakers,corrections' })
  showStory(story)
  showQuotes(await restOf(story.quotes))
  showSpeakers(story.speakers)
  showCorrections({ data: await restOf(story.corrections) })
  goToFragment()
  document.getElementById('discussion').hidden = false
  const answer = offerComments(story, () => showOwnComments(story.id))
  await Promise.all([showThread(story.id, answer), showOwnComments(story.id)])
})
