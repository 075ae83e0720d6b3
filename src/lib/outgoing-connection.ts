import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { once } from 'node:events'
import { connect as connectSocket, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { OutgoingError } from './outgoing-error.ts'
import { hostOf, mayReach } from './outgoing-target.ts'

export interface Guard {
  /** Ranges that may be reached although they are not public. */
  allow: readonly string[]
  /** How names are resolved; the system's way unless said otherwise. */
  lookup?: LookupFunction | undefined
}

/**
 * A connection of its own for one request, to an address that may be reached: judged where it is chosen, in
 * the connection's own lookup, so that no second answer of a name server can take the place of the judged
 * one, and judged again on the open socket before a byte is sent.
 */
export async function connect(url: URL, guard: Guard, signal: AbortSignal): Promise<Socket> {
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const socket = connectSocket({ host: hostOf(url), port, lookup: guardedLookup(guard) })
  try {
    await opened(socket, 'connect', signal)
    if (!mayReach(socket.remoteAddress, guard.allow)) throw new OutgoingError('address-refused')
    return url.protocol === 'https:' ? await secured(socket, url, signal) : socket
  } catch (error) {
    socket.destroy()
    throw error
  }
}

async function opened(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal) {
  // A socket that breaks later reports it here as well; without a listener that would end the process.
  socket.on('error', () => undefined)
  await once(socket, event, { signal })
}

async function secured(socket: Socket, url: URL, signal: AbortSignal): Promise<Socket> {
  const host = hostOf(url)
  const secure = connectTls({
    socket,
    host,
    ALPNProtocols: ['http/1.1'],
    ...(!isIP(host) && { servername: host }),
  })
  try {
    await opened(secure, 'secureConnect', signal)
    return secure
  } catch (error) {
    secure.destroy()
    throw signal.aborted ? error : new OutgoingError('tls-failed', error)
  }
}

/** Resolves a name; options of a caller who wants one address or all of them are honoured. */
function guardedLookup({ allow, lookup = systemLookup as LookupFunction }: Guard): LookupFunction {
  return (name, options, answer) =>
    lookup(name, { ...options, all: true }, (error, found) => {
      const addresses = error ? [] : addressesIn(found)
      const refusal = refusalOfAll(addresses, allow, error)
      if (refusal || options.all) return answer(refusal, addresses)
      const [first] = addresses
      return answer(null, first?.address ?? '', first?.family)
    })
}

const addressesIn = (found: string | LookupAddress[]): LookupAddress[] =>
  typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found

/** One private address among public ones is no accident: none of them is asked. */
function refusalOfAll(addresses: readonly LookupAddress[], allow: readonly string[], cause: unknown) {
  if (addresses.length === 0) return new OutgoingError('name-unknown', cause)
  const isOpen = addresses.every(({ address }) => mayReach(address, allow))
  return isOpen ? null : new OutgoingError('address-refused')
}
