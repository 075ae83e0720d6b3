import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { HELP, type Options, readOptions } from './bench/options.ts'
import { measureAll, type Result } from './bench/run.ts'
import { tableOf } from './bench/table.ts'
import { makeTarget } from './bench/target.ts'
import { withPostgres } from './postgres/server.ts'

const options = readOptions(process.argv.slice(2))
if (options) await bench(options)
else process.stdout.write(HELP)

async function bench(chosen: Options): Promise<void> {
  const results: Partial<Record<string, Result[]>> = {}
  const measureOn = async (name: string, url: string | undefined) => {
    process.stderr.write(`── ${name}: filling a newsroom with ${chosen.articles} articles\n`)
    const target = await makeTarget(url, chosen.articles)
    try {
      const measured = await measureAll(target, chosen)
      results[name] = measured
      process.stdout.write(`\n${name}\n\n${tableOf(measured)}\n\n`)
    } finally {
      target.remove()
    }
    return 0
  }
  if (chosen.databases.includes('postgres'))
    process.exitCode = await withPostgres((url) => measureOn('postgres', url))
  if (chosen.databases.includes('embedded')) await measureOn('embedded', undefined)
  const [{ model = '' } = {}, ...others] = cpus()
  const machine = { node: process.version, cores: others.length + 1, model, at: new Date().toISOString() }
  writeFileSync(chosen.json, `${JSON.stringify({ machine, options: chosen, results }, null, 2)}\n`)
}
