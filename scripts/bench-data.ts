import { fill } from './bench/data/fill.ts'
import { HELP, readOptions } from './bench/data/options.ts'

const options = readOptions(process.argv.slice(2))
const url = process.env.DATABASE_URL
if (!options) process.stdout.write(HELP)
else if (!url) throw new Error('DATABASE_URL names the empty PostgreSQL database that is to be filled.')
else
  await fill(url, options, (step) =>
    process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${step}\n`),
  )
