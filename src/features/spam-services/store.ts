import type { Transaction } from '../../db/client.ts'
import type { Lesson } from '../../lib/comment-checks.ts'

/** Notes what was said of the words, in place of that it is waited for. */
export async function noteOutcome(
  tx: Transaction,
  { id, revisionId }: { id: string; revisionId: string },
  { reasons, score }: { reasons: readonly string[]; score: number },
): Promise<void> {
  await tx.$executeRaw`
    update comment_revision
    set reasons = array_remove(reasons, 'awaiting-check') || ${[...reasons]}::text[], score = score + ${score}::int
    where id = ${revisionId}::uuid`
  await tx.$executeRaw`
    update comment c set reasons = r.reasons, score = r.score from comment_revision r
    where c.id = ${id}::uuid and r.id = c.head_revision_id`
}

/** The mode of comments under a visible article, as articles and the site's policy have it now. */
export async function findMode(tx: Transaction, articleId: string): Promise<string | undefined> {
  const [row] = await tx.$queryRaw<{ mode: string }[]>`
    select comment_mode::text as mode from visible_edition where article_id = ${articleId}::uuid`
  return row?.mode
}

const MARK = 'spam-services'

/**
 * What moderators decided since the last look, if it is a lesson: spam that was taken for a comment, and the
 * other way round. The mark is moved on with the look: a lesson is told once, or never.
 */
export async function takeLessons(tx: Transaction, atMost: number): Promise<Lesson[]> {
  await tx.$executeRaw`
    insert into job_mark (name, position) select ${MARK}, coalesce(max(sequence), 0) from event
    on conflict do nothing`
  await tx.$queryRaw`select position from job_mark where name = ${MARK} for update`
  const rows = await tx.$queryRaw<(Lesson & { sequence: bigint })[]>`
    select e.sequence, case e.type when 'comment.spam' then 'spam' else 'ham' end as kind,
      c.parent_id as "parentId", c.author_name as "authorName", r.body
    from event e
    join moderation_event d on d.comment_id = e.subject_id and d.version = e.version and d.decided_by = 'human'
    join comment c on c.id = d.comment_id
    join comment_revision r on r.id = d.revision_id
    where e.sequence > (select position from job_mark where name = ${MARK})
      and (e.type = 'comment.spam' or (e.type = 'comment.approved' and d."from" = 'spam')) and r.body <> ''
      -- Sequences are drawn before the commit: what is this old is there, or never will be.
      and e.occurred_at < now() - interval '10 seconds'
    order by e.sequence limit ${atMost}`
  const last = rows.at(-1)?.sequence
  if (last !== undefined) await tx.jobMark.update({ where: { name: MARK }, data: { position: last } })
  return rows.map(({ sequence: _, ...lesson }) => lesson)
}
