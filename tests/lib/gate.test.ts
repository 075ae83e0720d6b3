import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { Gate } from '../../src/lib/gate.ts'

const refusal = () => new Error('too late')

test('so many at a time, the others in the order in which they came, whatever becomes of the first', async () => {
  const gate = new Gate(2, 1000)
  let [inside, most] = [0, 0]
  const order: number[] = []
  const work = (n: number) => async () => {
    most = Math.max(most, ++inside)
    order.push(n)
    await sleep(2)
    inside--
    if (n === 1) throw new Error('no luck')
    return n
  }

  const done = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => gate.pass(work(n), refusal)))

  expect([most, order]).toEqual([2, Array.from({ length: 20 }, (_, n) => n)])
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(19)
})

test('whoever waited too long is refused, and takes nobody’s turn', async () => {
  const gate = new Gate(1, 20)
  let finish = () => {}
  const long = gate.pass(() => new Promise<void>((resolve) => (finish = resolve)), refusal)
  const late = gate.pass(async () => 'late', refusal)

  await expect(late).rejects.toThrow('too late')
  finish()
  await long
  expect(await gate.pass(async () => 'next', refusal)).toBe('next')
})
