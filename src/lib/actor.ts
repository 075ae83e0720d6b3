/** What a key may be allowed to do. A route names the one it needs. */
export const SCOPES = [
  'content:read',
  'content:write',
  'content:publish',
  'comments:moderate',
  'admin',
] as const
export type Scope = (typeof SCOPES)[number]

/** Names for common sets of scopes. They are presets, not a ladder: a key stores its scopes. */
export const ROLES = {
  reader: ['content:read'],
  writer: ['content:read', 'content:write'],
  editor: ['content:read', 'content:write', 'content:publish'],
  moderator: ['comments:moderate'],
  admin: [...SCOPES],
} as const satisfies Record<string, readonly Scope[]>
export type Role = keyof typeof ROLES

/** Who makes a request: a key, the operator's key from the environment, or the public. */
export interface Actor {
  /** The key's id; null for the public, for `ADMIN_KEY` and for the server itself. */
  keyId: string | null
  /** Who owns the key; empty for the public. */
  label: string
  scopes: readonly Scope[]
  expiresAt: Date | null
}

export const PUBLIC: Actor = { keyId: null, label: '', scopes: [], expiresAt: null }

/** The server acting by itself: a first start, a demo newsroom, a moment that has come. */
export const SYSTEM: Actor = { keyId: null, label: 'system', scopes: SCOPES, expiresAt: null }

export const isPublic = (actor: Actor) => actor.label === ''
export const hasScope = (actor: Actor, scope: Scope) => actor.scopes.includes(scope)
