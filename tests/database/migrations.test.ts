import { expect, test } from '@jest/globals'
import { embeddedAdapter, openPGlite } from '../../src/db/embedded.ts'
import { findDrift } from '../../src/db/engine.ts'

test('no drift', async () => {
  expect(await findDrift(embeddedAdapter(await openPGlite()))).toBeUndefined()
})
