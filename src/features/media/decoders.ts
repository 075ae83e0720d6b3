import sharp from 'sharp'
import { PIXELS_MAX } from './rules.ts'

// Imported when the first image is worked on: loading it takes longer than the rest of a start.

/** The only decoders that an upload can reach: libvips has some for documents and scripts, too. */
const DECODERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((name) => `VipsForeignLoad${name}Buffer`)

sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: DECODERS })
// Several images at once make better use of processors than several threads for one.
sharp.concurrency(1)
// Every image is worked on once.
sharp.cache(false)

/** Opens an image for work on it; whatever is wrong with the bytes shows when they are read. */
export const openImage = (bytes: Buffer, { isAnimated = false } = {}) =>
  sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'error', animated: isAnimated })
