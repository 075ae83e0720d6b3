import { createHash } from 'node:crypto'
import { validatorOf } from '../../http/validation.ts'
import { invalid } from '../../lib/errors.ts'
import { slugify } from '../../lib/slug.ts'
import {
  type Dimensions,
  RATIOS,
  type Ratio,
  RENDITION_TYPES,
  sizeOf,
  spell,
  widthsOf,
} from './renditions.ts'
import { EXTENSIONS, type Image, type ImageType, ImageWords } from './schema.ts'

/** More is a decompression bomb, or a picture that no reader needs; the frames of an animation add up. */
export const PIXELS_MAX = 100_000_000

/** An image as the database tells it, also inside JSON: see `mediaJson`. */
export interface ImageRow extends Dimensions {
  id: string
  name: string
  mediaType: ImageType
  alt: string | null
  caption: string | null
  credit: string | null
  focalX: number | null
  focalY: number | null
}

type Addressed = Pick<ImageRow, 'id' | 'name' | 'width' | 'height' | 'focalX' | 'focalY'>

/** An image as everybody sees it. */
export function toImage(publicUrl: string, row: ImageRow): Image {
  const { id, mediaType, width, height, alt, caption, credit } = row
  const words = { id, mediaType, width, height, alt, caption, credit }
  return { ...words, focalPoint: focalPointOf(row), ...imageAddresses(publicUrl, row) }
}

/** Where an image is found: as it is, in every smaller width, and cut to the ratios. */
function imageAddresses(publicUrl: string, row: Addressed): Pick<Image, 'url' | 'sizes' | 'crops'> {
  const address = (name: string) => `${publicUrl}/media/${row.id}/${name}`
  const base = baseOf(row.name)
  const extension = 'webp'
  const mediaType = RENDITION_TYPES[extension]
  const sizes = widthsOf(row).map((width) => ({
    url: address(`${base}-${spell({ width, extension })}`),
    ...sizeOf(row, width),
    mediaType,
  }))
  const focus = focusPrint(row)
  const crops = widestCrops(row).map(({ ratio, width }) => ({
    ratio,
    url: address(`${base}-${spell({ width, extension, crop: { ratio, focus } })}`),
    ...sizeOf(row, width, ratio),
    mediaType,
  }))
  return { url: address(row.name), sizes, crops }
}

const widestCrops = (original: Dimensions): { ratio: Ratio; width: number }[] =>
  RATIOS.flatMap((ratio) => {
    const width = widthsOf(original, ratio).at(-1)
    return width === undefined ? [] : [{ ratio, width }]
  })

/** The name without its extension. */
export const baseOf = (name: string) => name.slice(0, name.lastIndexOf('.'))

const focalPointOf = ({ focalX: x, focalY: y }: Pick<ImageRow, 'focalX' | 'focalY'>) =>
  x === null || y === null ? null : { x, y }

const MIDDLE = { x: 0.5, y: 0.5 }
export const focusOf = (row: Pick<ImageRow, 'focalX' | 'focalY'>) => focalPointOf(row) ?? MIDDLE

/** Tells focal points apart in the addresses of crops: another one is another address. */
export function focusPrint(row: Pick<ImageRow, 'focalX' | 'focalY'>): string {
  const { x, y } = focusOf(row)
  return createHash('sha256').update(`${x},${y}`).digest('hex').slice(0, 8)
}

/** A name for an upload from whatever it was called, with the extension of what it is. */
export function nameFor(called: string, mediaType: ImageType): string {
  const [file = ''] = called.split(/[\\/]/).slice(-1)
  return `${slugify(file.replace(/\.[^.]*$/, ''), 'image')}.${EXTENSIONS[mediaType]}`
}

/** A name says what the file is: its extension stays. */
export function requireExtension(name: string, mediaType: ImageType): void {
  const extension = `.${EXTENSIONS[mediaType]}`
  if (!name.endsWith(extension)) throw invalid('/name', `must end with ${extension}`, 'extension')
}

/** The words of an image as they may be stored, or 400 for the place that is wrong. */
export const readWords = validatorOf<ImageWords>(ImageWords)

type Told = Pick<ImageRow, 'name' | 'alt' | 'caption' | 'credit' | 'focalX' | 'focalY'> & {
  rights: ImageWords['rights'] | null
}

/** What a desk has said of an image: the shape in which it patches it. */
export function toWords(row: Told): ImageWords {
  const { name, alt, caption, credit, rights } = row
  const focalPoint = focalPointOf(row)
  return {
    name,
    ...(alt !== null && { alt }),
    ...(caption !== null && { caption }),
    ...(credit !== null && { credit }),
    ...(rights && { rights }),
    ...(focalPoint && { focalPoint }),
  }
}

/** Where the files of an image are kept, by its id: renaming it moves nothing. */
export const originalKey = (id: string, mediaType: ImageType) => `${id}/original.${EXTENSIONS[mediaType]}`
