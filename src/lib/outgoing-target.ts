import ipaddr from 'ipaddr.js'

/** Why a request is not even begun. */
export interface Refusal {
  code: 'url-refused' | 'address-refused'
  /** What a person who wrote the URL should read. */
  detail: string
}

/**
 * What keeps a URL from ever being asked; of a name, which may lead anywhere by then, only the connection
 * can tell. Every notation of an address (`0x7f.1`, `2130706433`) is one to the URL parser.
 */
export function refusalOf(text: string, allow: readonly string[]): Refusal | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol))
    return { code: 'url-refused', detail: 'must be an http or https URL' }
  if (url.username || url.password)
    return { code: 'url-refused', detail: 'must not carry a user name or password' }
  const address = literalOf(hostOf(url))
  return address !== undefined && !mayReach(address, allow)
    ? { code: 'address-refused', detail: 'leads to an address that is not public' }
    : undefined
}

/** The host of a URL as a socket takes it: an IPv6 address without its brackets. */
export const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '')

/** The address that a host is by itself: written out, or the names that mean this machine (RFC 6761). */
function literalOf(host: string): string | undefined {
  if (ipaddr.isValid(host)) return host
  return /(^|\.)localhost\.?$/.test(host) ? '127.0.0.1' : undefined
}

/** Whether a request may go to this address: it is public, or the operator allows its range. */
export function mayReach(address: string | undefined, allow: readonly string[]): boolean {
  if (address === undefined || !ipaddr.isValid(address)) return false
  const target = translated(ipaddr.process(address))
  return isPublic(target) || allow.some((range) => contains(range, target))
}

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** Global unicast and nothing else; what is not assigned to it (site-local, `::/96`) is not public. */
function isPublic(address: Address): boolean {
  const isAssigned = isIPv4(address) || address.match(GLOBAL_UNICAST)
  return isAssigned && address.range() === 'unicast'
}

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')

/** In a network without IPv4 every IPv4 address is reached through a translator: it counts as what it is. */
function translated(address: Address): Address {
  if (isIPv4(address) || !address.match(NAT64)) return address
  return new ipaddr.IPv4(address.toByteArray().slice(12))
}

function contains(range: string, address: Address): boolean {
  const [network, bits] = range.includes('/') ? ipaddr.parseCIDR(range) : single(range)
  return network.kind() === address.kind() && address.match(network, bits)
}

function single(text: string): [Address, number] {
  const address = ipaddr.process(text)
  return [address, isIPv4(address) ? 32 : 128]
}

const isIPv4 = (address: Address): address is ipaddr.IPv4 => address.kind() === 'ipv4'
