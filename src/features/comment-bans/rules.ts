import { domainToASCII } from 'node:url'
import ipaddr from 'ipaddr.js'
import { isCidr } from '../../lib/address.ts'

/** A network as the database has it: with its bits behind the prefix cut off. Undefined for what is none. */
export function networkOf(value: string): string | undefined {
  const text = value.trim()
  if (!isCidr(text)) return undefined
  const [address, bits] = ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : wholeOf(text)
  const first =
    address.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${address}/${bits}`)
  return `${first}/${bits}`
}

function wholeOf(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const address = ipaddr.parse(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/

/** A domain in the form in which browsers resolve it; undefined for what is none. */
export function domainOf(value: string): string | undefined {
  const name = domainToASCII(value.trim().replace(/\.$/, ''))
  return DOMAIN.test(name) ? name : undefined
}

/** A host with all domains that it lies in: `a.b.example` is in `b.example` and in `example`. */
const domainsOf = (host: string): string[] => {
  const labels = host.split('.')
  return labels.map((_, i) => labels.slice(i).join('.'))
}

const HOSTS_MAX = 50
const ADDRESS = /https?:\/\/[^\s<>"'`)\]]+/gi

/** The domains that a text links to or that an e-mail address is of. */
export function domainsIn(text: string, email: string | undefined): string[] {
  const hosts = [...text.matchAll(ADDRESS)]
    .slice(0, HOSTS_MAX)
    .flatMap(([address]) => (URL.canParse(address) ? [new URL(address).hostname] : []))
  const mail = email === undefined ? [] : [domainToASCII(email.slice(email.lastIndexOf('@') + 1))]
  return [...new Set([...hosts, ...mail].flatMap(domainsOf))]
}
