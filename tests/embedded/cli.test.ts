import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, jest, test } from '@jest/globals'
import { postsXml } from '../support/article-exports.ts'
import { runCommand } from '../support/command.ts'
import { temporaryFolder } from '../support/folder.ts'

jest.setTimeout(240_000)

const home = temporaryFolder()
const migrations = readdirSync(new URL('../../prisma/migrations/', import.meta.url)).filter((name) =>
  /^\d/.test(name),
)

/** The command over a database of its own. */
const verbatim = (...args: string[]) => runCommand(home, { DATA_DIR: join(home, 'data') }, ...args)

test('a database is migrated, keys are made, listed and revoked, and the last that administers stays', async () => {
  const migrated = await verbatim('migrate', 'up')
  const status = await verbatim('migrate', 'status')
  const made = await verbatim('keys', 'create', '--label', 'Rescue', '--role', 'admin')
  const reader = await verbatim('keys', 'create', '--label', 'Site', '--role', 'reader')
  const revoked = await verbatim('keys', 'revoke', reader.lines[0].id)
  const refused = await verbatim('keys', 'revoke', made.lines[0].id)
  const listed = await verbatim('keys', 'list')

  expect([migrated.code, status.code, made.code, revoked.code, refused.code, listed.code]).toEqual([
    ...[0, 0, 0, 0, 1, 0],
  ])
  expect(status.lines).toEqual(migrations.sort().map((migration) => ({ migration, isApplied: true })))
  expect(made.lines[0].key).toMatch(/^vb_[a-z0-9]{8}_[A-Za-z0-9]{40}$/)
  expect(refused.stderr).toContain('last key that can administer')
  expect(listed.lines.map(({ label, revokedAt }) => [label, revokedAt === null])).toEqual([
    ['Site', false],
    ['Rescue', true],
  ])
  expect(listed.stdout).not.toContain(made.lines[0].key)
})

test('a newsroom is carried from one folder to another, once', async () => {
  const file = join(home, 'newsroom.ndjson.gz')
  const into = { DATA_DIR: join(home, 'other') }

  const exported = await verbatim('export', '--out', file)
  const imported = await runCommand(home, into, 'import', file)
  const keys = await runCommand(home, into, 'keys', 'list')
  const refused = await runCommand(home, into, 'import', file)

  expect([exported.code, imported.code, refused.code]).toEqual([0, 0, 1])
  expect(exported.lines).toEqual([{ file, missingFiles: 0 }])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(imported.lines[0].firstKey).toMatch(/^vb_/)
  expect(keys.lines.map(({ label }) => label)).toEqual(['First administrator'])
  expect(refused.stderr).toContain('holds a newsroom already')
})

test('articles from elsewhere are imported, published only when asked, and what does not go together is told', async () => {
  const file = join(home, 'posts.xml')
  writeFileSync(file, postsXml([{ key: '1' }, { key: '2' }]))
  const text = ['--kind', 'text_articles', file]

  const drafts = await verbatim('import', '--kind', 'wxr_articles', file)
  const again = await verbatim('import', '--kind', 'wxr_articles', '--publish', file)
  const refused = await Promise.all([
    verbatim('import', ...text),
    verbatim('import', '--language', '!!', ...text),
    verbatim('import', '--kind', 'wxr_comments', '--publish', file),
  ])

  expect([drafts.code, again.code]).toEqual([0, 0])
  expect(drafts.lines).toMatchObject([{ kind: 'wxr_articles', publish: false, imported: 2, skipped: 0 }])
  expect(again.lines).toMatchObject([{ publish: true, imported: 0, skipped: 2 }])
  expect(refused.map(({ code }) => code)).toEqual([2, 2, 2])
})

test('the doctor looks at everything, and fails where something is wrong', async () => {
  const [well, ill] = [await verbatim('doctor', '--json'), await runCommand(home, { PORT: 'x' }, 'doctor')]

  expect([well.code, ill.code]).toEqual([0, 1])
  expect(well.lines.map(({ check }) => check)).toEqual(
    expect.arrayContaining(['configuration', 'secret', 'storage', 'database', 'migrations', 'moments']),
  )
  expect(ill.stdout).toMatch(/^fail {2}configuration .*\n.*PORT/)
})

test('what is not asked properly is told on standard error with 2, and help with 0', async () => {
  const [unknown, wrong, help] = await Promise.all([
    verbatim('fly'),
    verbatim('keys', 'create', '--label', 'X', '--role', 'king'),
    verbatim('keys', '--help'),
  ])

  expect([unknown.code, wrong.code, help.code]).toEqual([2, 2, 0])
  expect(unknown.stdout).toBe('')
  expect(wrong.stderr).toContain('--role is one of')
  expect(help.stdout).toContain('verbatim keys create')
})
