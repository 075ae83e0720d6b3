import type { DestinationStream } from 'pino'

/** So many lines are written at a time, */
const LINES_MAX = 64
/** or whatever there is after so long. */
const WAIT_MS = 100

interface LogLines extends DestinationStream {
  /** Hands over what is left. */
  flush(): void
}

/**
 * Lines for a stream, many at a time, up to a length: a stream that is given one at a time measures the whole again for each, which
 * costs more than making the line.
 */
export function collectLines(stream: DestinationStream, lengthMax = Number.POSITIVE_INFINITY): LogLines {
  let lines: string[] = []
  let length = 0
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (lines.length === 0) return
    stream.write(lines.join(''))
    lines = []
    length = 0
  }
  return {
    write: (line) => {
      if (length + line.length > lengthMax) flush()
      lines.push(line)
      length += line.length
      if (lines.length === LINES_MAX) flush()
      else timer ??= setTimeout(flush, WAIT_MS).unref()
    },
    flush,
  }
}
