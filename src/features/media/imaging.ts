import type { Sharp } from 'sharp'
import { ApiError } from '../../lib/errors.ts'
import { type Dimensions, type Rendition, regionAround, sizeOf } from './renditions.ts'
import { PIXELS_MAX } from './rules.ts'
import type { ImageType } from './schema.ts'

/** AVIF takes four times the memory of the others for each pixel. */
const AVIF_PIXELS_MAX = 25_000_000

/** See there why it waits. */
const decoders = () => import('./decoders.ts')

/** An upload as it is kept. */
export interface CleanImage extends Dimensions {
  bytes: Buffer
  mediaType: ImageType
}

/**
 * What is kept of an upload: upright, in sRGB, written anew by our own encoder, so that nothing of the file
 * is left but what one sees: no place where it was taken, no thumbnail of what was cut off, nothing behind
 * its end. Refuses what is no image of a known type (415) and what cannot be decoded whole (422).
 */
export async function cleanImage(upload: Buffer): Promise<CleanImage> {
  const { openImage } = await decoders()
  const { mediaType, isAnimated, isSubsampled } = await inspect(openImage(upload), upload)
  const image = openImage(upload, { isAnimated })
  // Frames are upright already; the formats that have them do not turn.
  const upright = isAnimated ? image : image.autoOrient()
  try {
    const { data, info } = await ENCODERS[mediaType](upright, isSubsampled).toBuffer({
      resolveWithObject: true,
    })
    return { bytes: data, mediaType, width: info.width, height: info.pageHeight ?? info.height }
  } catch (cause) {
    throw corrupt(cause)
  }
}

const ENCODERS: Record<ImageType, (image: Sharp, isSubsampled: boolean) => Sharp> = {
  'image/jpeg': (image, isSubsampled) =>
    image.jpeg({ quality: 92, chromaSubsampling: isSubsampled ? '4:2:0' : '4:4:4' }),
  'image/png': (image) => image.png(),
  'image/webp': (image) => image.webp({ quality: 92, effort: 2 }),
  'image/gif': (image) => image.gif(),
  'image/avif': (image) => image.avif({ quality: 80, effort: 0, chromaSubsampling: '4:2:0' }),
}

const FORMATS: Record<string, ImageType> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  'heif/av1': 'image/avif',
}

async function inspect(image: Sharp, upload: Buffer) {
  const { format, compression, pages = 1, ...found } = await metadataOf(image, upload)
  const mediaType = FORMATS[format === 'heif' ? `heif/${compression}` : format]
  if (!mediaType) throw unsupported(upload)
  const isAvif = mediaType === 'image/avif'
  if (isAvif && found.width * found.height > AVIF_PIXELS_MAX) throw tooLarge(AVIF_PIXELS_MAX)
  const isSubsampled = found.chromaSubsampling === '4:2:0'
  return { mediaType, isAnimated: pages > 1 && !isAvif, isSubsampled }
}

async function metadataOf(image: Sharp, upload: Buffer) {
  try {
    return await image.metadata()
  } catch (error) {
    const { message } = error as Error
    if (message.includes('unsupported image format')) throw unsupported(upload)
    if (message.includes('pixel limit')) throw tooLarge(PIXELS_MAX, error)
    throw corrupt(error)
  }
}

const tooLarge = (pixels: number, cause?: unknown) =>
  refused(`has more than ${pixels / 1_000_000} megapixels`, 'pixels', cause)

const corrupt = (cause: unknown) => refused('cannot be decoded: it is damaged or cut off', 'corrupt', cause)

const refused = (detail: string, code: string, cause: unknown) =>
  new ApiError('unprocessable', `The file ${detail}.`, {
    errors: [{ pointer: '/file', code, detail }],
    cause,
  })

function unsupported(upload: Buffer): ApiError {
  const isSvg = upload.toString('latin1', 0, 1000).toLowerCase().includes('<svg')
  const reason = isSvg ? 'SVG is not taken, since it can hold scripts. ' : ''
  const detail = `${reason}The content must be a JPEG, PNG, WebP, GIF or AVIF image.`
  return new ApiError('unsupported-media-type', detail)
}

/** A smaller image, from the first frame of the original. */
export async function renderImage(
  original: Buffer,
  { width, height }: Dimensions,
  rendition: Rendition,
  focus: { x: number; y: number },
): Promise<Buffer> {
  const { openImage } = await decoders()
  const { crop, extension } = rendition
  const whole = openImage(original)
  const cut = crop ? whole.extract(regionAround({ width, height }, crop.ratio, focus)) : whole
  const size = sizeOf({ width, height }, rendition.width, crop?.ratio)
  const resized = cut.resize({ ...size, fit: 'fill' })
  switch (extension) {
    case 'webp':
      return resized.webp({ quality: 80 }).toBuffer()
    case 'avif':
      return resized.avif({ quality: 50, effort: 2 }).toBuffer()
    case 'jpg':
      return resized.flatten({ background: '#fff' }).jpeg({ quality: 80, mozjpeg: true }).toBuffer()
  }
}
