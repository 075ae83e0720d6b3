import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { type Ask, type Means, post, type Said } from './service.ts'

/** What Turnstile, hCaptcha and reCAPTCHA have in common. */
const Answer = Type.Object({
  success: Type.Boolean(),
  hostname: Type.Optional(Type.String()),
  action: Type.Optional(Type.String()),
  score: Type.Optional(Type.Number()),
  'error-codes': Type.Optional(Type.Array(Type.String())),
})
type Answer = Static<typeof Answer>

/** Faults of ours or of the service: they say nothing of who solved the captcha. */
const OURS = /secret|sitekey|bad-request|internal-error|not-using-dummy|invalid-or-already-seen-secret/

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

async function ask(means: Means, url: string, members: Record<string, string>): Promise<Answer | 'outage'> {
  const body = new URLSearchParams(members).toString()
  const { status, json } = await post(means, { url: means.url ?? url, body, headers: FORM })
  if (status !== 200 || !Value.Check(Answer, json)) return 'outage'
  return (json['error-codes'] ?? []).some((code) => OURS.test(code)) ? 'outage' : json
}

const said = (answer: Answer | 'outage', told: (keyof Answer)[]): Said => {
  if (answer === 'outage') return answer
  const { success: isSolved, hostname = '', action = '', score } = answer
  return {
    isSolved,
    hostname,
    ...(told.includes('action') && { action }),
    // A service that ought to give a score and gives none has not judged anybody.
    ...(told.includes('score') && { score: score ?? 0 }),
  }
}

/** https://developers.cloudflare.com/turnstile/get-started/server-side-validation/ */
export const turnstile: Ask = async (means, response) =>
  said(
    await ask(means, 'https://challenges.cloudflare.com/turnstile/v0/siteverify', {
      secret: means.secret,
      response,
    }),
    ['action'],
  )

/** https://docs.hcaptcha.com/#verify-the-user-response-server-side */
export const hcaptcha: Ask = async (means, response) => {
  const { secret, siteKey: sitekey } = means
  return said(await ask(means, 'https://api.hcaptcha.com/siteverify', { secret, response, sitekey }), [])
}

const RECAPTCHA = 'https://www.google.com/recaptcha/api/siteverify'

/** https://developers.google.com/recaptcha/docs/verify */
export const recaptchaV2: Ask = async (means, response) =>
  said(await ask(means, RECAPTCHA, { secret: means.secret, response }), [])

/** https://developers.google.com/recaptcha/docs/v3#site_verify_response */
export const recaptchaV3: Ask = async (means, response) =>
  said(await ask(means, RECAPTCHA, { secret: means.secret, response }), ['action', 'score'])
