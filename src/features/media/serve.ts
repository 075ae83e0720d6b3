import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Files, StoredFile } from '../../storage/files.ts'
import { renderImage } from './imaging.ts'
import { queueOf } from './queue.ts'
import { RENDITION_TYPES, type Rendition, readRendition, spell, widthsOf } from './renditions.ts'
import { baseOf, focusOf, focusPrint, originalKey } from './rules.ts'
import type { ServedImage } from './store.ts'

/** How many renditions are made at once, and how many may wait for that. */
const PLACES = 2
const WAITING_MAX = 200

/** A file that an address means: what it is, and how to get it. */
interface Servable {
  mediaType: string
  /** Strong: what an address answers never changes. */
  etag: string
  open(): Promise<StoredFile | undefined>
}

/** Tells what the last part of an address means for an image; nothing when it means nothing. */
export type Serve = (image: ServedImage, name: string) => Servable | undefined

/** Serves originals and renditions. Each of these is made once, when it is first asked for, and kept. */
export function servingFrom(files: Files, warn: (err: unknown) => void): Serve {
  const rendering = queueOf(PLACES, WAITING_MAX)
  const underWay = new Map<string, Promise<Buffer | undefined>>()

  async function openOriginal({ id, mediaType }: ServedImage): Promise<StoredFile | undefined> {
    const original = await files.open(originalKey(id, mediaType))
    if (!original) warn(new Error(`The file of the image ${id} is not in the storage.`))
    return original
  }

  async function render(image: ServedImage, rendition: Rendition, key: string) {
    const original = await openOriginal(image)
    if (!original) return undefined
    const bytes = await renderImage(await buffer(original.stream), image, rendition, focusOf(image))
    // One that is not kept is made again: nothing that the reader has to know.
    await files.put(key, bytes, RENDITION_TYPES[rendition.extension]).catch(warn)
    return bytes
  }

  function renderOnce(image: ServedImage, rendition: Rendition, key: string) {
    const running = underWay.get(key)
    if (running) return running
    const work = rendering(() => render(image, rendition, key)).finally(() => underWay.delete(key))
    underWay.set(key, work)
    return work
  }

  async function openRendition(image: ServedImage, rendition: Rendition): Promise<StoredFile | undefined> {
    const key = `${image.id}/${spell(rendition)}`
    const kept = await files.open(key)
    if (kept || !mayBeMade(image, rendition)) return kept
    const bytes = await renderOnce(image, rendition, key)
    return bytes && { bytes: bytes.length, stream: Readable.from([bytes]) }
  }

  return (image, name) => {
    const tagged = (of: string) => `"${image.print}-${of}"`
    if (name === image.name) {
      const { mediaType } = image
      return {
        mediaType,
        etag: tagged('original'),
        open: () => openOriginal(image),
      }
    }
    const rendition = renditionIn(image, name)
    return (
      rendition && {
        mediaType: RENDITION_TYPES[rendition.extension],
        etag: tagged(spell(rendition)),
        open: () => openRendition(image, rendition),
      }
    )
  }
}

function renditionIn({ name }: ServedImage, asked: string): Rendition | undefined {
  const start = `${baseOf(name)}-`
  return asked.startsWith(start) ? readRendition(asked.slice(start.length)) : undefined
}

/** Never larger than the original; and around a former focal point only what was made while it was one. */
function mayBeMade(image: ServedImage, { width, crop }: Rendition): boolean {
  if (!widthsOf(image, crop?.ratio).includes(width)) return false
  return !crop || crop.focus === focusPrint(image)
}
