import { read } from '/api.js'
import { element, moment, orSay, storyAddress } from '/elements.js'

const byId = (id) => document.getElementById(id)
const wanted = new URLSearchParams(location.search).get('section')
let cursor

const teaser = (story) =>
  element(
    'article',
    { lang: story.language, dir: story.dir },
    element('h3', {}, element('a', { href: storyAddress(story) }, story.title)),
    story.summary ? element('p', {}, story.summary) : null,
    element(
      'p',
      { class: 'quiet' },
      story.section ? `${story.section.name} · ` : '',
      moment(story.publishedAt),
    ),
  )

/** A page ends with the cursor of the next one: nothing comes twice, however much is published meanwhile. */
async function showStories() {
  const { data, page } = await read('/v1/articles', {
    fields: 'slug,title,summary,section,publishedAt,language,dir',
    limit: '10',
    ...(wanted && { section: wanted }),
    ...(cursor && { cursor }),
  })
  const teasers = data.map(teaser)
  byId('stories').append(...teasers)
  if (cursor) teasers[0]?.querySelector('a').focus()
  if (!cursor && data.length === 0) byId('notice').textContent = 'There is nothing here yet.'
  cursor = page.next
  byId('more').hidden = cursor === null
}

async function showSections() {
  const { data } = await read('/v1/sections', { limit: '100' })
  const links = data.map(({ slug, name }) =>
    element('a', { href: `/?section=${slug}`, 'aria-current': slug === wanted ? 'page' : undefined }, name),
  )
  byId('sections').append(...links)
  const current = data.find(({ slug }) => slug === wanted)
  if (current) byId('heading').textContent = current.name
}

const more = () => orSay(byId('notice'), showStories)
byId('more').addEventListener('click', more)
await Promise.all([more(), orSay(byId('notice'), showSections)])
