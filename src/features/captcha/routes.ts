import type { Feature } from '../../http/feature.ts'
import { ref } from '../../http/schemas.ts'
import { issueChallenge } from './issue.ts'
import { verifyCaptcha } from './prove.ts'
import { AnyChallenge, ChallengeQuery, NewChallenge, Solution, SolvedCaptcha, schemas } from './schema.ts'

const tags = ['captcha']
const access = 'public' as const
const rateClass = 'captcha' as const
const bodyLimit = 4096

const routes: Feature['routes'] = async (app, deps) => {
  app.post(
    '/challenge',
    {
      bodyLimit,
      config: { access, rateClass, problems: [422] },
      schema: {
        tags,
        operationId: 'createCaptchaChallenge',
        summary: 'Get a captcha',
        description:
          'A small sum for people, or work for their machine: good for 20 minutes, one action and, when named, one article. It prices comments in bulk; what readers see is decided by moderators.',
        body: ref(NewChallenge),
        response: { 201: ref(AnyChallenge, 'A new challenge, never the same twice') },
      },
    },
    async (request, reply) => reply.code(201).send(await issueChallenge(deps, request.body, request.ip)),
  )

  app.get(
    '/challenge',
    {
      config: { access, rateClass, problems: [422] },
      schema: {
        tags,
        operationId: 'getCaptchaChallenge',
        summary: 'Get a captcha as widgets ask for one',
        description:
          'The same as `POST`, for widgets that are given an address: `<altcha-widget challenge="…/v1/captcha/challenge?kind=pow&articleId=…">`. Every answer is a new challenge.',
        querystring: ChallengeQuery,
        response: { 200: ref(AnyChallenge, 'A new challenge, never the same twice') },
      },
    },
    (request) =>
      issueChallenge(deps, { kind: 'pow', action: 'comment.create', ...request.query }, request.ip),
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
    (request) => verifyCaptcha(deps, request.body, request.ip),
  )
}

export const captcha: Feature = { prefix: '/v1/captcha', schemas, routes }
