import type { CaptchaProvider, ProviderSettings, ProviderVerdict } from '../../lib/captcha-provider.ts'
import { friendlyCaptcha } from './friendly-captcha.ts'
import type { Ask, Said } from './service.ts'
import { hcaptcha, recaptchaV2, recaptchaV3, turnstile } from './siteverify.ts'
import { verdictOn } from './verdict.ts'

const ASKS: Record<ProviderSettings['name'], Ask> = {
  turnstile,
  hcaptcha,
  'recaptcha-v2': recaptchaV2,
  'recaptcha-v3': recaptchaV3,
  'friendly-captcha': friendlyCaptcha,
}

interface Means {
  settings: ProviderSettings | undefined
  allow: readonly string[]
  log: { warn(about: object, message: string): void }
}

/**
 * The service that is configured; undefined where none is. Whatever goes wrong with it is an outage, in which
 * comments wait for a moderator: neither is nobody let in, nor everybody.
 */
export function openCaptchaProvider({ settings, allow, log }: Means): CaptchaProvider | undefined {
  if (!settings) return undefined
  const ask = ASKS[settings.name]
  return {
    name: settings.name,
    siteKey: settings.siteKey,
    check: async (token, action): Promise<ProviderVerdict> => {
      const said: Said = await ask({ ...settings, allow }, token).catch((err: unknown) => {
        log.warn({ err, provider: settings.name }, 'a captcha could not be checked')
        return 'outage' as const
      })
      return verdictOn(said, settings, action)
    },
  }
}
