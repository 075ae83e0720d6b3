import type { CaptchaProvider } from './captcha-provider.ts'

/** What this process knows of who asks for captchas; others know their own share. */
export interface CaptchaGuard {
  provider: CaptchaProvider | undefined
  /** Counts a challenge for an address; answers how hard it ought to be, from 1 on. */
  levelFor(address: string): number
  /** 429 for an address whose answers were wrong too often. */
  refuseGuessing(address: string): void
  countFailure(address: string): void
}
