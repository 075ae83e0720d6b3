import type { Element, Nodes, Root } from 'hast'

/** What a rendered body points at. */
export interface References {
  links: string[]
  images: { src: string; alt: string }[]
}

/** The addresses of links and images in a rendered body, in the order of the text. */
export function referencesIn(tree: Root): References {
  const elements = elementsIn(tree)
  return {
    links: elements.flatMap(({ tagName, properties: { href } }) =>
      tagName === 'a' && typeof href === 'string' ? href : [],
    ),
    images: elements.flatMap(({ tagName, properties: { src, alt } }) =>
      tagName === 'img' && typeof src === 'string' ? { src, alt: String(alt ?? '') } : [],
    ),
  }
}

function elementsIn(tree: Root): Element[] {
  const found: Element[] = []
  const open: Nodes[] = [tree]
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'element') found.push(node)
    if ('children' in node) open.push(...node.children.toReversed())
  }
  return found
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const OWN_IMAGE = new RegExp(`^(?:https?://[^/?#]+)?/media/(${UUID})/`, 'i')

/** The id of the image of ours that an address names: relative, or under whatever host serves our images. */
export const mediaIdIn = (src: string): string | undefined => OWN_IMAGE.exec(src)?.[1]?.toLowerCase()
