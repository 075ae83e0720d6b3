import type { FastifyBaseLogger } from 'fastify'
import { inTurn } from '../../db/act.ts'
import type { Database } from '../../db/client.ts'
import { mayCompile, readVisible, storeCompiled } from '../../db/compiled.ts'
import { onPurge } from '../../db/purges.ts'
import { articleJson } from './article-json.ts'
import { takeApart } from './compiled-text.ts'
import { tagsOf } from './list.ts'
import type { ArticleJson } from './present.ts'

interface Options {
  db: Database
  /** Under what it is kept. */
  form: string
  /** The text of an article with its body in HTML and all that can be included, as its schema writes it. */
  write: (json: ArticleJson) => string
  log: FastifyBaseLogger
}

export interface Compiler {
  /** Compiles these soon, where readers can see them. What cannot be compiled now is wanted again by its next reader. */
  want(ids: readonly string[]): void
  stop(): Promise<void>
}

/** More than this can wait for its next reader. */
const WAITING_MAX = 1000
/** Changes of names wait while a batch is compiled. */
const BATCH_MAX = 20

/** Compiles articles behind what readers wait for: after their publication, and after they were read uncompiled. */
export function openCompiler({ log, ...options }: Options): Compiler {
  const waiting = new Set<string>()
  let working: Promise<void> | undefined

  const work = async () => {
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, BATCH_MAX)
      for (const id of batch) waiting.delete(id)
      await compile(options, batch)
    }
  }
  const want = (ids: readonly string[]) => {
    for (const id of ids) if (waiting.size < WAITING_MAX) waiting.add(id)
    working ??= work()
      .catch((err: unknown) => log.warn({ err }, 'articles could not be compiled'))
      .finally(() => {
        working = undefined
      })
  }
  onPurge(options.db, (tags) => {
    const changed = tags.filter((tag) => tag.startsWith('article:'))
    if (changed.length > 0) want(changed.map((tag) => tag.slice('article:'.length)))
  })
  return {
    want,
    stop: async () => {
      waiting.clear()
      await working
    },
  }
}

const WHAT = articleJson('html', { quotes: true, speakers: true, corrections: true })

const compile = ({ db, form, write }: Omit<Options, 'log'>, ids: readonly string[]): Promise<void> =>
  inTurn(db, async (tx) => {
    // The lock comes first: what is read after it stays true until this commits.
    if (!(await mayCompile(tx))) return
    const rows = await readVisible<ArticleJson>(tx, WHAT, ids)
    const compiled = rows.map(({ editionId, epoch, json }) => ({
      ...{ articleId: json.id, editionId, form, epoch, tags: [...new Set(tagsOf([json]))] },
      ...takeApart(write(json)),
    }))
    await storeCompiled(tx, compiled)
  })
