import { type Static, Type } from 'typebox'
import { closed, Id, line, listOf, named, nullable, pageOf, Timestamp } from '../../http/schemas.ts'
import { ROLES, type Role, SCOPES } from '../../lib/actor.ts'

const exampleKey = 'vb_k3v9x2m1_9fQ2sLrT4uVwXyZ0aBcDeFgHiJkLmNoPqRsTuVw1'
const label = line(100, {
  description: 'Who or what uses the key; shown as the author of changes.',
  examples: ['Foreign desk'],
})
const Scopes = listOf(Type.Enum([...SCOPES]), 'What the key may do.')
const expiresAt = nullable(Timestamp, 'Not valid from this instant on; null is never.')

export const NewApiKey = named(
  'NewApiKey',
  closed(
    {
      label,
      role: Type.Optional(
        Type.Enum(Object.keys(ROLES) as Role[], { description: 'A preset of scopes; instead of `scopes`.' }),
      ),
      scopes: Type.Optional(Scopes),
      expiresAt: Type.Optional(expiresAt),
    },
    {
      description: 'Exactly one of `role` and `scopes`.',
      oneOf: [{ required: ['role'] }, { required: ['scopes'] }],
      examples: [{ label: 'Foreign desk', role: 'editor' }],
    },
  ),
)
export type NewApiKey = Static<typeof NewApiKey>

const members = {
  id: Id,
  prefix: Type.String({ description: 'The part of the key that names it.', examples: ['k3v9x2m1'] }),
  label: Type.String({ examples: ['Foreign desk'] }),
  scopes: Type.Array(Type.Enum([...SCOPES])),
  expiresAt,
  createdAt: Timestamp,
}

const example = {
  id: '019360d4-5b1e-7c11-9c3a-6d1f0a3f5b20',
  prefix: 'k3v9x2m1',
  label: 'Foreign desk',
  scopes: ['content:read', 'content:write'],
  expiresAt: null,
  createdAt: '2026-03-14T09:26:53.589Z',
}

export const ApiKey = named(
  'ApiKey',
  Type.Object(
    {
      ...members,
      createdBy: Type.String({ examples: ['system'] }),
      lastUsedAt: nullable(Timestamp, 'To the minute.'),
      revokedAt: nullable(Timestamp),
    },
    {
      examples: [
        { ...example, createdBy: 'system', lastUsedAt: '2026-03-15T11:02:00.000Z', revokedAt: null },
      ],
    },
  ),
)
export type ApiKey = Static<typeof ApiKey>
export const ApiKeyPage = pageOf(ApiKey)

export const IssuedApiKey = named(
  'IssuedApiKey',
  Type.Object(
    {
      key: Type.String({ description: 'The whole key. It is shown this once.', examples: [exampleKey] }),
      ...members,
    },
    { examples: [{ key: exampleKey, ...example }] },
  ),
)
export type IssuedApiKey = Static<typeof IssuedApiKey>

export const Rotation = named(
  'ApiKeyRotation',
  closed({ expiresAt: Type.Optional(expiresAt) }, { examples: [{ expiresAt: '2027-03-14T00:00:00.000Z' }] }),
)
export type Rotation = Static<typeof Rotation>

export const Me = named(
  'Me',
  Type.Object(
    {
      label: Type.String({ examples: ['Foreign desk'] }),
      scopes: Type.Array(Type.Enum([...SCOPES])),
      expiresAt,
    },
    { examples: [{ label: 'Foreign desk', scopes: ['content:read', 'content:write'], expiresAt: null }] },
  ),
)
export type Me = Static<typeof Me>

export const schemas = [NewApiKey, ApiKey, ApiKeyPage, IssuedApiKey, Rotation, Me]
