import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** What is asked for; `{time}` in the address is another time in every request, so that no two are the same. */
export interface Flood {
  url: string
  seconds: number
  /** So many a second, however slowly they are answered: an open loop, as readers are one. */
  perSecond?: number
  /** Or as many as so many connections can, one request after the other: a closed loop. */
  atOnce?: number
}

/** One request: when it was due, how long until its answer was there, and what that was; 0 where none came. */
export interface Asked {
  at: number
  ms: number
  status: number
  hasRetryAfter: boolean
}

const TICK_MS = 5
/** Opened before, as a proxy holds them; whoever finds none free waits, and that counts as waiting for the answer. */
const CONNECTIONS = 2000
const LAST_MS = 10_000
const LONG_AGO = Date.UTC(2090, 0)

const tick = () => new Promise((resolve) => setTimeout(resolve, TICK_MS))

async function flood({ url, seconds, perSecond = 0, atOnce }: Flood): Promise<Asked[]> {
  return atOnce ? closedLoop(url, seconds, atOnce) : openLoop(url, seconds, perSecond)
}

async function closedLoop(url: string, seconds: number, atOnce: number): Promise<Asked[]> {
  const asked: Asked[] = []
  let end = Number.POSITIVE_INFINITY
  const ask = await asking(url, atOnce, (answer) => {
    asked.push(answer)
    if (performance.now() < end) ask(performance.now())
  })
  end = performance.now() + seconds * 1000
  for (let i = 0; i < atOnce; i++) ask(performance.now())
  while (performance.now() < end) await tick()
  return asked
}

/** Evenly through time; who is late with asking catches up. */
async function openLoop(url: string, seconds: number, perSecond: number): Promise<Asked[]> {
  const asked: Asked[] = []
  const ask = await asking(url, Math.min(CONNECTIONS, perSecond), (answer) => asked.push(answer))
  const began = performance.now()
  const total = Math.round(perSecond * seconds)
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.ceil(((performance.now() - began) / 1000) * perSecond))
    for (; sent < due; sent++) ask(performance.now())
    await tick()
  }
  const last = performance.now() + LAST_MS
  while (asked.length < total && performance.now() < last) await tick()
  while (asked.length < total) asked.push({ at: last, ms: LAST_MS, status: 0, hasRetryAfter: false })
  return asked
}

/** Asks over plain sockets, which are kept: the server is to be the slow one. */
async function asking(url: string, connections: number, onAnswer: (answer: Asked) => void) {
  const { hostname, port, pathname, search, host } = new URL(url)
  const path = decodeURIComponent(pathname + search)
  const idle: Connection[] = []
  const waiting: number[] = []
  let count = 0

  const send = (connection: Connection, at: number) => {
    const time = new Date(LONG_AGO + ++count).toISOString()
    connection.begin(at)
    connection.socket.write(`GET ${path.replace('{time}', time)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  }
  const onFree = (connection: Connection, answer: Asked) => {
    const next = waiting.shift()
    if (next === undefined) idle.push(connection)
    else send(connection, next)
    onAnswer(answer)
  }
  for (let i = 0; i < connections; i++) {
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    idle.push(connectionTo(socket, onFree, onAnswer))
  }
  return (at: number): void => {
    const free = idle.pop()
    if (free) send(free, at)
    else waiting.push(at)
  }
}

interface Connection {
  socket: Socket
  begin(at: number): void
}

/** One request at a time, as HTTP/1.1 has them; an answer ends by its Content-Length. */
function connectionTo(
  socket: Socket,
  onAnswer: (connection: Connection, answer: Asked) => void,
  onLost: (answer: Asked) => void,
): Connection {
  let at: number | undefined
  let head = ''
  let missing = 0
  const told = (status: number): Asked => ({
    ...{ at: at ?? 0, ms: performance.now() - (at ?? 0), status },
    hasRetryAfter: /\r\nretry-after:/i.test(head),
  })
  const connection: Connection = {
    socket: socket.setNoDelay(),
    begin: (now) => {
      at = now
    },
  }
  socket.on('data', (bytes) => {
    missing -= bytes.length
    if (head === '') {
      head = bytes.toString('latin1')
      const end = head.indexOf('\r\n\r\n') + 4
      head = head.slice(0, end)
      missing = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0) - (bytes.length - end)
    }
    if (missing > 0) return
    const answer = told(Number(head.slice(9, 12)))
    at = undefined
    head = ''
    onAnswer(connection, answer)
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    if (at !== undefined) onLost(told(0))
  })
  return connection
}

process.once('message', (order: Flood) => {
  flood(order).then((asked) => process.send?.(asked, () => process.exit(0)))
})
