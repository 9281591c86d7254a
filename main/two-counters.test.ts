import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, expect, test } from 'vitest'
import type { Reply } from '../shared/contract.ts'
import { verifyChain } from './accounts/verify.ts'
import { sql } from './database/connection.ts'
import { aBill, line, shop } from './sales/test-shop.ts'
import { reopenTestBook } from './test-book.ts'

const day = '2026-11-21'
const folder = mkdtempSync(join(tmpdir(), 'bahi-two-counters-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Said = { ready?: true; inside?: true; reply?: Reply }

/** A counter in its own process, which has opened the book and waits to be told. */
function counter(file: string, draft: unknown, slow: boolean) {
  const script = join(import.meta.dirname, '../e2e/crash/last-strip.ts')
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, file, JSON.stringify(draft), day, slow ? 'slow' : ''],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const said: Said[] = []
  const waiting: (() => void)[] = []
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (text) => {
    said.push(JSON.parse(text) as Said)
    for (const wake of waiting.splice(0)) wake()
  })
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const hear = async (what: keyof Said): Promise<Said> => {
    for (;;) {
      const found = said.find((one) => one[what] !== undefined)
      if (found) return found
      await Promise.race([
        new Promise<void>((resolve) => waiting.push(resolve)),
        ended.then(() => Promise.reject(new Error('it ended'))),
      ])
    }
  }
  return { hear, go: () => child.stdin?.write('\n'), ended, child }
}

test('two counters take the last strip at once: one posts it, the other is told there is none, and nothing is half-written', async () => {
  const file = join(folder, 'shop.bahi')
  const made = shop({ file, today: day })
  const goods = made.item({ pieces: 10, costPaise: 10_00 })
  const other = made.item({ name: 'Other', pieces: 1000 })
  made.book.close()
  // the scarce goods are not on the first line: what was written before the refusal has to go again
  const draft = () => aBill([line({ item: other, strips: 2, rupees: 20 }), line({ item: goods, strips: 1, rupees: 30 })])
  const counters = [counter(file, draft(), true), counter(file, draft(), false)] as const
  try {
    await Promise.all(counters.map((one) => one.hear('ready')))
    counters[0].go()
    // the second presses Save while the first stands in the middle of its posting
    await counters[0].hear('inside')
    counters[1].go()
    const [first, second] = await Promise.all(counters.map(async (one) => (await one.hear('reply')).reply))
    expect(first).toMatchObject({ ok: true, value: { number: 'SA/26-27/000001' } })
    expect(second).toMatchObject({
      ok: false,
      refusal: { code: 'inventory/stock-short', field: 'lines.1.qtyMilli', details: { available: '0', wanted: '10' } },
    })
    await Promise.all(counters.map((one) => one.ended))
  } finally {
    for (const one of counters) one.child.kill()
  }
  const book = reopenTestBook(file, day)
  expect(book.db.rows(sql.selectFrom('document').select('number').where('kind', '=', 'sale'))).toEqual([
    { number: 'SA/26-27/000001' },
  ])
  const onHand = (batch: number) => book.db.must(sql.selectFrom('on_hand').select('qty').where('batch_id', '=', batch)).qty
  expect([onHand(goods.batchId), onHand(other.batchId)]).toEqual([0, 980_000])
  expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  expect(verifyChain(book.db).brokenAt).toBe(null)
  // the shelf is empty for good, the next bill takes the next number
  const next = await book.call('sales.postBill', aBill([line({ item: other, strips: 1, rupees: 20 })]))
  expect(next.number).toBe('SA/26-27/000002')
  book.close()
}, 60_000)
