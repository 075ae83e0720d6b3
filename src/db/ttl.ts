/**
 * SQL for a select list: the whole seconds until anything begins or ends being visible, null for never. No
 * answer of delivery may be cached for longer; give it to `cacheable`.
 */
export const TTL = `(select floor(extract(epoch from "at" - now()))::float8 from next_transition) as ttl`
