import { ApiError } from '../../lib/errors.ts'
import { hasPiledMarks, isInkless } from './rules.ts'

/** Refuses words that nobody could read: nothing but filler, or marks piled upon marks. Quoted lines do not count. */
export function refuseUnreadable(pointer: string, text: string): void {
  const words = text.replace(/^> /gm, '')
  if (isInkless(words)) throw refusal('empty', pointer, 'has nothing to read in it')
  if (hasPiledMarks(words)) throw refusal('unprocessable', pointer, 'piles up combining marks')
}

const refusal = (code: 'empty' | 'unprocessable', pointer: string, detail: string) =>
  new ApiError(code, `${pointer} ${detail}.`, { errors: [{ pointer, code, detail }] })
