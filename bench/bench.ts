// npm run bench: times the real paths beside the raw-SQLite floor of the same run; prints a table and writes JSON.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Line, table } from './measure.ts'
import { postingBench } from './posting.ts'

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    /** Also on a book of 1,000,000 lines, which takes minutes to make the first time. */
    big: { type: 'boolean' },
    count: { type: 'string', default: '300' },
  },
})
const count = Number(options.count)
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const wanted = (name: string): boolean => !options.only || options.only.includes(name)

const parts: [string, (folder: string) => Promise<Line[]>][] = [
  [
    'posting',
    (folder) =>
      postingBench(
        folder,
        { items: 2000, customers: 200, bills: 2000, linesPerBill: 10 },
        '20,000 lines in the book',
        count,
        say,
      ),
  ],
]
if (options.big)
  parts.push([
    'posting-big',
    (folder) =>
      postingBench(
        folder,
        { items: 5000, customers: 500, bills: 50_000, linesPerBill: 20 },
        '1,000,000 lines in the book',
        count,
        say,
      ),
  ])

const lines: Line[] = []
for (const [name, part] of parts) {
  if (!wanted(name)) continue
  say(`${name} …`)
  const folder = mkdtempSync(join(tmpdir(), `bahi-bench-${name}-`))
  try {
    lines.push(...(await part(folder)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
const out = join(import.meta.dirname, '../test-results')
mkdirSync(out, { recursive: true })
writeFileSync(
  join(out, 'bench.json'),
  `${JSON.stringify({ node: process.version, at: new Date().toISOString(), lines }, null, 2)}\n`,
)
process.stdout.write(`${table(lines)}\n`)
