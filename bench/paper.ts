import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reopenTestBook, type TestBook } from '../main/test-book.ts'
import { acceptAll, benchBook, billDraft, type Shop, seeded, today } from './book.ts'
import { type Line, quantiles, single, timed } from './measure.ts'

const paper = async (book: TestBook, uid: string) => (await timed(() => book.call('sales.billPdf', { uid }))) as Made
type Made = { ms: number; value: { pages: number; pdfBase64: string; engine: string } }

const posted = async (book: TestBook, shop: Shop, lines: number, seed: number): Promise<string> => {
  const draft = billDraft(shop, lines, today, seeded(seed))
  await book.call('sales.postBill', draft, acceptAll)
  return draft.uid
}
const described = ({ value }: Made) =>
  `${value.pages} pages, ${Math.round((value.pdfBase64.length * 3) / 4 / 1024)} KB, ${value.engine}`

type Hold = { ms: number; clockMs: number }

/** The longest that main could answer nobody while something was done: by its own processor time, which other work on the machine leaves alone, and by the clock. */
async function longestHold(work: () => Promise<unknown>): Promise<Hold> {
  // what ran before has its own holds
  await new Promise((resolve) => setTimeout(resolve, 200))
  const hold: Hold = { ms: 0, clockMs: 0 }
  let used = process.threadCpuUsage()
  let at = performance.now()
  const look = () => {
    const { user, system } = process.threadCpuUsage(used)
    const now = performance.now()
    hold.ms = Math.max(hold.ms, (user + system) / 1000)
    hold.clockMs = Math.max(hold.clockMs, now - at)
    used = process.threadCpuUsage()
    at = now
  }
  const timer = setInterval(look, 1)
  await work()
  clearInterval(timer)
  look()
  return hold
}
const holdLine = (what: string, { ms, clockMs }: Hold): Line =>
  single(`${what}: main's longest hold`, ms, { note: `${clockMs.toFixed(0)} ms by the clock, other work on the machine with it` })

/** Five hundred bills by filter as one PDF file, its progress told, main free beside it. */
async function manyAtOnce(book: TestBook): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bahi-bench-'))
  try {
    const { rows } = await book.call('sales.bills', { limit: 500 })
    const which = { uids: (rows as { uid: string }[]).map(({ uid }) => uid) }
    let made = { ms: 0, cpu: 0, value: { documents: 0, pages: 0 } }
    const held = await longestHold(async () => {
      made = (await timed(() =>
        book.call('sales.bulkPdf', { which, ticket: 'pdf' }, { files: { pdf: join(folder, 'all.pdf') } }),
      )) as typeof made
    })
    const note = `${made.value.documents} bills, ${made.value.pages} pages, ${(made.cpu / 1000).toFixed(1)} s of processor`
    return [single('500 bills in one PDF', made.ms, { aim: '≤ 30 s', note }), holdLine('500 bills in one PDF', held)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The tax invoice as PDF, made in its worker: the first one (worker and fonts), 20 lines warm, 500 lines, 500 bills. */
export async function paperBench(folder: string, say: (line: string) => void): Promise<Line[]> {
  const { file, shop } = await benchBook(folder, { items: 2000, customers: 200, bills: 2000, linesPerBill: 10 }, { say })
  const book = reopenTestBook(file, today)
  const first = await paper(book, await posted(book, shop, 20, 1))
  const twenty: Made[] = []
  for (let n = 0; n < 25; n++) twenty.push(await paper(book, await posted(book, shop, 20, 2 + n)))
  const many: Made[] = []
  for (let n = 0; n < 3; n++) many.push(await paper(book, await posted(book, shop, 500, 50 + n)))
  const long = await posted(book, shop, 500, 60)
  const held = await longestHold(() => paper(book, long))
  const bulk = await manyAtOnce(book)
  book.close()
  return [
    single('PDF of a 20-line bill, the first of the day', first.ms, { note: 'worker and fonts loaded with it' }),
    {
      what: 'PDF of a 20-line bill, warm',
      ...quantiles(twenty.slice(2).map(({ ms }) => ms)),
      note: described(twenty.at(-1) as Made),
    },
    { what: 'PDF of a 500-line bill', ...quantiles(many.map(({ ms }) => ms)), note: described(many.at(-1) as Made) },
    holdLine('PDF of a 500-line bill', held),
    ...bulk,
  ]
}
