const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The canonical form only: no braces, no `urn:uuid:`. */
export const isUuid = (text: string) => UUID.test(text)
