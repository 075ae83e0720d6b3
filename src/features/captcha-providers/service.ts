import type { ProviderSettings } from '../../lib/captcha-provider.ts'
import { send } from '../../lib/outgoing.ts'

/** What a service says of a token; what it does not tell is left out. */
export type Said =
  | 'outage'
  | {
      isSolved: boolean
      hostname?: string | undefined
      action?: string | undefined
      score?: number | undefined
    }

export interface Means extends ProviderSettings {
  allow: readonly string[]
}

/** Asks one service about one token. May throw, which is an outage. */
export type Ask = (means: Means, token: string) => Promise<Said>

/** Somebody waits for the answer. */
const TIMEOUT_MS = 3000

interface Question {
  url: string
  body: string
  headers: Record<string, string>
}

export async function post(
  { allow }: Means,
  { url, body, headers }: Question,
): Promise<{ status: number; json: unknown }> {
  const answer = await send({ url, method: 'POST', headers, body, allow, timeoutMs: TIMEOUT_MS })
  return { status: answer.status, json: JSON.parse(answer.body.toString()) }
}
