import { parseArgs } from 'node:util'
import { isKind, KINDS } from '../features/imports/rules.ts'
import { type Command, UsageError } from './command.ts'
import { importComments } from './import-comments.ts'
import { importNewsroom } from './import-newsroom.ts'

/** Takes in what was exported: a whole newsroom, or comments from elsewhere. */
export const importFile: Command = {
  help: `verbatim import FILE
verbatim import --kind ${KINDS.join('|')} FILE

Without --kind FILE is what verbatim export wrote, of a database with the same migrations. It goes into a database that
holds no newsroom yet, before a server has started on it: all of it, or nothing. The files of images go where the
settings say. The result has the first key of the new installation, unless it has one; it is told once.

With --kind comments are imported from an export of Disqus or WordPress, as through the API.`,
  plan: (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { kind: { type: 'string' } },
    })
    const [path, ...more] = positionals
    if (path === undefined || more.length > 0) throw new UsageError('Which file?')
    const { kind } = values
    if (kind === undefined) return importNewsroom(path)
    if (!isKind(kind)) throw new UsageError(`--kind is one of ${KINDS.join(', ')}`)
    return importComments(kind, path)
  },
}
