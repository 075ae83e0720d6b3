import autocannon from 'autocannon'

/** What is asked for, over and over. */
export interface Load {
  origin: string
  /** In turn. */
  paths: readonly string[]
  headers: Record<string, string>
  connections: number
  /** Seconds; with bodies it ends when all of them are sent. */
  duration: number
  /** Each is posted once. */
  bodies?: readonly string[] | undefined
  /** The only status that is an answer. */
  status: number
}

export interface Figures {
  answers: number
  perSecond: number
  p50: number
  p99: number
}

async function run({
  origin,
  paths,
  headers,
  connections,
  duration,
  bodies,
  status,
}: Load): Promise<Figures> {
  const [path = ''] = paths
  const posting = bodies && postingOf(bodies, connections)
  const result = await autocannon({
    ...{ url: origin + path, headers, connections },
    ...(posting
      ? { method: 'POST', ...posting }
      : { duration, requests: paths.map((each) => ({ path: each })) }),
  })
  const answers = result.statusCodeStats?.[`${status}`]?.count ?? 0
  const others = result.requests.total - answers + result.errors
  if (answers === 0 || others > 0) {
    throw new Error(`${origin}${path}: ${others} of ${result.requests.total} were not ${status}.`)
  }
  const { p50, p99 } = result.latency
  return { answers, perSecond: answers / result.duration, p50, p99 }
}

/** Every connection sends its own part of the bodies, so that each is sent once. */
function postingOf(bodies: readonly string[], connections: number) {
  const each = Math.floor(bodies.length / connections)
  let next = 0
  return {
    amount: each * connections,
    setupClient: (client: autocannon.Client) => {
      const own = bodies.slice(next, next + each)
      next += each
      client.setRequests(own.map((body) => ({ method: 'POST', body })))
    },
  }
}

process.once('message', (load: Load) => {
  run(load).then(
    (figures) => process.send?.({ figures }, () => process.exit(0)),
    (error: Error) => process.send?.({ error: error.message }, () => process.exit(1)),
  )
})
