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

/** `10.0.0.0/8`, `fd00::/8`, or one address; never a count of hops and never everything by accident. */
export const isCidr = (text: string) =>
  ipaddr.isValidCIDR(text) || (ipaddr.isValid(text) && /[.:]/.test(text))
