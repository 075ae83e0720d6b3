/**
 * SQL for a select list: the seconds until anything begins or ends being visible, or closes, null for never. No answer
 * of delivery may be kept for longer; give it to `cacheable`.
 */
export const TTL = `(select extract(epoch from "at" - now())::float8 from next_transition) as ttl`
