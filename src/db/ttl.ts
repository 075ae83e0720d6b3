/**
 * SQL for a select list: the whole seconds until anything begins or ends being visible, null for never; half a
 * second less, which the answer may spend on its way to the cache that counts from its arrival. No answer of
 * delivery may be cached for longer; give it to `cacheable`.
 */
export const TTL = `(select floor(extract(epoch from "at" - now()) - 0.5)::float8 from next_transition) as ttl`
