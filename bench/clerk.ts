import { join } from 'node:path'
import { launch, type Running } from '../e2e/app.ts'
import { Counter } from '../e2e/pages/counter.ts'
import { addDays, localDate } from '../shared/calendar.ts'
import { benchBook, type Shop } from './book.ts'
import { type Line, quantiles } from './measure.ts'

const dayBook = { items: 2000, customers: 200, bills: 2000, linesPerBill: 10 }

type Wait = 'painted' | 'batch' | 'empty-bill'
type Watched = { [kind in Wait]: number[] }

/**
 * Put into the page: from a key's own time stamp until what it is to bring is painted. Letters and digits: the frame after them. Enter in
 * Product: the cursor in Qty, or in Batch with its list open. Ctrl+Enter: the next bill's Party, empty and under the cursor.
 */
function watchClerk(): void {
  const seen: Watched = { painted: [], batch: [], 'empty-bill': [] }
  const painted = (then: () => void) => {
    const after = new MessageChannel()
    after.port1.onmessage = then
    after.port2.postMessage(null)
  }
  const name = () => document.activeElement?.getAttribute('aria-label') ?? ''
  const until = (kind: Wait, began: number, done: () => boolean) => {
    const look = () => {
      if (!done()) return void requestAnimationFrame(look)
      painted(() => seen[kind].push(performance.now() - began))
    }
    requestAnimationFrame(look)
  }
  const batchDecided = () =>
    name().startsWith('Qty') || (name().startsWith('Batch') && document.querySelector('[role=listbox]') !== null)
  const emptyBill = () => {
    const at = document.activeElement
    return at instanceof HTMLInputElement && at.role === 'combobox' && at.closest('[role=grid]') === null && at.value === ''
  }
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' && event.ctrlKey) until('empty-bill', event.timeStamp, emptyBill)
      else if (event.key === 'Enter' && name().startsWith('Product')) until('batch', event.timeStamp, batchDecided)
      else if (event.key.length === 1) until('painted', event.timeStamp, () => true)
    },
    { capture: true },
  )
  Object.assign(globalThis, { benchClerk: seen })
}

const take = ({ page }: Running, kind: Wait): Promise<number[]> =>
  page.evaluate((one) => {
    const seen = (globalThis as unknown as { benchClerk: Watched }).benchClerk
    return seen[one].splice(0)
  }, kind)

/** Codes of items whose first batch has ten strips and half a year left: keying them asks nothing. */
async function easyCodes(running: Running, shop: Shop, date: string): Promise<string[]> {
  const codes: string[] = []
  for (const [at, { itemId }] of shop.items.entries()) {
    const { rows } = (await running.call('inventory.batches', { itemId, date })) as {
      rows: { expiry: string; availableMilli: number }[]
    }
    const [first] = rows
    if (first && first.expiry > addDays(localDate(date), 180) && first.availableMilli >= 100_000) codes.push(`B${at}`)
  }
  return codes
}

/** Keys a bill for the first customer found, ten of each item. */
async function keyBill({ page }: Running, codes: readonly string[]): Promise<void> {
  const counter = new Counter(page)
  await counter.newBill()
  await counter.party('medical 1')
  for (const code of codes) await counter.line(code, '10')
}

/** What a clerk waits for at the counter, in the window: a key, a batch, the next bill after Save. */
export async function clerkBench(folder: string, bills: number, say: (line: string) => void): Promise<Line[]> {
  const { file, shop } = await benchBook(folder, dayBook, { say })
  const running = await launch({ userData: join(folder, 'user'), book: file })
  try {
    await running.page.getByRole('navigation').first().waitFor()
    const { today } = (await running.call('company.state')) as { today: string }
    const codes = await easyCodes(running, shop, today)
    const some = (count: number) => Array.from({ length: count }, (_, at) => codes[at % codes.length] as string)
    await running.page.evaluate(watchClerk)
    const saves: number[] = []
    for (let n = 0; n < bills; n += 1) {
      await keyBill(running, codes.slice((n * 20) % Math.max(1, codes.length - 20)).slice(0, 20))
      const { page } = running
      await page.keyboard.press('Control+Enter')
      await new Counter(page).saved()
      for (let turn = 0; turn < 50 && saves.length === n; turn += 1) {
        saves.push(...(await take(running, 'empty-bill')))
        await page.waitForTimeout(20)
      }
    }
    const short = await take(running, 'painted')
    await keyBill(running, some(200))
    await take(running, 'painted')
    const batches = await take(running, 'batch')
    for (let n = 0; n < 20; n += 1) await running.page.keyboard.type('paracetamol', { delay: 60 })
    const keys = await take(running, 'painted')
    return [
      { what: 'key → painted, bills of 20 lines', ...quantiles(short) },
      { what: 'key → painted, a bill of 200 lines', ...quantiles(keys), aim: 'p95 ≤ 33 ms' },
      { what: 'Enter on an item → batch decided', ...quantiles(batches), aim: '≤ 50 ms' },
      { what: 'Save of 20 lines → the next empty bill', ...quantiles(saves), aim: 'p95 ≤ 50 ms' },
    ]
  } finally {
    await running.app.close()
  }
}
