import type { Feature } from '../../http/feature.ts'
import { ref } from '../../http/schemas.ts'
import { Challenge, NewChallenge, Solution, SolvedCaptcha, schemas } from './schema.ts'
import { issueChallenge, verifyCaptcha } from './store.ts'

const tags = ['captcha']
const access = 'public' as const
const rateClass = 'captcha' as const
const bodyLimit = 4096

const routes: Feature['routes'] = async (app, { db, secrets }) => {
  app.post(
    '/challenge',
    {
      bodyLimit,
      config: { access, rateClass },
      schema: {
        tags,
        operationId: 'createCaptchaChallenge',
        summary: 'Get a captcha',
        description:
          'A small sum, good for 20 minutes, one action and, when named, one article. It prices comments in bulk; what readers see is decided by moderators.',
        body: ref(NewChallenge),
        response: { 201: ref(Challenge, 'A new challenge, never the same twice') },
      },
    },
    async (request, reply) => reply.code(201).send(issueChallenge(secrets, request.body)),
  )

  app.post(
    '/verify',
    {
      bodyLimit,
      config: { access, rateClass, problems: [409, 422] },
      schema: {
        tags,
        operationId: 'verifyCaptcha',
        summary: 'Check the answer before it is needed',
        description:
          'Changes a token and its answer for a pass, which is sent instead of both. Token and pass are the same captcha: spending one spends the other. Wrong answers are counted; after three the captcha is of no use.',
        body: ref(Solution),
        response: { 200: ref(SolvedCaptcha, 'The pass') },
      },
    },
    (request) => verifyCaptcha(db, secrets, request.body),
  )
}

export const captcha: Feature = { prefix: '/v1/captcha', schemas, routes }
