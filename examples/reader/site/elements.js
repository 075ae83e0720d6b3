/** An element with attributes (functions listen) and children; text stays text, whatever is in it. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value)
    else if (value !== undefined && value !== null) made.setAttribute(key, value)
  }
  made.append(...children.filter((child) => child !== undefined && child !== null))
  return made
}

/**
 * Two members of the API are markup, the body of an article and that of a comment. The server renders them from
 * Markdown through an allow-list: no scripts, no styles, no handlers, no addresses but of the web and of mail. They
 * alone come through this door, the page's policy lets nothing else become markup, and runs no inline script.
 */
const door = window.trustedTypes?.createPolicy('rendered-by-the-server', { createHTML: (html) => html })

export function showRendered(place, html) {
  place.innerHTML = door ? door.createHTML(html) : html
  return place
}

const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' })

export const moment = (at) => element('time', { datetime: at }, MOMENT.format(new Date(at)))

/** Where a story is on this site. */
export const storyAddress = ({ section, slug }) => `/${section?.slug ?? 'story'}/${slug}`

/** Does what a reader asked for, and says it when that fails. */
export async function orSay(notice, work) {
  notice.textContent = ''
  try {
    return await work()
  } catch (error) {
    notice.textContent = error.message
  }
}
