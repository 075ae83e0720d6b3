import { addressPrefix } from '../../lib/address.ts'
import type { CaptchaGuard } from '../../lib/captcha-guard.ts'
import type { CaptchaProvider } from '../../lib/captcha-provider.ts'
import { ApiError } from '../../lib/errors.ts'
import { Volume } from '../../lib/volume.ts'
import { LEVEL_MAX } from './pow.ts'

const WINDOW_MS = 600_000
/** Wrong answers of one address prefix in ten minutes, over all its challenges. */
const FAILURES_MAX = 30
/** More challenges than a person who writes asks for, and more than a newsroom is asked for on a busy day. */
const CHALLENGES_USUAL = 20
const CHALLENGES_USUAL_OF_ALL = 3000
const ALL = '*'

export function captchaGuard(provider: CaptchaProvider | undefined, isUnlimited: boolean): CaptchaGuard {
  const [challenges, failures] = [new Volume(WINDOW_MS), new Volume(WINDOW_MS)]
  return {
    provider,
    levelFor: (address) => {
      if (isUnlimited) return 1
      const isBusy =
        challenges.add(addressPrefix(address)) > CHALLENGES_USUAL ||
        challenges.add(ALL) > CHALLENGES_USUAL_OF_ALL
      return isBusy ? LEVEL_MAX : 1
    },
    refuseGuessing: (address) => {
      if (isUnlimited || failures.of(addressPrefix(address)) < FAILURES_MAX) return
      const { secondsLeft } = failures
      throw new ApiError('rate-limited', `More than ${FAILURES_MAX} wrong answers in ten minutes.`, {
        headers: { 'retry-after': String(secondsLeft) },
      })
    },
    countFailure: (address) => {
      failures.add(addressPrefix(address))
    },
  }
}
