import { parseArgs } from 'node:util'
import { optionsOf, type Wanted } from '../features/imports/options.ts'
import { isKind, KINDS } from '../features/imports/rules.ts'
import { COMMAND_LINE, type Command, UsageError } from './command.ts'
import { importElsewhere } from './import-elsewhere.ts'
import { importNewsroom } from './import-newsroom.ts'

/** Takes in what was exported: a whole newsroom, or articles or comments from elsewhere. */
export const importFile: Command = {
  help: `verbatim import FILE
verbatim import --kind KIND [--publish] [--language TAG] FILE

Without --kind FILE is what verbatim export wrote, of a database with the same migrations. It goes into a database that
holds no newsroom yet, before a server has started on it: all of it, or nothing. The files of images go where the
settings say. The result has the first key of the new installation, unless it has one; it is told once.

With --kind articles or comments from elsewhere are imported, as through the API. KIND is one of:
${KINDS.map((kind) => `  ${kind}`).join('\n')}
With --publish articles that were public there are published; otherwise they are drafts. --language is that of articles
which do not tell theirs; text_articles needs it.`,
  plan: (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { kind: { type: 'string' }, publish: { type: 'boolean' }, language: { type: 'string' } },
    })
    const [path, ...more] = positionals
    if (path === undefined || more.length > 0) throw new UsageError('Which file?')
    const { kind, publish, language } = values
    if (kind === undefined) return importNewsroom(path)
    if (!isKind(kind)) throw new UsageError(`--kind is one of ${KINDS.join(', ')}`)
    const wanted = { kind, publish, language }
    refuseMisfit(wanted)
    return importElsewhere(wanted, path)
  },
}

/** What does not go together, or is no language. */
function refuseMisfit(wanted: Wanted): void {
  try {
    optionsOf(wanted, COMMAND_LINE.actor, { requireReview: false })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}
