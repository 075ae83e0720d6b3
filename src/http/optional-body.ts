import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every member of the body is optional, so no body at all means `{}`. */
    optionalBody?: boolean
  }
}

/** Lets `POST …/publications` and its like be sent without a body. */
export function useOptionalBody(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    if (request.routeOptions.config.optionalBody && request.body === undefined) request.body = {}
  })
}
