import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { launch, type Running } from '../e2e/app.ts'
import { testBook } from '../main/test-book.ts'
import { acceptAll, benchBook, billDraft, seeded, today } from './book.ts'
import { type Line, round } from './measure.ts'
import { catalogueLines, namesFile } from './names.ts'
import { task, ticketFor, watchMain } from './window.ts'

const aim = '≤ 16 ms'

/** The longest time the main process was busy with one thing while `work` ran. */
async function during(
  running: Running,
  what: string,
  work: () => Promise<string | undefined>,
  aims: string | undefined = aim,
): Promise<Line> {
  const stop = await watchMain(running)
  const note = await work()
  const blocks = await stop()
  const clock = `by the clock ${blocks.longestMs.toFixed(0)} ms; over 16 ms: ${blocks.busyOver16} of ${blocks.turns} turns, by the clock ${blocks.over16}`
  const longest = round(blocks.longestBusyMs)
  return {
    what: `main process busy at one go: ${what}`,
    n: 1,
    p50: longest,
    p95: longest,
    p99: longest,
    ...(aims ? { aim: aims } : {}),
    note: note ? `${note}; ${clock}` : clock,
  }
}

/** The file the import reads: the real one, or as many rows of our own. */
function catalogueFile(folder: string): { path: string; rows: number } {
  const real = namesFile()
  const { lines } = catalogueLines()
  if (real) return { path: real, rows: lines.length }
  const cells = (list: readonly (string | number | null)[]) =>
    list.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(',')
  const text = [
    'name,manufacturer,composition,pack_label,price_inr',
    ...lines.map((line, n) =>
      cells([`${line.name} ${n}`, line.manufacturer, line.composition, line.packLabel, (line.mrpPaise ?? 0) / 100]),
    ),
  ].join('\n')
  const path = join(folder, 'catalogue.csv.gz')
  writeFileSync(path, gzipSync(text))
  return { path, rows: lines.length }
}

/** The import in its three steps as the screen takes them. */
async function importing(running: Running, folder: string): Promise<Line[]> {
  const { path, rows } = catalogueFile(folder)
  const timed = async (what: string, work: () => Promise<unknown>) => {
    const began = Date.now()
    await work()
    const seconds = (Date.now() - began) / 1000
    return `${rows} rows ${what} in ${seconds.toFixed(1)} s`
  }
  const ticket = await ticketFor(running, path)
  let uid = ''
  const read = await during(running, 'import, reading the file', () =>
    timed('read', async () => {
      uid = ((await task(running, 'items.readImport', { ticket })) as { uid: string }).uid
    }),
  )
  const { mapping } = (await running.call('items.importState', { uid })) as { mapping: string[] }
  const checked = await during(running, 'import, checking its rows', () =>
    timed('checked', () => task(running, 'items.checkImport', { uid, mapping })),
  )
  const applied = await during(running, 'import, making the items', () =>
    timed('applied', () => task(running, 'items.applyImport', { uid })),
  )
  return [read, checked, applied]
}

async function opened(folder: string, name: string, book: string, work: (running: Running) => Promise<Line[]>): Promise<Line[]> {
  const running = await launch({ userData: join(folder, name), book })
  try {
    await running.page.getByRole('navigation').first().waitFor()
    await sleep(1500)
    return await work(running)
  } finally {
    await running.app.close()
  }
}

/** What keeps the main process from answering: nothing should for longer than one frame, but one posting. */
export async function blocksBench(folder: string, say: (line: string) => void): Promise<Line[]> {
  const empty = join(folder, 'empty.bahi')
  testBook({ file: empty, today }).close()
  const { file, shop } = await benchBook(
    folder,
    { items: 2000, customers: 400, bills: 10_000, linesPerBill: 10 },
    { oneMonth: true, say },
  )
  const month = today.slice(0, 7)
  const imported = await opened(folder, 'user-import', empty, async (running) => [
    await during(running, 'nothing to do, 5 s', async () => void (await sleep(5000)), ''),
    ...(await importing(running, folder)),
  ])
  const others = await opened(folder, 'user-month', file, async (running) => {
    const random = seeded(77)
    const drafts = [20, 20, 500].map((lines) => billDraft(shop, lines, today, random))
    const [first, twenty, many] = drafts as [(typeof drafts)[number], (typeof drafts)[number], (typeof drafts)[number]]
    const post = async (draft: object) => {
      const reply = await running.page.evaluate(([bill, envelope]) => globalThis.bridge.call('sales.postBill', bill, envelope), [
        draft,
        acceptAll,
      ] as const)
      if (!reply.ok) throw new Error(JSON.stringify(reply))
    }
    return [
      await during(running, "posting the day's first bill, 20 lines", async () => void (await post(first)), 'one posting'),
      await during(running, 'posting a 20-line bill', async () => void (await post(twenty)), 'one posting'),
      await during(running, 'posting a 500-line bill', async () => void (await post(many)), 'one posting'),
      await during(running, 'GSTR-1 of 10,000 bills, figures', async () => void (await running.call('gst.gstr1', { month }))),
      await during(running, "GSTR-1 of 10,000 bills, portal's JSON and workbook", async () => {
        await task(running, 'gst.gstr1Json', { month, ticket: await ticketFor(running, join(folder, 'out.json'), true) })
        await task(running, 'gst.gstr1Excel', { month, ticket: await ticketFor(running, join(folder, 'out.xlsx'), true) })
        return undefined
      }),
      await during(
        running,
        'PDF of a 20-line bill',
        async () => void (await task(running, 'sales.billPdf', { uid: twenty.uid })),
      ),
      await during(running, 'PDF of a 500-line bill', async () => void (await task(running, 'sales.billPdf', { uid: many.uid }))),
    ]
  })
  return [...imported, ...others]
}
