/** A pure function that remembers what it made of the last `max` keys: for what is slow to make and never changes. */
export function remembered<T>(max: number, make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>()
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    const [oldest] = made.keys()
    if (made.size >= max && oldest !== undefined) made.delete(oldest)
    const fresh = make(key)
    made.set(key, fresh)
    return fresh
  }
}
