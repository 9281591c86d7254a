/** One line of the bench: what, how it did, and beside which floor. Times in ms unless a unit is named. */
export type Line = {
  what: string
  n: number
  p50: number
  p95: number
  p99: number
  /** `ms` unless said. */
  unit?: string
  floorP50?: number
  /** p50 over the floor's p50 of the same run. */
  ratio?: number
  /** The same of the processor's time alone, which other work on the machine and the disk's mood disturb less. */
  cpuRatio?: number
  aim?: string
  note?: string
}

export const round = (ms: number): number => Math.round(ms * 1000) / 1000

/** By nearest rank: p95 of twenty is the nineteenth, not the worst. */
export function quantiles(times: readonly number[]): { n: number; p50: number; p95: number; p99: number } {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (q: number) => round(sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0)
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/** A line of one figure. */
export const single = (what: string, value: number, more: Omit<Line, 'what' | 'n' | 'p50' | 'p95' | 'p99'> = {}): Line => ({
  what,
  n: 1,
  p50: round(value),
  p95: round(value),
  p99: round(value),
  ...more,
})

/** Processor time of this process so far, ms. */
export const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

export const timed = async <T>(work: () => T | Promise<T>): Promise<{ ms: number; cpu: number; value: T }> => {
  const cpu = cpuMs()
  const started = performance.now()
  const value = await work()
  const ms = performance.now() - started
  return { ms, cpu: cpuMs() - cpu, value }
}

const figure = (value: number): string => (value >= 1000 ? String(Math.round(value)) : value.toFixed(2))
const times = (ratio: number | undefined): string => (ratio === undefined ? '' : `${ratio.toFixed(2)}×`)
const head = ['what', 'n', 'p50', 'p95', 'p99', 'unit', 'floor p50', 'ratio', 'cpu', 'aim', 'note']
const wordy = new Set([0, 5, 9, 10])

/** The table people read; the JSON beside it is for machines. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.what,
    String(line.n),
    figure(line.p50),
    figure(line.p95),
    figure(line.p99),
    line.unit ?? 'ms',
    line.floorP50 === undefined ? '' : figure(line.floorP50),
    times(line.ratio),
    times(line.cpuRatio),
    line.aim ?? '',
    line.note ?? '',
  ])
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] as string).length)))
  const draw = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        wordy.has(column) ? cell.padEnd(widths[column] as number) : cell.padStart(widths[column] as number),
      )
      .join('  ')
      .trimEnd()
  return [draw(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(draw)].join('\n')
}
