import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { readerSite } from '../examples/reader/serve.ts'

// `npm run example:reader`: the example site on a port of its own, reading from an API that runs already.
const HELP = `npm run example:reader -- [--api URL] [--port N]

  --api URL   where the API answers, http://127.0.0.1:3000 unless said otherwise
  --port N    where the site answers, 8080 unless said otherwise; 0 takes a free one
  --help      shows this

For a demo to read: DEMO=1 SITE_URL=http://localhost:8080 npm start
`

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        api: { type: 'string', default: 'http://127.0.0.1:3000' },
        port: { type: 'string', default: '8080' },
        help: { type: 'boolean', default: false },
      },
    })
    const port = Number(values.port)
    if (!/^\d{1,5}$/.test(values.port) || port > 65_535) throw new Error(`--port: ${values.port} is none`)
    if (!/^https?:\/\//.test(values.api) || !URL.canParse(values.api))
      throw new Error(`--api: ${values.api} is no address of a server`)
    return { ...values, port }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${HELP}`)
    return undefined
  }
}

const options = readOptions()
if (!options) process.exitCode = 1
else if (options.help) process.stdout.write(HELP)
else serve(options)

function serve({ api, port }: { api: string; port: number }): void {
  const server = readerSite(api)
  server.on('error', (error) => {
    process.stderr.write(`The site cannot start: ${error.message}\n`)
    process.exitCode = 1
  })
  server.listen(port, '127.0.0.1', () => {
    const { port: taken } = server.address() as AddressInfo
    process.stdout.write(`http://localhost:${taken} reads from ${api}\n`)
  })
}
