import type { Secrets } from '../../../lib/secrets.ts'
import { authorDigest } from '../../comment-addresses/rules.ts'
import { type Rendered, render } from '../../comments/render.ts'
import { hasPiledMarks, isInkless } from '../../comments/rules.ts'
import { BODY_MAX, NAME_MAX } from '../../comments/schema.ts'
import type { Finding } from '../rules.ts'
import { cut, lineOf } from '../text.ts'
import type { Ordered } from './order.ts'
import { type Exported, timeOf } from './rules.ts'
import { wordsOf } from './words.ts'

/** A comment in the form that comments have here. */
export interface Prepared extends Rendered {
  key: string
  slug: string
  parentKey: string | null
  authorName: string
  authorHash: Uint8Array<ArrayBuffer> | null
  body: string
  createdAt: Date
  isApproved: boolean
  findings: readonly Finding[]
}

interface Means {
  secrets: Secrets
  /** Nothing was written later than that. */
  now: number
}

/** The comment as it is kept here, or why it is not. */
export function prepare({ comment, parentKey, finding, leftOut }: Ordered, means: Means): Prepared | Finding {
  if (leftOut) return leftOut
  const all = wordsOf(comment.html)?.normalize('NFC')
  if (all === undefined) return 'unreadable'
  const body = cut(all, BODY_MAX)
  const rendered = render(body)
  if (isInkless(rendered.text.replace(/^> /gm, ''))) return 'empty'
  if (hasPiledMarks(rendered.text)) return 'unreadable'
  const name = nameOf(comment)
  const { at, isTold } = timeOf(comment.createdAt, means.now)
  const findings: (Finding | false | undefined)[] = [
    finding,
    body !== all && 'too-long',
    name === undefined && 'name-missing',
    !isTold && 'date-out-of-range',
  ]
  return {
    ...rendered,
    key: comment.key,
    slug: comment.slug,
    parentKey,
    authorName: name ?? 'Anonymous',
    authorHash: hashOf(comment, means.secrets),
    body,
    createdAt: at,
    isApproved: comment.status === 'approved',
    findings: findings.filter((each) => typeof each === 'string'),
  }
}

function nameOf({ authorName }: Exported): string | undefined {
  const name = cut(lineOf(authorName), NAME_MAX)
  return isInkless(name) || hasPiledMarks(name) ? undefined : name
}

const EMAIL = /^[^\s@"<>]{1,64}@[^\s@"<>]{1,255}$/

/** Whoever asks for what an address wrote is given this, too. */
const hashOf = ({ email }: Exported, secrets: Secrets) =>
  EMAIL.test(email) ? authorDigest(secrets, email) : null
