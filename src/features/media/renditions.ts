/** The widths that are served. The set is closed: nobody can fill a disk by asking for more. */
const WIDTHS = [160, 320, 640, 960, 1280, 1920] as const
/** Width to height of what is cut around the focal point. */
export const RATIOS = ['1x1', '4x3', '16x9'] as const
export type Ratio = (typeof RATIOS)[number]

/** How a rendition's address ends, and what it is then. */
export const RENDITION_TYPES = { webp: 'image/webp', jpg: 'image/jpeg', avif: 'image/avif' } as const
type RenditionExtension = keyof typeof RENDITION_TYPES

/** One of the smaller images that can be made of an original. */
export interface Rendition {
  width: number
  extension: RenditionExtension
  /** Cut to a ratio, around the focal point that has this print. */
  crop?: { ratio: Ratio; focus: string }
}

export interface Dimensions {
  width: number
  height: number
}

const FORM = /^(?:(1x1|4x3|16x9)-)?w(\d{3,4})(?:-([0-9a-f]{8}))?\.(webp|jpg|avif)$/

/** What an address asks for behind the name and a hyphen, such as `16x9-w640-9b63aca2.webp`. */
export function readRendition(text: string): Rendition | undefined {
  const [, ratio, digits, focus, extension] = FORM.exec(text) ?? []
  const width = WIDTHS.find((each) => String(each) === digits)
  if (width === undefined || (ratio === undefined) !== (focus === undefined)) return undefined
  const crop = ratio !== undefined && focus !== undefined && { crop: { ratio: ratio as Ratio, focus } }
  return { width, extension: extension as RenditionExtension, ...crop }
}

/** How an address, and a file, says it. */
export function spell({ width, extension, crop }: Rendition): string {
  return crop ? `${crop.ratio}-w${width}-${crop.focus}.${extension}` : `w${width}.${extension}`
}

/** The widths that an image has without being enlarged. */
export const widthsOf = (original: Dimensions, ratio?: Ratio): number[] => {
  const { width } = ratio ? regionOf(original, ratio) : original
  return WIDTHS.filter((each) => each <= width)
}

/** The size of an image of this width: in the proportions of the original, or of the ratio. */
export function sizeOf(original: Dimensions, width: number, ratio?: Ratio): Dimensions {
  const [across, down] = ratio ? proportionsOf(ratio) : [original.width, original.height]
  return { width, height: Math.max(1, Math.round((width * down) / across)) }
}

/** The largest region of that ratio. */
function regionOf({ width, height }: Dimensions, ratio: Ratio): Dimensions {
  const [across, down] = proportionsOf(ratio)
  const wide = Math.min(width, Math.floor((height * across) / down))
  return {
    width: Math.max(1, wide),
    height: Math.max(1, Math.min(height, Math.round((wide * down) / across))),
  }
}

/** That region, as near to the focal point as the edges let it be. */
export function regionAround(
  original: Dimensions,
  ratio: Ratio,
  focus: { x: number; y: number },
): Dimensions & { left: number; top: number } {
  const region = regionOf(original, ratio)
  const start = (fraction: number, whole: number, part: number) =>
    Math.min(Math.max(Math.round(fraction * whole - part / 2), 0), whole - part)
  return {
    ...region,
    left: start(focus.x, original.width, region.width),
    top: start(focus.y, original.height, region.height),
  }
}

function proportionsOf(ratio: Ratio): [across: number, down: number] {
  const [across = 1, down = 1] = ratio.split('x').map(Number)
  return [across, down]
}
