import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { type Ask, post } from './service.ts'

const Answer = Type.Object({
  success: Type.Boolean(),
  data: Type.Optional(Type.Object({ challenge: Type.Object({ origin: Type.String() }) })),
  error: Type.Optional(Type.Object({ error_code: Type.String() })),
})

const URL = 'https://global.frcapi.com/api/v2/captcha/siteverify'

/** What is wrong with the token itself; every other error is ours or the service's. */
const WRONG = new Set(['response_invalid', 'response_timeout', 'response_duplicate'])

/** Version 2: https://developer.friendlycaptcha.com/docs/v2/api/siteverify */
export const friendlyCaptcha: Ask = async (means, response) => {
  const headers = { 'content-type': 'application/json', 'x-api-key': means.secret }
  const body = JSON.stringify({ response, sitekey: means.siteKey })
  const { json } = await post(means, { url: means.url ?? URL, body, headers })
  if (!Value.Check(Answer, json)) return 'outage'
  const { success: isSolved, data, error } = json
  if (!isSolved && !WRONG.has(error?.error_code ?? '')) return 'outage'
  return { isSolved, hostname: data?.challenge.origin ?? '' }
}
