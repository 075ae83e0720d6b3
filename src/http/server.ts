import Fastify, { type FastifyBaseLogger } from 'fastify'
import { answerBrokenRequest } from './connection-errors.ts'
import { logController, requestIdOf } from './logging.ts'
import { answerFailure } from './problems.ts'
import { SERIALIZER_OPTIONS, sharedSerializers } from './serializers.ts'

/** Limits on time: a body that drips, a handler that hangs, a connection that idles. */
const TIMES = {
  /** Must not exceed `requestTimeout`: Node would take one for the other. */
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  handlerTimeout: 10_000,
  connectionTimeout: 30_000,
  keepAliveTimeout: 70_000,
}

/** How often connections are held against `requestTimeout`; Node's own half a minute would triple it. */
const TIMES_CHECKED_MS = 1000

export interface ServerOptions {
  /** Addresses and CIDR ranges whose `X-Forwarded-For` is believed. */
  trustedProxies?: readonly string[] | undefined
  /** Without it nothing is logged. */
  log?: FastifyBaseLogger | undefined
  times?: Partial<typeof TIMES> | undefined
}

/** A server that knows no route yet; what cannot be routed at all is answered in our own words already. */
export function newServer({ trustedProxies = [], log, times }: ServerOptions) {
  const { headersTimeout, ...others } = { ...TIMES, ...times }
  return Fastify({
    ...others,
    // A missing Host is refused in our own words.
    http: { headersTimeout, connectionsCheckingInterval: TIMES_CHECKED_MS, requireHostHeader: false },
    ...(log && { loggerInstance: log }),
    logController: logController(),
    genReqId: requestIdOf,
    // A target in absolute form (RFC 9112 §3.2.2) means its path; whose host it names is the client's word.
    rewriteUrl: ({ url = '/' }) => url.replace(/^https?:\/\/[^/?#]*/i, '') || '/',
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: 65_536,
    schemaController: { compilersFactory: { buildSerializer: sharedSerializers } },
    serializerOpts: SERIALIZER_OPTIONS,
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: answerFailure,
    clientErrorHandler: answerBrokenRequest,
  })
}
