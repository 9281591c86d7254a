import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { launch, type Running } from '../e2e/app.ts'
import { Counter } from '../e2e/pages/counter.ts'
import { addDays, localDate } from '../shared/calendar.ts'
import { benchBook, type Shop } from './book.ts'
import { type Line, quantiles } from './measure.ts'

const dayBook = { items: 2000, customers: 200, bills: 2000, linesPerBill: 10 }

type Wait = 'painted' | 'batch' | 'empty-bill' | 'saved'
type Clerk = { seen: { [kind in Wait]: number[] }; at: (...names: string[]) => Promise<string> }
declare global {
  /** Put into the page by `watchClerk`. */
  var benchClerk: Clerk
}

/**
 * Put into the page: from a key's own time stamp until what it is to bring is painted. Letters and digits: the frame after them. Enter in
 * Product: the cursor in Qty, or in Batch with its list open. Ctrl+Enter: the next bill's Party, empty and under the cursor; and the words
 * that say by which number the bill was saved. `at` waits for
 * the cursor in a cell by looking at its name once a frame: a driver that asks the page from outside computes roles for ten
 * milliseconds a time, just while the app answers the key.
 */
function watchClerk(): void {
  const seen: Clerk['seen'] = { painted: [], batch: [], 'empty-bill': [], saved: [] }
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
  const isList = () => document.querySelector('[role=listbox]') !== null
  const batchDecided = () => name().startsWith('Qty') || (name().startsWith('Batch') && isList())
  const emptyBill = () => {
    const at = document.activeElement
    return at instanceof HTMLInputElement && at.role === 'combobox' && at.closest('[role=grid]') === null && at.value === ''
  }
  const saidSaved = () =>
    [...document.querySelectorAll('[role=status]')].map((one) => one.textContent ?? '').find((text) => text.startsWith('Saved S'))
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' && event.ctrlKey) {
        const before = saidSaved()
        until('empty-bill', event.timeStamp, emptyBill)
        until('saved', event.timeStamp, () => ![undefined, before].includes(saidSaved()))
      } else if (event.key === 'Enter' && name().startsWith('Product')) until('batch', event.timeStamp, batchDecided)
      else if (event.key.length === 1) until('painted', event.timeStamp, () => true)
    },
    { capture: true },
  )
  const at = (...names: string[]) =>
    new Promise<string>((resolve) => {
      const look = () => {
        const found = names.find((one) => name().startsWith(one))
        if (!found || (found === 'Batch' && !isList())) return void requestAnimationFrame(look)
        painted(() => resolve(found))
      }
      look()
    })
  globalThis.benchClerk = { seen, at }
}

/** What was measured since it was last asked for; waits for the first. */
const next = ({ page }: Running, kind: Wait): Promise<number[]> =>
  page.evaluate(
    (one) =>
      new Promise<number[]>((resolve) => {
        const seen = globalThis.benchClerk.seen[one]
        const look = () => (seen.length > 0 ? resolve(seen.splice(0)) : void requestAnimationFrame(look))
        look()
      }),
    kind,
  )

const cursorIn = ({ page }: Running, ...names: string[]): Promise<string> =>
  page.evaluate((wanted) => globalThis.benchClerk.at(...wanted), names)

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

/** Milliseconds between two keys of a fast clerk; a scanner leaves nothing between them. */
const paces = { typed: 60, scanned: 0 }

/** Ten of an item: its code and Enter, its earliest batch, the quantity, and on to the next line. */
async function keyLine(running: Running, code: string, everyMs: number): Promise<void> {
  const { keyboard } = running.page
  await keyboard.type(code, { delay: everyMs })
  await keyboard.press('Enter')
  if ((await cursorIn(running, 'Qty', 'Batch')) === 'Batch') {
    await keyboard.press('Enter')
    await cursorIn(running, 'Qty')
  }
  await keyboard.type('10', { delay: everyMs })
  for (const next of ['Free', 'Rate', 'Disc %', 'Product']) {
    await keyboard.press('Enter')
    await cursorIn(running, next)
  }
}

/** Keys a bill for the first customer found. */
async function keyBill(running: Running, codes: readonly string[], everyMs: number): Promise<void> {
  const counter = new Counter(running.page)
  await counter.newBill()
  await counter.party('medical 1')
  for (const code of codes) await keyLine(running, code, everyMs)
}

/**
 * What a clerk waits for at the counter, in the window: a key, a batch, the next bill after Save. `bills` are keyed at each pace; for Save
 * twice as many more are scanned and looked at before it.
 */
export async function clerkBench(folder: string, bills: number, say: (line: string) => void): Promise<Line[]> {
  const { file, shop } = await benchBook(folder, dayBook, { say })
  const running = await launch({ userData: join(folder, 'user'), book: file })
  try {
    await running.page.getByRole('navigation').first().waitFor()
    const { today } = (await running.call('company.state')) as { today: string }
    const codes = await easyCodes(running, shop, today)
    const some = (count: number) => Array.from({ length: count }, (_, at) => codes[at % codes.length] as string)
    await running.page.evaluate(watchClerk)
    const short: { [pace in 'typed' | 'scanned']: number[] } = { typed: [], scanned: [] }
    const empty: { [pace in 'typed' | 'scanned']: number[] } = { typed: [], scanned: [] }
    const saved: number[] = []
    for (let n = 0; n < bills * 4; n += 1) {
      const pace = n % 4 === 0 ? 'typed' : 'scanned'
      // one in three that are scanned is saved in the same breath
      const pause = n % 4 === 1 ? 'scanned' : 'typed'
      const from = (n * 20) % Math.max(1, codes.length - 20)
      await keyBill(running, codes.slice(from, from + 20), paces[pace])
      short[pace].push(...(await next(running, 'batch')))
      await sleep(paces[pause])
      await running.page.keyboard.press('Control+Enter')
      empty[pause].push(...(await next(running, 'empty-bill')))
      saved.push(...(await next(running, 'saved')))
    }
    const letters = await next(running, 'painted')
    await keyBill(running, some(200), paces.scanned)
    const long = await next(running, 'batch')
    await next(running, 'painted')
    for (let n = 0; n < 20; n += 1) await running.page.keyboard.type('paracetamol', { delay: paces.typed })
    const lettersLong = await next(running, 'painted')
    return [
      { what: 'key → painted, bills of 20 lines', ...quantiles(letters) },
      { what: 'key → painted, a bill of 200 lines', ...quantiles(lettersLong), aim: 'p95 ≤ 33 ms' },
      { what: 'Enter on an item → batch decided, its code typed', ...quantiles(short.typed), aim: '≤ 50 ms' },
      {
        what: 'Enter on an item → batch decided, scanned',
        ...quantiles(short.scanned),
        aim: '≤ 50 ms',
        note: 'no time between keys',
      },
      { what: 'the same while a bill grows to 200 lines', ...quantiles(long), aim: '≤ 50 ms', note: 'scanned' },
      { what: 'Save of 20 lines → the next empty bill', ...quantiles(empty.typed), aim: 'p95 ≤ 50 ms' },
      {
        what: 'Save of 20 lines → the next empty bill, scanned',
        ...quantiles(empty.scanned),
        aim: 'p95 ≤ 50 ms',
        note: 'no time between the last key and Save',
      },
      { what: 'Save of 20 lines → posted, its number said', ...quantiles(saved) },
    ]
  } finally {
    await running.app.close()
  }
}
