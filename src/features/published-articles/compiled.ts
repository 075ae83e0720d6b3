import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../http/feature.ts'
import type { Window } from '../../http/paging.ts'
import { serializerOf } from '../../http/serializers.ts'
import { formOf } from './compiled-form.ts'
import { findCompiled, type ListedCompiled, listCompiled, type OneView } from './compiled-store.ts'
import { articleText } from './compiled-text.ts'
import { openCompiler } from './compiler.ts'
import type { ArticleFilter } from './filter.ts'
import { alsoOf, presenter } from './list.ts'
import { type ArticleJson, toTranslation } from './present.ts'
import { Article } from './schema.ts'

/** An answer that only has to be sent. */
export interface ReadyArticle {
  text: string
  ttl: number | null
  tags: string[]
  also: string[]
}

interface ReadyPage {
  /** Up to `limit + 1`. */
  rows: ListedCompiled<string>[]
  ttl: number | null
}

/** Articles as they were compiled, for the answers that can be made of them. */
export interface CompiledArticles {
  find(by: { id: string } | { slug: string }, view: OneView): Promise<ReadyArticle | undefined>
  /** Nothing unless the whole page is compiled. */
  list(filter: ArticleFilter, window: Window): Promise<ReadyPage | undefined>
  /** Compiles what was just read without. */
  want(ids: readonly string[]): void
}

type Needed = Pick<Deps, 'db' | 'reads' | 'secrets' | 'settings'>

/** One for each database that is served, whatever features ask. */
const opened = new WeakMap<Deps['reads'], CompiledArticles>()

/** What is compiled; undefined where nothing is to be. */
export function compiledArticles(app: FastifyInstance, deps: Needed): CompiledArticles | undefined {
  if (!deps.settings.compiles) return undefined
  const known = opened.get(deps.reads) ?? open(app, deps)
  opened.set(deps.reads, known)
  return known
}

function open(app: FastifyInstance, { db, reads, secrets, settings }: Needed): CompiledArticles {
  const form = formOf(app, { secrets, settings })
  const present = presenter({ secrets, settings })
  const serialize = serializerOf<object>(app, Article)
  const write = (json: ArticleJson) => serialize(present(json, {}))
  const compiler = openCompiler({ db, form, write, log: app.log })
  app.addHook('onClose', compiler.stop)
  const byView = new Map<string, ReturnType<typeof findCompiled>>()

  return {
    want: compiler.want,
    find: async (key, view) => {
      const by = 'id' in key ? 'id' : 'slug'
      const name = `${by} ${JSON.stringify(view)}`
      const find = byView.get(name) ?? findCompiled(reads, form, by, view)
      byView.set(name, find)
      const found = await find('id' in key ? key.id : key.slug)
      if (!found) return undefined
      const translations = found.translations.map((each) => toTranslation(each, settings))
      return {
        text: articleText(found, view.body, translations),
        ttl: found.ttl,
        tags: [...found.tags.split(','), ...found.translations.map(({ id }) => `article:${id}`)],
        also: alsoOf([found]),
      }
    },
    list: async (filter, window) => {
      const { rows, ttl } = await listCompiled(reads, form, filter, window)
      const ready = rows.flatMap(({ summary, tags, ...row }) =>
        summary !== null && tags !== null ? [{ ...row, summary, tags }] : [],
      )
      if (ready.length === rows.length) return { rows: ready, ttl }
      compiler.want(rows.filter(({ summary }) => summary === null).map(({ id }) => id))
      return undefined
    },
  }
}
