// npm run bench: times the real paths beside the raw-SQLite floor of the same run; prints a table and writes JSON.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ipcBench, startBench, typingBench } from './app.ts'
import { blocksBench } from './blocks.ts'
import { clerkBench } from './clerk.ts'
import { creditingBench } from './crediting.ts'
import { findingBench } from './finding.ts'
import { listsBench, valuationBench } from './lists.ts'
import { type Line, table } from './measure.ts'
import { paperBench } from './paper.ts'
import { postingBench } from './posting.ts'
import { receivingBench } from './receiving.ts'
import { returnsBench } from './returns.ts'

const { values: options } = parseArgs({
  options: {
    /** Parts to run, by name; all without it. */
    only: { type: 'string', multiple: true },
    /** Also on a book of 1,000,000 lines, which takes minutes to make the first time. */
    big: { type: 'boolean' },
    count: { type: 'string', default: '300' },
  },
})
const count = Number(options.count)
const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Floors by lines of a bill, for the parts that have none of their own. */
const floors = new Map<number, number>()
const noteFloors = (lines: Line[]): Line[] => {
  for (const { what, floorP50 } of lines) if (floorP50 !== undefined) floors.set(Number(/\d+/.exec(what)?.[0]), floorP50)
  return lines
}

const parts: Record<string, (folder: string) => Promise<Line[]>> = {
  posting: async (folder) =>
    noteFloors(
      await postingBench(
        folder,
        { items: 2000, customers: 200, bills: 2000, linesPerBill: 10 },
        '20,000 lines in the book',
        count,
        say,
      ),
    ),
  'posting-big': (folder) =>
    postingBench(
      folder,
      { items: 5000, customers: 500, bills: 50_000, linesPerBill: 20 },
      '1,000,000 lines in the book',
      count,
      say,
    ),
  receiving: (folder) => receivingBench(folder, Math.min(count, 100), say),
  crediting: (folder) => creditingBench(folder, Math.min(count, 150), say),
  valuation: (folder) => valuationBench(folder, say),
  lists: (folder) =>
    listsBench(folder, { items: 2000, customers: 200, bills: 2000, linesPerBill: 10 }, '20,000 lines in the book', say),
  'lists-big': (folder) =>
    listsBench(folder, { items: 5000, customers: 500, bills: 50_000, linesPerBill: 20 }, '1,000,000 lines in the book', say),
  ipc: (folder) => ipcBench(folder, count, floors, say),
  search: (folder) => findingBench(folder, say),
  clerk: (folder) => clerkBench(folder, 15, say),
  typing: (folder) => typingBench(folder, 60, say),
  gstr1: (folder) => returnsBench(folder, say),
  paper: (folder) => paperBench(folder, say),
  start: (folder) => startBench(folder, say),
  blocks: (folder) => blocksBench(folder, say),
}
const asked = options.only?.flatMap((names) => names.split(','))
const unknown = asked?.find((name) => !(name in parts))
if (unknown) {
  say(`There is no part ${unknown}. Parts: ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}
const wanted = asked ?? Object.keys(parts).filter((name) => !name.endsWith('-big') || options.big)

const lines: Line[] = []
const failed: string[] = []
for (const name of wanted) {
  say(`${name} …`)
  const folder = mkdtempSync(join(tmpdir(), `bahi-bench-${name}-`))
  try {
    lines.push(...((await parts[name]?.(folder)) ?? []))
  } catch (error) {
    failed.push(name)
    say(`  ${name} failed: ${(error as Error).stack}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
const out = join(import.meta.dirname, '../test-results')
mkdirSync(out, { recursive: true })
const machine = { node: process.version, processors: cpus().length, model: cpus()[0]?.model, platform: process.platform }
writeFileSync(
  join(out, 'bench.json'),
  `${JSON.stringify({ at: new Date().toISOString(), ...machine, failed, lines }, null, 2)}\n`,
)
process.stdout.write(`${table(lines)}\n`)
if (failed.length) process.stdout.write(`failed: ${failed.join(', ')}\n`)
process.exitCode = failed.length ? 1 : 0
