import { messages, type PGlite, type Transaction } from '@electric-sql/pglite'

declare global {
  /** What tests/support/environment.js offers. */
  var sharedEngine: (dumpPath: string) => Promise<PGlite>
}

type Asked = PGlite | Transaction

/**
 * The engine that all test files of a worker share. It lives outside of this file's world, whose classes its
 * errors therefore are not of; here they become so.
 */
export const openSharedEngine = async (dumpPath: string): Promise<PGlite> =>
  atHome(await globalThis.sharedEngine(dumpPath))

function atHome<Engine extends Asked>(engine: Engine): Engine {
  return new Proxy(engine, {
    get(target, name) {
      const member = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      if (name === 'transaction') {
        return (work: (tx: Transaction) => Promise<unknown>) =>
          member.call(target, (tx: Transaction) => work(atHome(tx)))
      }
      return (...args: unknown[]) => homely(member.apply(target, args))
    },
  })
}

/** The same result; of a promise that fails with the database's refusal, the refusal as this file knows it. */
function homely(result: unknown): unknown {
  if (!(typeof result === 'object' && result !== null && 'catch' in result)) return result
  return (result as Promise<unknown>).catch((error: object) => {
    if ('severity' in error) Object.setPrototypeOf(error, messages.DatabaseError.prototype)
    throw error
  })
}
