/** What a look at one thing came to, and what to do about it where something is to be done. */
export interface Finding {
  check: string
  verdict: 'ok' | 'warn' | 'fail'
  detail: string
  advice?: string
}

export const ok = (check: string, detail: string): Finding => ({ check, verdict: 'ok', detail })
export const warn = (check: string, detail: string, advice: string): Finding => ({
  ...{ check, verdict: 'warn', detail, advice },
})
export const fail = (check: string, detail: string, advice: string): Finding => ({
  ...{ check, verdict: 'fail', detail, advice },
})

/** The finding of a look; where the look itself fails, that is the finding. */
export async function looking(
  check: string,
  advice: string,
  look: () => Promise<Finding | Finding[]>,
): Promise<Finding[]> {
  try {
    return [await look()].flat()
  } catch (error) {
    return [fail(check, reasonOf(error), advice)]
  }
}

/** The error with what caused it: drivers and platforms hide the reason there. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error)
  const { message, code, cause } = error as { message?: string; code?: unknown; cause?: unknown }
  const own = message || String(code ?? error)
  return cause === undefined || cause === null ? own : `${own} ${reasonOf(cause)}`
}
