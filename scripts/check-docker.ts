import { existsSync, readFileSync } from 'node:fs'
import { validate } from 'dockerfile-utils'
import { parse } from 'yaml'
import { DEFAULTS } from '../src/config/variables.ts'

// `npm run docker:check`: the Dockerfile through a linter, the compose file held to what we promise of it.
// Neither needs a Docker engine.
interface Service {
  image?: string
  build?: unknown
  container_name?: string
  ports?: string[]
  environment?: Record<string, unknown>
  volumes?: string[]
  depends_on?: Record<string, { condition?: string }>
  healthcheck?: { test?: unknown }
}
interface Compose {
  services?: Record<string, Service>
  volumes?: Record<string, unknown>
}

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')

const isThere = (name: string) => existsSync(new URL(`../${name}`, import.meta.url))

const dockerfile = read('Dockerfile')
const { services = {}, volumes = {} }: Compose = parse(read('docker-compose.yml'))
const faults = [
  ...faultsOfDockerfile(dockerfile),
  ...Object.entries(services).flatMap(faultsOfService),
  ...faultsOfScaling(),
]

if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`)
  process.exit(1)
}
process.stdout.write(
  `Dockerfile and docker-compose.yml: ${Object.keys(services).length} services, no faults\n`,
)

function faultsOfDockerfile(text: string): string[] {
  const found = validate(text).map(({ message, range }) => `Dockerfile:${range.start.line + 1} ${message}`)
  const required: [pattern: RegExp, what: string][] = [
    [/^FROM .+ AS build$/m, 'a build stage'],
    [/^USER (?!root)\w+$/m, 'a user that is not root'],
    [/^HEALTHCHECK /m, 'a health check'],
    [/^CMD \["node", ("--[a-z0-9=-]+", )*"dist\/main.js"\]$/m, 'the server started as it is'],
  ]
  const missing = required
    .filter(([pattern]) => !pattern.test(text))
    .map(([, what]) => `Dockerfile: ${what} is missing`)
  const loose = [...text.matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image).filter(isLoose)
  return [...found, ...missing, ...loose.map((image) => `Dockerfile: ${image} names no exact version`)]
}

/** `docker compose up --scale api=3`, and a proxy that finds all of them. */
function faultsOfScaling(): string[] {
  const { api, database, proxy } = services
  if (!api || !database || !proxy)
    return ['docker-compose.yml: services api, database and proxy are promised']
  const listens = /listen (\d+);/.exec(read('deploy/nginx.conf'))?.[1]
  const checks: [isWrong: boolean, message: string][] = [
    [
      api.ports !== undefined || api.container_name !== undefined,
      'docker-compose.yml: api takes a port or a name that a second one cannot have',
    ],
    [
      !read('deploy/nginx.conf').includes('server api:3000 resolve '),
      'deploy/nginx.conf: asks nobody, or looks for api only once',
    ],
    [
      !proxy.ports?.every((port) => port.endsWith(`:${listens}`)),
      'docker-compose.yml: proxy publishes a port on which nginx does not listen',
    ],
    [
      !proxy.volumes?.some((mount) => mount.startsWith('./deploy/nginx.conf:/etc/nginx/nginx.conf')),
      'docker-compose.yml: proxy has another configuration',
    ],
  ]
  return checks.filter(([isWrong]) => isWrong).map(([, message]) => message)
}

/** An image without a tag, or with one that moves from one release to the next. */
function isLoose(image: string): boolean {
  return !/:\d+\.\d+/.test(image)
}

function faultsOfService([name, service]: [string, Service]): string[] {
  const { image, build, environment = {}, healthcheck, depends_on = {}, volumes: mounts = [] } = service
  const checks: [isWrong: boolean, message: string][] = [
    [!image && !build, 'has neither image nor build'],
    [image !== undefined && isLoose(image), `${image} names no exact version`],
    [!healthcheck?.test, 'has no health check'],
    [
      Object.values(depends_on).some(({ condition }) => condition !== 'service_healthy'),
      'waits for no health',
    ],
    [Object.keys(depends_on).some((other) => !services[other]), 'depends on a service that is not there'],
    [
      mounts.map((mount) => String(mount).split(':')[0] as string).some((from) => !isMountable(from)),
      'mounts an undeclared volume, or a file that is not there',
    ],
    [
      Boolean(build) && Object.keys(environment).some((each) => !(each in DEFAULTS)),
      'sets an unknown variable',
    ],
  ]
  return checks.filter(([isWrong]) => isWrong).map(([, message]) => `docker-compose.yml: ${name} ${message}`)
}

function isMountable(from: string): boolean {
  return from.startsWith('./') ? isThere(from) : from in volumes
}
