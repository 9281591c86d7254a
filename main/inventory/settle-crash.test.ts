import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seeded } from '../../bench/book.ts'
import { addDays, localDate } from '../../shared/calendar.ts'
import { count } from '../../test-counts.ts'
import { text } from '../database/connection.ts'
import { reopenTestBook, type TestBook, testBook } from '../test-book.ts'
import { type Goods, postGoods, stockItem } from './hand-made.ts'
import { settlingItems } from './recost-store.ts'

const today = '2026-11-21'
const kills = count(2, 100)
const settler = join(import.meta.dirname, '../../e2e/crash/settler.ts')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bahi-settle-crash-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** An item with a long day in April, which a change of method has left to be settled. */
async function waitingBook(file: string): Promise<void> {
  const book = testBook({ file, today, booksBegin: '2026-01-01' })
  book.sqlite.pragma('synchronous = OFF')
  book.write((given) => {
    const item = stockItem(given)
    const buy = (date: string, qty: number, valuePaise: number): void => {
      postGoods(given, localDate(date), [{ item, kind: 'purchase', qtyMilli: qty * 1000, valuePaise }])
    }
    const sell = (date: string, lines: number): void => {
      const goods = Array.from({ length: lines }, (): Goods => ({ item, kind: 'sale', qtyMilli: -1000 }))
      postGoods(given, localDate(date), goods)
    }
    buy('2026-02-01', 100, 10_000)
    buy('2026-02-20', 400, 90_000)
    for (let day = 0; day < 10; day++) sell(addDays(localDate('2026-03-01'), day), 6)
    sell('2026-04-02', 240)
    for (let day = 0; day < 20; day++) sell(addDays(localDate('2026-05-01'), day), 4)
  })
  await book.call('inventory.changeCostMethod', { method: 'average', from: '2026-04-01', reason: 'as decided' })
  // into the long day, so that few kills suffice to end within it
  while (comeTo(book)?.upto !== '2026-04-02') await book.call('inventory.settleCostSlice', { moves: 12 })
  book.close()
}

const comeTo = (book: TestBook) =>
  book.db.row(text<{ upto: string | null; place_id: number | null }>`select upto, place_id from recost`)

/** Lets a child settle and kills it with SIGKILL: at a random moment, or inside the posting of a slice. True when it finished first. */
function killOnce(file: string, seed: number, inside: boolean, afterMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', settler, file, today, String(seed)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let complaint = ''
    let finished = false
    child.stderr.on('data', (data) => {
      complaint += String(data)
    })
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as { ready?: true; inside?: true; settled?: true }
      if (said.ready && !inside) setTimeout(() => child.kill('SIGKILL'), afterMs)
      if (said.inside && inside) child.kill('SIGKILL')
      if (said.settled) {
        finished = true
        child.kill('SIGKILL')
      }
    })
    child.on('close', (code, signal) =>
      signal === 'SIGKILL' ? resolve(finished) : reject(new Error(`the settler ended by itself (${code}): ${complaint}`)),
    )
  })
}

const placeOf = (file: string) => {
  const book = reopenTestBook(file, today)
  expect(book.sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
  const off = book.db.must(text<{ off: number }>`
    select (select coalesce(sum(amount), 0) from stock_value) - (select coalesce(sum(l.amount), 0) from ledger_line l join account a on a.id = l.account_id where a.kind = 'inventory') as off`)
  expect(off).toEqual({ off: 0 })
  const place = comeTo(book)
  book.close()
  return place
}

test('kill -9 while an item is settled loses at most the slice under way, also within a day', {
  timeout: 1_800_000,
}, async () => {
  const random = seeded(7)
  let withinDay = 0
  for (let round = 0, n = 0; n < kills; round++) {
    const file = join(folder, `settle-${round}.bahi`)
    await waitingBook(file)
    for (let over = false; !over && n < kills; n++) {
      over = await killOnce(file, n, n % 2 === 0, Math.floor(random() * 60))
      if (placeOf(file)?.upto === '2026-04-02') withinDay++
    }
    const book = reopenTestBook(file, today)
    await book.call('inventory.settleCost', {})
    expect(settlingItems(book.db)).toBe(0)
    // 500 goods at 100,000: FIFO for March, the average of what was left from April on
    const cost = book.db.must(
      text<{ amount: number }>`select sum(amount) as amount from stock_value where kind in ('issue', 'revalue')`,
    )
    expect(cost.amount).toBe(-expectedCost)
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
    book.close()
  }
  expect(withinDay).toBeGreaterThan(0)
  process.stdout.write(`${kills} kills while settling, ${withinDay} of them within the long day: none lost, doctor clean\n`)
})

// 60 in March at 100; what is left, 4,000 + 90,000 for 440, is valued by the average of all 500 from 1 April: 200 each
const expectedCost = 60 * 100 + 320 * 200
