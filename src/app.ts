import Fastify, { type FastifyServerOptions } from 'fastify'
import { me } from './features/keys/me.ts'
import { keys } from './features/keys/routes.ts'
import { isAdminKey } from './features/keys/rules.ts'
import { findActor } from './features/keys/store.ts'
import { documentation } from './features/service/documentation.ts'
import { health } from './features/service/health.ts'
import { problemPages } from './features/service/problem-pages.ts'
import { useAccess } from './http/access.ts'
import { answerBrokenRequest } from './http/connection-errors.ts'
import { useCors } from './http/cors.ts'
import { useConditionalGet } from './http/delivery.ts'
import type { Deps, Feature } from './http/feature.ts'
import { useHeaders } from './http/headers.ts'
import { useMethods } from './http/methods.ts'
import { useOpenApi } from './http/openapi.ts'
import { useOptionalBody } from './http/optional-body.ts'
import { useParsers } from './http/parsers.ts'
import { answerFailure, useProblems } from './http/problems.ts'
import { useRateLimits } from './http/rate-limits.ts'
import { sharedSchemas } from './http/schemas.ts'
import { useValidation } from './http/validation.ts'
import { SCOPES } from './lib/actor.ts'

/** Every resource the API serves, in the order its document lists them. A new one is a line here. */
const FEATURES: readonly Feature[] = [me, keys, health, problemPages, documentation]

interface Options extends Deps {
  /** The operator's key from the environment: it administers while it is set. */
  adminKey?: string | undefined
  trustedProxies?: readonly string[]
  logger?: NonNullable<FastifyServerOptions['logger']>
}

/** Limits on time: a body that drips, a handler that hangs, a connection that idles. */
const TIMES = {
  requestTimeout: 15_000,
  handlerTimeout: 10_000,
  connectionTimeout: 30_000,
  keepAliveTimeout: 70_000,
}

/** The whole application, ready to listen or to be injected into. Below is what happens to a request, in order. */
export async function buildApp({ adminKey, trustedProxies = [], logger = false, ...deps }: Options) {
  const schemas = [...sharedSchemas, ...FEATURES.flatMap((feature) => feature.schemas)]
  const app = Fastify({
    ...TIMES,
    logger,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: 65_536,
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: answerFailure,
    clientErrorHandler: answerBrokenRequest,
  })

  useProblems(app)
  useParsers(app)
  useValidation(app, schemas)
  useHeaders(app)
  await useCors(app, deps.settings.corsOrigins)
  await useOpenApi(app, deps.settings.publicUrl)
  const spend = await useRateLimits(app, deps.settings.rateLimits)
  useAccess(app, async (key) => (isAdminKey(key, adminKey) ? ADMIN : findActor(deps.db, key)), spend)
  useOptionalBody(app)
  useConditionalGet(app)
  const answerOtherMethods = useMethods(app)

  for (const schema of schemas) app.addSchema(schema)
  for (const { prefix, routes } of FEATURES) await app.register(routes, { prefix, ...deps })
  answerOtherMethods()

  await app.ready()
  return app
}

const ADMIN = { keyId: null, label: 'ADMIN_KEY', scopes: SCOPES, expiresAt: null }
