import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  context,
  DiagLogLevel,
  diag,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import type { FastifyBaseLogger } from 'fastify'
import type { Job } from '../jobs/job.ts'
import { followSteps } from './step-spans.ts'
import type { Tracing } from './tracing.ts'

interface Settings {
  serviceName: string
}

/** OpenTelemetry's own parts, set up for this process; its standard variables say where to and how much. */
export function openTelemetry({ serviceName }: Settings, log: Pick<FastifyBaseLogger, 'warn'>): Tracing {
  const warn = (message: string) => log.warn({ reason: message }, 'traces are not sent')
  diag.setLogger(
    { error: warn, warn, info: () => undefined, debug: () => undefined, verbose: () => undefined },
    DiagLogLevel.WARN,
  )
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': serviceName })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  })
  provider.register()
  const tracer = provider.getTracer('verbatim')
  const stopFollowing = followSteps(tracer)
  return {
    begin: (request, response) => followRequest(tracer, request, response),
    followed: (job) => followedJob(tracer, job),
    stop: async () => {
      stopFollowing()
      await provider.shutdown().catch((err) => log.warn({ err }, 'traces were left'))
    },
  }
}

function followRequest(tracer: Tracer, request: IncomingMessage, response: ServerResponse) {
  const { method = '', headers } = request
  const from = propagation.extract(ROOT_CONTEXT, headers)
  const span = tracer.startSpan(
    method,
    { kind: SpanKind.SERVER, attributes: { 'http.request.method': method, 'url.scheme': 'http' } },
    from,
  )
  // Also where the client has gone, and nothing was ever sent.
  response.once('close', () => {
    span.setAttribute('http.response.status_code', response.statusCode)
    if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
    if (!response.writableFinished) span.setAttribute('error.type', 'aborted')
    span.end()
  })
  const inside = trace.setSpan(from, span)
  return {
    traceId: span.spanContext().traceId,
    route: (pattern: string) => {
      span.updateName(`${method} ${pattern}`)
      span.setAttribute('http.route', pattern)
    },
    within: <T>(work: () => T): T => context.with(inside, work),
  }
}

function followedJob(tracer: Tracer, { run, ...job }: Job): Job {
  const followed: Job['run'] = (deps, signal) =>
    tracer.startActiveSpan(`job ${job.name}`, { root: true }, (span) => ended(span, () => run(deps, signal)))
  return { ...job, run: followed }
}

async function ended<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR })
    throw error
  } finally {
    span.end()
  }
}
