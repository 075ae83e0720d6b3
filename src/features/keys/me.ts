import type { Feature } from '../../http/feature.ts'
import { ref } from '../../http/schemas.ts'
import { Me } from './schema.ts'

const routes: Feature['routes'] = async (app) => {
  app.get(
    '',
    {
      config: { access: 'any-key' },
      schema: {
        tags: ['admin'],
        operationId: 'getMe',
        summary: 'Read what the key is',
        description: 'Label, scopes and expiry of the key that the request carries. Any valid key may ask.',
        response: { 200: ref(Me, 'The key that asks') },
      },
    },
    async ({ actor }) => ({
      label: actor.label,
      scopes: [...actor.scopes],
      expiresAt: actor.expiresAt?.toISOString() ?? null,
    }),
  )
}

export const me: Feature = { prefix: '/v1/editorial/me', schemas: [], routes }
