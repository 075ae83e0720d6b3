import { type Static, Type } from 'typebox'
import { closed, Id, Language, named, Timestamp } from '../../http/schemas.ts'
import { PROVIDERS } from '../../lib/captcha-provider.ts'
import { ACTIONS, ANSWER_PATTERN, ATTEMPTS, LANGUAGES } from './rules.ts'

const exampleToken =
  'eyJhcnQiOm51bGwsImF1ZCI6ImNvbW1lbnQuY3JlYXRlIn0.3p0kzqF7lqg0bq6yJt1m0cKq4n1xYd3m9sJb2rV8uQw'

const Token = Type.String({
  minLength: 1,
  maxLength: 1000,
  description: 'The challenge’s token.',
  examples: [exampleToken],
})
const Answer = Type.String({
  pattern: ANSWER_PATTERN,
  description: 'The result as text: one to four decimal digits, of any script.',
  examples: ['65'],
})
const Pass = Type.String({
  minLength: 1,
  maxLength: 1000,
  description: 'What `POST /v1/captcha/verify` answered.',
  examples: [exampleToken],
})

const kind = Type.Enum(['arithmetic', 'pow', 'provider'], {
  description:
    '`arithmetic` is a sum for people, `pow` work for the reader’s machine in the format of the ALTCHA widget, `provider` says which other service this newsroom shows captchas of (422 when none).',
})

export const NewChallenge = named(
  'NewCaptchaChallenge',
  closed(
    {
      action: Type.Enum([...ACTIONS], { description: 'What it will be spent on, and on nothing else.' }),
      articleId: Type.Optional({
        ...Id,
        description: 'Binds the challenge to this article. Whether there is such an article is not said.',
      }),
      kind: Type.Optional(kind),
      language: Type.Optional({
        ...Language,
        description: `Language of \`prompt.spoken\`: ${LANGUAGES.join(', ')}; English for all others.`,
      }),
    },
    { examples: [{ action: 'comment.create', language: 'en' }] },
  ),
)
export type NewChallenge = Static<typeof NewChallenge>

export const ChallengeQuery = closed({
  kind: Type.Optional({ ...kind, description: '`pow` by default: the widget asks for it like this.' }),
  action: Type.Optional(
    Type.Enum([...ACTIONS], { description: 'What it will be spent on; `comment.create` by default.' }),
  ),
  articleId: Type.Optional({ ...Id, description: 'Binds the challenge to this article.' }),
  language: Type.Optional({ ...Language, description: 'Of `prompt.spoken`.' }),
})

export const Challenge = named(
  'CaptchaChallenge',
  Type.Object(
    {
      token: Token,
      kind: Type.Enum(['arithmetic']),
      expiresAt: Timestamp,
      attempts: Type.Integer({ description: 'Wrong answers that it bears.', examples: [ATTEMPTS] }),
      prompt: Type.Object({
        text: Type.String({
          description: 'Two operands in ASCII digits joined by +, − or ×.',
          examples: ['47 + 18 ='],
        }),
        spoken: Type.String({
          description: 'The same for those who hear the page.',
          examples: ['What is 47 plus 18?'],
        }),
        language: Type.String({ description: 'Of `spoken`.', examples: ['en'] }),
      }),
    },
    {
      examples: [
        {
          token: exampleToken,
          kind: 'arithmetic',
          expiresAt: '2026-03-14T09:46:53.000Z',
          attempts: 3,
          prompt: { text: '47 + 18 =', spoken: 'What is 47 plus 18?', language: 'en' },
        },
      ],
    },
  ),
)
export type Challenge = Static<typeof Challenge>

