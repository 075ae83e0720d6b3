import type { Result } from './run.ts'

const COLUMNS = [
  ...['row', 'bytes', 'floor/s', 'ours/s', 'ratio', 'floor µs', 'ours µs', 'p50 ms', 'p99 ms', 'SQL', 'MB'],
] as const

/** A table in Markdown, with its columns in line. */
export function tableOf(results: readonly Result[]): string {
  const lines = results.map(({ name, bytes, floor, ours, ratio, statements, resident }) => [
    name,
    String(bytes),
    whole(floor.perSecond),
    whole(ours.perSecond),
    ratio.toFixed(2),
    whole(floor.processorUs),
    whole(ours.processorUs),
    String(ours.p50),
    String(ours.p99),
    whole(statements),
    whole(resident),
  ])
  const widths = COLUMNS.map((title, i) =>
    Math.max(title.length, ...lines.map((line) => line[i]?.length ?? 0)),
  )
  const toLine = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [toLine(COLUMNS), rule, ...lines.map(toLine)].join('\n')
}

const whole = (value: number | undefined) => (value === undefined ? '' : String(Math.round(value)))
