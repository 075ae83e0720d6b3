import {
  type Attributes,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { STEPS, type Step } from '../lib/steps.ts'

/** Makes a span of every step while somebody follows what it is a part of; returns what ends that. */
export function followSteps(tracer: Tracer): () => void {
  const spans = new WeakMap<object, Span>()
  const subscribers = {
    start: (step: Step) => {
      // The wait for a lock at the start, or a listener's beat, belongs to nobody.
      if (!trace.getSpan(context.active())) return
      const span = tracer.startSpan(nameOf(step), { kind: SpanKind.CLIENT, attributes: attributesOf(step) })
      spans.set(step, span)
      if (step.kind === 'outgoing') propagation.inject(trace.setSpan(context.active(), span), step.headers)
    },
    end: () => undefined,
    asyncStart: () => undefined,
    asyncEnd: (step: Step) => spans.get(step)?.end(),
    error: (step: Step) => {
      spans.get(step)?.setStatus({ code: SpanStatusCode.ERROR })
    },
  }
  STEPS.subscribe(subscribers)
  return () => STEPS.unsubscribe(subscribers)
}

/** The first verb, and the first table that it names. */
const OPERATION = /\b(select|insert|update|delete)\b/i
const TABLE = /\b(?:from|into|update|join)\s+(?:"?public"?\.)?"?([a-z_]+)"?/i

function nameOf(step: Step): string {
  if (step.kind === 'outgoing') return step.method
  if (step.name) return step.name
  const operation = OPERATION.exec(step.text)?.[1]?.toUpperCase() ?? 'SQL'
  const table = TABLE.exec(step.text)?.[1]
  return table ? `${operation} ${table}` : operation
}

/** The text of a statement has no values: they go beside it. Of an address the path may hold a secret. */
function attributesOf(step: Step): Attributes {
  if (step.kind === 'statement') return { 'db.system.name': 'postgresql', 'db.query.text': step.text }
  const { protocol, hostname, port } = new URL(step.url)
  return {
    'http.request.method': step.method,
    'url.scheme': protocol.replace(':', ''),
    'server.address': hostname,
    ...(port && { 'server.port': Number(port) }),
  }
}
