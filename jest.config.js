import { readdirSync, readFileSync } from 'node:fs'

const isPostgres = Boolean(process.env.TEST_DATABASE_URL)

/** What asks no database has been shown by the run on the embedded one. */
function testsWithoutDatabase() {
  const tests = new URL('./tests/', import.meta.url)
  const files = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.ts'),
  )
  const asks = /support\/(newsroom|database|instances|jobs|desk)\.ts'/
  return files.filter((file) => !asks.test(readFileSync(new URL(file, tests), 'utf8')))
}

/** @type {import('jest').Config} */
export default {
  testEnvironment: isPostgres ? 'node' : '<rootDir>/tests/support/environment.js',
  roots: ['<rootDir>/tests'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' } }],
    // light-my-request (CommonJS) requires cookie (ES module); Jest can only do that natively on Node 24.9 and later.
    'node_modules/(cookie|content-disposition)/.+\\.js$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'ecmascript' }, target: 'es2023' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(cookie|content-disposition)/)'],
  // What only one of the two databases can show has a folder of its own.
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(isPostgres
      ? [
          '/tests/embedded/',
          ...testsWithoutDatabase().map((file) => `/tests/${file.replaceAll('.', '\\.')}$`),
        ]
      : ['/tests/postgres/']),
  ],
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
  // The tests wait more than they work: by itself Jest leaves a core idle, of two the half.
  maxWorkers: 2,
  // Each file leaves its modules behind; a worker full of them works at half the speed.
  workerIdleMemoryLimit: '800MB',
  // One core may be loading an embedded database while a test on the other waits.
  testTimeout: 30_000,
  forceExit: true,
}
