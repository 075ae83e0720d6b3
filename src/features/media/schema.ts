import { type Static, Type } from 'typebox'
import { patchOf } from '../../http/patch.ts'
import { closed, Id, line, named, nullable, pageMembers, pageOf, ref, Timestamp } from '../../http/schemas.ts'
import { Rights } from '../articles/parts.ts'
import { RATIOS } from './renditions.ts'

/** What an upload may be, by its content; the extension is how its name ends. */
export const EXTENSIONS = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
} as const
export type ImageType = keyof typeof EXTENSIONS
export const IMAGE_TYPES = Object.keys(EXTENSIONS) as ImageType[]

const id = '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20'
const url = `http://127.0.0.1:3000/media/${id}/harbour-at-night.jpg`
const at = '2026-03-14T09:26:53.589Z'

const MediaType = Type.Enum([...IMAGE_TYPES])
const Pixels = Type.Integer({ minimum: 1 })
const Address = Type.String({ format: 'uri', examples: [url] })
const Alt = line(1000, {
  description:
    'What the image shows, for those who do not see it. An article cannot be published without it.',
  examples: ['A dredger under floodlights'],
})
const Caption = Type.String({ minLength: 1, maxLength: 2000, description: 'What stands under it.' })
const Credit = line(300, { description: 'Whose image it is, as printed.', examples: ['Ines Marlow'] })
const Fraction = Type.Number({ minimum: 0, maximum: 1 })
const FocalPoint = closed(
  { x: Fraction, y: Fraction },
  {
    description:
      'Where the eye should rest, as fractions of width and height from the top left corner; crops keep it.',
    examples: [{ x: 0.5, y: 0.33 }],
  },
)
/** Words like any slug, then the extension of the type. */
const Name = Type.String({
  maxLength: 125,
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*\\.(jpg|png|webp|gif|avif)$',
  description: 'The last part of its address.',
  examples: ['harbour-at-night.jpg'],
})

const Size = Type.Object({ url: Address, width: Pixels, height: Pixels, mediaType: Type.String() })
const Crop = Type.Object({ ratio: Type.Enum([...RATIOS]), ...Size.properties })

const imageMembers = {
  id: Id,
  url: Address,
  mediaType: MediaType,
  width: Pixels,
  height: Pixels,
  alt: nullable(Alt),
  caption: nullable(Caption),
  credit: nullable(Credit),
  focalPoint: nullable(FocalPoint),
  sizes: Type.Array(Size, {
    description: 'Smaller ones, as WebP; the same address with `.jpg` or `.avif` answers too.',
  }),
  crops: Type.Array(Crop, {
    description:
      'Cut around the focal point: one per ratio, the widest there is. Another width of `sizes` in its place, and `.jpg` or `.avif`, answer too.',
  }),
}
const imageExample = {
  id,
  url,
  mediaType: 'image/jpeg',
  width: 480,
  height: 320,
  alt: 'A dredger under floodlights',
  caption: null,
  credit: 'Ines Marlow',
  focalPoint: null,
  sizes: [{ url: url.replace('.jpg', '-w320.webp'), width: 320, height: 213, mediaType: 'image/webp' }],
  crops: [
    {
      ratio: '1x1',
      url: url.replace('.jpg', '-1x1-w320-9b63aca2.webp'),
      width: 320,
      height: 320,
      mediaType: 'image/webp',
    },
  ],
}

/** An image as the public sees it, for everything that shows one. */
export const Image = named(
  'Image',
  Type.Object(imageMembers, {
    description: 'Every address is immutable: what it answers never changes.',
    examples: [imageExample],
  }),
)
export type Image = Static<typeof Image>

const keptMembers = {
  ...imageMembers,
  name: Name,
  bytes: Type.Integer({ description: 'The size of the file at `url`.' }),
  sha256: Type.String({ description: 'Of the bytes that were uploaded, in hexadecimal digits.' }),
  rights: nullable(Rights),
  version: Type.Integer(),
  createdAt: Timestamp,
  createdBy: Type.String({ examples: ['Foreign desk'] }),
  updatedAt: Timestamp,
  updatedBy: Type.String({ examples: ['Foreign desk'] }),
}
const keptExample = {
  ...imageExample,
  name: 'harbour-at-night.jpg',
  bytes: 48_213,
  sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  rights: { copyrightHolder: 'Ines Marlow' },
  version: 1,
  createdAt: at,
  createdBy: 'Foreign desk',
  updatedAt: at,
  updatedBy: 'Foreign desk',
}

export const EditorialImageSummary = named(
  'EditorialImageSummary',
  Type.Object(keptMembers, { examples: [keptExample] }),
)
export type EditorialImageSummary = Static<typeof EditorialImageSummary>
export const EditorialImageSummaryPage = pageOf(EditorialImageSummary)

const Use = Type.Object({
  id: Id,
  title: Type.String({ examples: ['Harbour dredging resumes at night'] }),
  slug: Type.String({ examples: ['harbour-dredging-resumes'] }),
  isPublic: Type.Boolean({ description: 'Readers see it there now.' }),
})
/** How many articles `usedBy` names. */
export const USES_MAX = 20
const UsedBy = Type.Object({
  count: Type.Integer({ description: 'Articles of which any save uses it.' }),
  data: Type.Array(Use, { maxItems: USES_MAX, description: `The newest, at most ${USES_MAX}.` }),
})
export type UsedBy = Static<typeof UsedBy>

export const EditorialImage = named(
  'EditorialImage',
  Type.Object(
    { ...keptMembers, usedBy: UsedBy },
    { examples: [{ ...keptExample, usedBy: { count: 0, data: [] } }] },
  ),
)
export type EditorialImage = Static<typeof EditorialImage>

/** What a desk says of an image; what a patch must leave whole. */
export const ImageWords = closed({
  name: Name,
  alt: Type.Optional(Alt),
  caption: Type.Optional(Caption),
  credit: Type.Optional(Credit),
  rights: Type.Optional(Rights),
  focalPoint: Type.Optional(FocalPoint),
})
export type ImageWords = Static<typeof ImageWords>

export const ImageChange = named(
  'ImageChange',
  patchOf(ImageWords, {
    description: 'A merge patch (RFC 7396).',
    examples: [{ alt: 'A dredger under floodlights', focalPoint: { x: 0.5, y: 0.33 } }],
  }),
)

const uploadMembers = {
  alt: Type.Optional(Alt),
  caption: Type.Optional(Caption),
  credit: Type.Optional(Credit),
  focalX: Type.Optional(Type.Number({ ...Fraction, description: 'Needs `focalY`.' })),
  focalY: Type.Optional(Type.Number({ ...Fraction, description: 'Needs `focalX`.' })),
}
export const ImageUpload = named(
  'ImageUpload',
  closed(
    { file: Type.String({ contentMediaType: 'application/octet-stream' }), ...uploadMembers },
    { examples: [{ file: '(the bytes)', alt: 'A dredger under floodlights', focalX: 0.5, focalY: 0.33 }] },
  ),
)
export type ImageUpload = Static<typeof ImageUpload>

export const imageFilters = {
  ...pageMembers,
  q: Type.Optional(
    line(200, { description: 'Words in the name, the alternative text, the caption or the credit.' }),
  ),
  unused: Type.Optional(
    Type.Boolean({ description: '`true`: only those that no save uses; `false`: the others.' }),
  ),
}

export const imageSchemas = [
  Image,
  EditorialImageSummary,
  EditorialImageSummaryPage,
  EditorialImage,
  ImageChange,
  ImageUpload,
]

export const ImageBody = ref(EditorialImage, 'The image')
