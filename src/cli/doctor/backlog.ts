import type { Config } from '../../config.ts'
import type { Reads } from '../../db/statement.ts'
import { readBacklog, readFailures } from '../../features/service/store.ts'
import { type Finding, looking, ok, warn } from './finding.ts'

const LATE_SECONDS = 5
const QUEUE_LONG = 1000

/** What has not been done, of a newsroom whose tables are there. */
export const lookAtBacklog = (config: Config, reads: Reads): Promise<Finding[]> =>
  looking('backlog', 'The log of the server says more.', async () => {
    const [backlog, failures] = [await readBacklog(reads), await readFailures(reads)]
    return [
      moments(backlog.momentsLateSeconds),
      queues(backlog),
      webhooks(failures),
      mails(failures),
      administrators(config, failures.administrators),
    ]
  })

function moments(late: number): Finding {
  if (late <= LATE_SECONDS) return ok('moments', 'No publication, embargo or expiry waits to be recorded.')
  const advice = 'They are visible in time all the same. A server that runs records them: is one running?'
  return warn('moments', `The oldest that has come waits for ${Math.round(late)} s.`, advice)
}

function queues({
  webhooks: hooks,
  mails: letters,
  imports,
  moderation,
}: Awaited<ReturnType<typeof readBacklog>>) {
  const detail = `Waiting: ${hooks} webhooks, ${letters} mails, ${imports} imports, ${moderation} comments.`
  const advice = 'Is a server running, and do receivers and the mail server answer?'
  return Math.max(hooks, letters) > QUEUE_LONG ? warn('queues', detail, advice) : ok('queues', detail)
}

type Failures = Awaited<ReturnType<typeof readFailures>>

function webhooks({ failedWebhooks, disabledEndpoints }: Failures): Finding {
  if (failedWebhooks + disabledEndpoints === 0) return ok('webhooks', 'None was given up in the last week.')
  const detail = `${failedWebhooks} were given up in the last week; ${disabledEndpoints} endpoints were disabled for failing.`
  return warn('webhooks', detail, 'GET /v1/admin/webhook-endpoints shows why; deliveries can be replayed.')
}

function mails({ failedMails }: Failures): Finding {
  if (failedMails === 0) return ok('mail', 'None was given up in the last week.')
  return warn(
    'mail',
    `${failedMails} were given up in the last week.`,
    'outgoing_mail.failure has the codes.',
  )
}

function administrators({ adminKey }: Config, count: number): Finding {
  if (adminKey !== undefined) return ok('administrators', 'ADMIN_KEY administers.')
  if (count > 0) return ok('administrators', `${count} keys can administer.`)
  const advice = 'The first start makes one. Afterwards: npx verbatim keys create --label Rescue --role admin'
  return warn('administrators', 'No key can administer.', advice)
}
