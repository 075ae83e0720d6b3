export const PROVIDERS = [
  'turnstile',
  'hcaptcha',
  'recaptcha-v2',
  'recaptcha-v3',
  'friendly-captcha',
] as const
export type ProviderName = (typeof PROVIDERS)[number]

/** What a service outside said of somebody who solved its captcha; `outage`: nothing that could be understood. */
export type ProviderVerdict = 'solved' | 'wrong' | 'elsewhere' | 'outage'

/** A service outside that shows captchas of its own. */
export interface CaptchaProvider {
  name: ProviderName
  /** Public: pages show the service's widget with it. */
  siteKey: string
  /** Judges what the widget gave to the page, for one action. Never throws. */
  check(token: string, action: string): Promise<ProviderVerdict>
}

export interface ProviderSettings {
  name: ProviderName
  siteKey: string
  secret: string
  /** The sites that the widget may have been shown on. */
  hostnames: readonly string[]
  /** Below this a score is a robot's, where the service gives one. */
  scoreMin: number
  /** Where to ask; undefined is the service itself. */
  url: string | undefined
}
