import ipaddr from 'ipaddr.js'

/**
 * The part of an address that stands for one caller: an IPv4 address, or the /64 of an IPv6 one, since a
 * single line gets a whole /64. Mapped IPv4 counts as IPv4.
 */
export function addressPrefix(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  const [a, b, c, d] = (parsed as ipaddr.IPv6).parts.map((part) => part.toString(16))
  return `${a}:${b}:${c}:${d}::/64`
}

/** `10.0.0.0/8`, `fd00::/8`, or one address, written out: `1` and `1/8` are counts that somebody mistook. */
export function isCidr(text: string): boolean {
  const [address = ''] = text.split('/')
  const isWrittenOut = address.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(address)
  return isWrittenOut && (ipaddr.isValidCIDR(text) || ipaddr.isValid(text))
}
