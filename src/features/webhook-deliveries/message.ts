import type { WebhookPayload } from './schema.ts'

/** What is read of an event to tell of it: not who did it, nor what it was before. */
export interface ToldEvent {
  eventId: string
  type: string
  position: bigint | null
  subjectType: string
  subjectId: string
  subjectSlug: string | null
  aliases: string[]
  version: number | null
  occurredAt: Date
  data: unknown
}

/** What a receiver gets: the same, to the letter, on every try. */
export function payloadOf({
  eventId,
  type,
  position,
  version,
  occurredAt,
  ...event
}: ToldEvent): WebhookPayload {
  const { subjectType, subjectId, subjectSlug: slug, aliases } = event
  return {
    type,
    timestamp: occurredAt.toISOString(),
    data: {
      ...(event.data as Record<string, unknown>),
      id: eventId,
      position: position === null ? null : Number(position),
      subject: { type: subjectType, id: subjectId, slug, aliases },
      version,
    },
  }
}
