/** A key that this start made: it is shown here and nowhere else. */
export interface ShownKey {
  role: string
  key: string
}

/** What a person at a terminal wants to know; goes to standard error, since standard output is the log. */
export function banner(address: string, keys: readonly ShownKey[]): string {
  const key = keys.find(({ role }) => role === 'editor') ?? keys[0]
  const shown = keys.map(({ role, key: text }) => `    ${role.padEnd(12)} ${text}`)
  return [
    '',
    `  Verbatim answers at ${address}`,
    `  Documentation:      ${address}/docs`,
    ...(shown.length > 0 ? ['', '  Keys, shown this once:', ...shown] : []),
    '',
    '  Try:',
    `    curl ${address}/v1/articles`,
    `    curl -H "Authorization: Bearer ${key?.key ?? 'vb_…'}" ${address}/v1/editorial/me`,
    '',
    '',
  ].join('\n')
}
