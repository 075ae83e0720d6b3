/** The part of edtf.js that we use; the package ships no types. */
declare module 'edtf' {
  interface ExtendedDate {
    /** Earliest and latest instant in milliseconds; infinite where an interval is open. */
    min: number
    max: number
  }
  export function parse(text: string, constraints?: { level?: number; types?: string[] }): object
  export default function edtf(text: string): ExtendedDate
}
