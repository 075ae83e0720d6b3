/**
 * Lets those who ask for the same thing at once share the answer. It is always one that was begun after they
 * asked: who comes while one is on its way waits for the next, so that nobody is told what has been.
 */
export function together<T>(ask: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const running = new Map<string, Promise<void>>()
  const next = new Map<string, Promise<T>>()

  const begin = (name: string): Promise<T> => {
    next.delete(name)
    const answer = ask(name)
    const ended = answer.then(
      () => void running.delete(name),
      () => void running.delete(name),
    )
    running.set(name, ended)
    return answer
  }

  return (name) => {
    const shared = next.get(name)
    if (shared) return shared
    const current = running.get(name)
    if (!current) return begin(name)
    const following = current.then(() => begin(name))
    next.set(name, following)
    return following
  }
}
