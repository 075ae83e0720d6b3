import type { ProviderSettings, ProviderVerdict } from '../../lib/captcha-provider.ts'
import type { Said } from './service.ts'

/** Solved is not enough: it was to be here, for this, and by somebody who is likely to be a person. */
export function verdictOn(
  said: Said,
  { hostnames, scoreMin }: Pick<ProviderSettings, 'hostnames' | 'scoreMin'>,
  action: string,
): ProviderVerdict {
  if (said === 'outage') return said
  if (!said.isSolved) return 'wrong'
  if (said.hostname !== undefined && !hostnames.includes(hostOf(said.hostname))) return 'elsewhere'
  if (said.action !== undefined && said.action !== action) return 'elsewhere'
  return said.score !== undefined && said.score < scoreMin ? 'wrong' : 'solved'
}

/** Some services tell an origin, with its scheme and port. */
const hostOf = (told: string) =>
  (URL.canParse(told) && told.includes('//') ? new URL(told).hostname : told).toLowerCase()
