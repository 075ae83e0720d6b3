import type { Reads } from '../../db/statement.ts'
import type { Patience } from '../../http/held-requests.ts'
import { followLog } from './follower.ts'
import { type LogPage, type LogWindow, lastPosition, readLog } from './store.ts'

/** The log of public events, to be read and to be waited for. */
export interface Feed {
  /** What is there at this moment. */
  read(window: LogWindow): Promise<LogPage>
  /** What comes behind the end of a page; empty when patience ended before. */
  waitBehind(page: LogPage, window: LogWindow, patience: Patience): Promise<LogPage>
}

export function openFeed(reads: Reads): Feed {
  const follower = followLog(() => lastPosition(reads))
  const readTogether = together((window: LogWindow) => readLog(reads, window))

  return {
    read: (window) => readLog(reads, window),
    waitBehind: async (page, window, { signal, ms }) => {
      const until = Date.now() + ms
      let { end } = page
      for (;;) {
        await follower.grown(end[0], { signal, ms: until - Date.now() })
        const next = await readTogether({ ...window, after: end })
        if (next.rows.length > 0 || signal.aborted || Date.now() >= until) return next
        end = next.end
      }
    },
  }
}

/**
 * Many stand at the end of the log and want the same page when it grows: it is read once for those who ask
 * while it is being read.
 */
function together(read: (window: LogWindow) => Promise<LogPage>) {
  const reading = new Map<string, Promise<LogPage>>()
  return (window: LogWindow): Promise<LogPage> => {
    const key = JSON.stringify(window)
    const running = reading.get(key) ?? read(window).finally(() => reading.delete(key))
    reading.set(key, running)
    return running
  }
}
