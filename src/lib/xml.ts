import XMLBuilder from 'fast-xml-builder'

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
  suppressEmptyNode: true,
})

/** Everything that XML 1.0 has no way to say, not even escaped. */
const UNSAYABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/**
 * A whole XML document: members are elements in their order, `@name` is an attribute, `#` the text beside attributes,
 * an array one element after the other, undefined nothing.
 */
export const toXmlDocument = (root: object): string =>
  builder.build({ '?xml': { '@version': '1.0', '@encoding': 'utf-8' }, ...root }).replace(UNSAYABLE, '')
