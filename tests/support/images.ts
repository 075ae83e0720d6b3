import sharp from 'sharp'
import type { Answer, Caller } from './newsroom.ts'

interface Drawn {
  width?: number
  height?: number
}

/** A picture whose four quarters are red, green, blue and white, clockwise from the top left. */
export function picture({ width = 400, height = 200 }: Drawn = {}) {
  const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)]
  const quarter = (background: string, left: number, top: number) => ({
    input: { create: { width: w, height: h, channels: 3 as const, background } },
    left,
    top,
  })
  return sharp({ create: { width, height, channels: 3, background: '#fff' } }).composite([
    quarter('#f00', 0, 0),
    quarter('#0f0', w, 0),
    quarter('#00f', w, h),
  ])
}

export const jpegOf = (drawn?: Drawn) => picture(drawn).jpeg().toBuffer()

/** A photo as a phone makes it: on its side, with where it was taken. */
export const photo = async () =>
  sharp(await jpegOf())
    .withExif({
      IFD0: { Make: 'Phone', Copyright: 'A secret' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '38/1 42/1 0/1',
        GPSLongitudeRef: 'W',
        GPSLongitude: '9/1 8/1 0/1',
      },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()

/** The colour in the middle of a quarter, as `r`, `g`, `b` or `w`. */
export async function colourAt(image: Buffer, x: number, y: number): Promise<string> {
  const { data, info } = await sharp(image).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
  const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3)
  const name = [r > 128 ? 'r' : '', g > 128 ? 'g' : '', b > 128 ? 'b' : ''].join('')
  return name === 'rgb' ? 'w' : name
}

interface Form {
  file?: Buffer
  filename?: string
  type?: string
  fields?: [name: string, value: string | Buffer][]
}

const BOUNDARY = 'a-boundary'

/** A form, written byte by byte: what a client library would not send is sent, too. */
export function formOf({ file, filename = 'Harbour at night.JPG', type = 'image/jpeg', fields = [] }: Form) {
  const part = (head: string, value: string | Buffer) => [
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(value),
    Buffer.from('\r\n'),
  ]
  return Buffer.concat([
    ...fields.flatMap(([name, value]) => part(`name="${name}"`, value)),
    ...(file ? part(`name="file"; filename="${filename}"\r\nContent-Type: ${type}`, file) : []),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ])
}

export const FORM = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }

export const send = (who: Caller, form: Form, headers: Record<string, string> = {}): Promise<Answer> =>
  who('POST', '/v1/editorial/media', formOf(form), { ...FORM, ...headers })

/** An image that was uploaded; it must succeed. */
export async function upload(who: Caller, form: Form = {}): Promise<Answer['body']> {
  const sent = await send(who, { file: await jpegOf(), ...form })
  if (sent.status !== 201) throw new Error(`expected 201, got ${sent.status}: ${sent.text}`)
  return sent.body
}

/** The path of an address that the API gave. */
export const pathOf = (url: string) => new URL(url).pathname