export const PowChallenge = named(
  'AltchaChallenge',
  Type.Object(
    {
      parameters: Type.Object({
        algorithm: Type.String({ examples: ['PBKDF2/SHA-256'] }),
        nonce: Type.String(),
        salt: Type.String(),
        cost: Type.Integer({ description: 'Iterations of each derivation.' }),
        keyLength: Type.Integer(),
        keyPrefix: Type.String({
          description: 'How the key that is looked for begins, in hexadecimal digits.',
        }),
        expiresAt: Type.Integer({ description: 'Seconds since 1970.' }),
        data: Type.Record(Type.String(), Type.Unknown(), { description: 'What the challenge is bound to.' }),
      }),
      signature: Type.String(),
    },
    {
      description:
        'As the ALTCHA widget takes it, version 3. What the widget makes of it is sent as `captcha.payload`.',
      examples: [
        {
          parameters: {
            algorithm: 'PBKDF2/SHA-256',
            nonce: '2f1a6c0d9be84d53a7c4e1f0b3d59872',
            salt: '90c2b7de41aa4f6f8b12d3e4f5a60718',
            cost: 1000,
            keyLength: 32,
            keyPrefix: '5b0f3a9c1d2e4f60718293a4b5c6d7e8',
            expiresAt: 1773481613,
            data: { v: 1, kid: 'Zq3xT0aB', jti: 'g3m9sJb2rV8uQw3p0kzqFg', aud: 'comment.create', art: null },
          },
          signature: '3b9d5f1e7a2c4860b1d3f5e7092a4c6e8f01b3d5f7092a4c6e8f01b3d5f7092a',
        },
      ],
    },
  ),
)

export const ProviderChallenge = named(
  'ProviderChallenge',
  Type.Object(
    {
      kind: Type.Enum(['provider']),
      provider: Type.Enum([...PROVIDERS]),
      siteKey: Type.String({ description: 'For the service’s own widget.' }),
      action: Type.String({ description: 'To be given to the widget, where it takes one.' }),
    },
    {
      examples: [
        {
          kind: 'provider',
          provider: 'turnstile',
          siteKey: '1x00000000000000000000AA',
          action: 'comment_create',
        },
      ],
    },
  ),
)
export type ProviderChallenge = Static<typeof ProviderChallenge>

export const AnyChallenge = named(
  'AnyCaptchaChallenge',
  Type.Union([Type.Ref('CaptchaChallenge'), Type.Ref('AltchaChallenge'), Type.Ref('ProviderChallenge')]),
)
export type AnyChallenge = Challenge | Static<typeof PowChallenge> | ProviderChallenge

export const Solution = named(
  'CaptchaSolution',
  closed({ token: Token, answer: Answer }, { examples: [{ token: exampleToken, answer: '65' }] }),
)
export type Solution = Static<typeof Solution>

export const SolvedCaptcha = named(
  'SolvedCaptcha',
  Type.Object(
    {
      pass: Pass,
      expiresAt: { ...Timestamp, description: 'The same instant at which the challenge would have expired.' },
    },
    { examples: [{ pass: exampleToken, expiresAt: '2026-03-14T09:46:53.000Z' }] },
  ),
)
export type SolvedCaptcha = Static<typeof SolvedCaptcha>

/** What a request that costs a captcha carries. */
export const Captcha = named(
  'Captcha',
  closed(
    {
      token: Type.Optional(Token),
      answer: Type.Optional(Answer),
      pass: Type.Optional(Pass),
      payload: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 4000,
          description: 'What the ALTCHA widget gives: JSON in base64.',
        }),
      ),
      providerToken: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 8192,
          description: 'What the widget of the other service gives, where this newsroom uses one.',
        }),
      ),
    },
    {
      description:
        'Either `token` with `answer`, or the `pass` of a challenge that was solved before, or what a widget gave.',
      oneOf: [
        { required: ['token', 'answer'], maxProperties: 2 },
        { required: ['pass'], maxProperties: 1 },
        { required: ['payload'], maxProperties: 1 },
        { required: ['providerToken'], maxProperties: 1 },
      ],
      examples: [{ token: exampleToken, answer: '65' }],
    },
  ),
)
export type Captcha = Static<typeof Captcha>

export const schemas = [
  NewChallenge,
  Challenge,
  PowChallenge,
  ProviderChallenge,
  AnyChallenge,
  Solution,
  SolvedCaptcha,
  Captcha,
]
