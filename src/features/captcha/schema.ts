import { type Static, Type } from 'typebox'
import { closed, Id, Language, named, Timestamp } from '../../http/schemas.ts'
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

export const NewChallenge = named(
  'NewCaptchaChallenge',
  closed(
    {
      action: Type.Enum([...ACTIONS], { description: 'What it will be spent on, and on nothing else.' }),
      articleId: Type.Optional({
        ...Id,
        description: 'Binds the challenge to this article. Whether there is such an article is not said.',
      }),
      kind: Type.Optional(Type.Enum(['arithmetic'], { description: 'A sum to be solved by a person.' })),
      language: Type.Optional({
        ...Language,
        description: `Language of \`prompt.spoken\`: ${LANGUAGES.join(', ')}; English for all others.`,
      }),
    },
    { examples: [{ action: 'comment.create', language: 'en' }] },
  ),
)
export type NewChallenge = Static<typeof NewChallenge>

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
    },
    {
      description: 'Either `token` with `answer`, or the `pass` of a challenge that was solved before.',
      oneOf: [
        { required: ['token', 'answer'], maxProperties: 2 },
        { required: ['pass'], maxProperties: 1 },
      ],
      examples: [{ token: exampleToken, answer: '65' }],
    },
  ),
)
export type Captcha = Static<typeof Captcha>

export const schemas = [NewChallenge, Challenge, Solution, SolvedCaptcha, Captcha]
