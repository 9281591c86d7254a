/** One line of the bench: what, how it did, and beside which floor. Times in ms. */
export type Line = {
  what: string
  n: number
  p50: number
  p95: number
  p99: number
  floorP50?: number
  /** p50 over the floor's p50 of the same run. */
  ratio?: number
  aim?: string
  note?: string
}

export function quantiles(times: readonly number[]): { n: number; p50: number; p95: number; p99: number } {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (q: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0)
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
export const round = (ms: number): number => Math.round(ms * 1000) / 1000

export const timed = async <T>(work: () => T | Promise<T>): Promise<{ ms: number; value: T }> => {
  const started = performance.now()
  const value = await work()
  return { ms: performance.now() - started, value }
}

/** The table people read; the JSON beside it is for machines. */
export function table(lines: readonly Line[]): string {
  const head = ['what', 'n', 'p50', 'p95', 'p99', 'floor p50', 'ratio', 'aim', 'note']
  const rows = lines.map((line) => [
    line.what,
    String(line.n),
    line.p50.toFixed(2),
    line.p95.toFixed(2),
    line.p99.toFixed(2),
    line.floorP50 === undefined ? '' : line.floorP50.toFixed(2),
    line.ratio === undefined ? '' : `${line.ratio.toFixed(2)}×`,
    line.aim ?? '',
    line.note ?? '',
  ])
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] as string).length)))
  const draw = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 || column > 6 ? cell.padEnd(widths[column] as number) : cell.padStart(widths[column] as number),
      )
      .join('  ')
  return [draw(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(draw)].join('\n')
}
