import type { CaptchaGuard } from '../../lib/captcha-guard.ts'
import { ApiError } from '../../lib/errors.ts'
import type { Secrets } from '../../lib/secrets.ts'
import { newPow } from './pow.ts'
import { ATTEMPTS, type LocalKind, promptFor, providerAction } from './rules.ts'
import type { AnyChallenge, Challenge, NewChallenge, ProviderChallenge } from './schema.ts'
import { type Claims, newClaims, seal, sumFor } from './token.ts'

interface Means {
  secrets: Secrets
  captcha: CaptchaGuard
}

/** A new challenge. Nothing is written: all that is known of it is in itself. */
export function issueChallenge(
  { secrets, captcha }: Means,
  { kind = 'arithmetic', language, ...wanted }: NewChallenge,
  address: string,
): AnyChallenge | Promise<AnyChallenge> {
  if (kind === 'provider') return providerChallenge(captcha, wanted.action)
  const level = captcha.levelFor(address)
  const claimsOf = (local: LocalKind) => newClaims(secrets, { ...wanted, kind: local }, Date.now())
  return kind === 'pow'
    ? newPow(secrets, claimsOf(kind), level)
    : sumChallenge(secrets, claimsOf(kind), language)
}

function sumChallenge(secrets: Secrets, claims: Claims, language: string | undefined): Challenge {
  const sum = sumFor(secrets, claims)
  if (!sum) throw new Error('A challenge is sealed with the current key.')
  return {
    token: seal(secrets, 'captcha-token', claims),
    kind: 'arithmetic',
    expiresAt: new Date(claims.exp * 1000).toISOString(),
    attempts: ATTEMPTS,
    prompt: promptFor(sum, language),
  }
}

function providerChallenge({ provider }: CaptchaGuard, action: NewChallenge['action']): ProviderChallenge {
  if (!provider) throw new ApiError('unprocessable', 'No other service shows captchas for this newsroom.')
  return {
    kind: 'provider',
    provider: provider.name,
    siteKey: provider.siteKey,
    action: providerAction(action),
  }
}
