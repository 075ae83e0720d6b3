const PAUSE_MS = 2000

/** Says how far long work has come, at most every two seconds. */
export function progressOf(note: (text: string) => void): (what: string, done: number) => void {
  let told = performance.now()
  return (what, done) => {
    const now = performance.now()
    if (now - told < PAUSE_MS) return
    told = now
    note(`${what}: ${done}`)
  }
}
