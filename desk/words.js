/**
 * An element with text inside, never markup: whatever a reader wrote stays words. The page's policy would
 * refuse markup anyway.
 */
export function element(name, { text, children = [], ...attributes } = {}) {
  const made = document.createElement(name)
  const set = Object.entries(attributes).filter(([, value]) => value !== undefined && value !== false)
  for (const [attribute, value] of set) made.setAttribute(attribute, value === true ? '' : value)
  if (text !== undefined) made.textContent = text
  made.append(...children)
  return made
}

const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

export const time = (instant) =>
  element('time', { datetime: instant, text: FORMAT.format(new Date(instant)) })
