import { expect, test } from 'vitest'
import { createEntryStore } from '../ui/entry-store.ts'
import { billRules } from './bill-columns.tsx'
import { type BillLine, blankLine, isBlank, splitOver, withAgreed } from './bill-line.ts'
import { agree, flatRule } from './order-discounts.ts'
import { blankOrderLine } from './order-sheet.ts'

const item = { id: 1, name: 'Dolo', saleFactor: 10, saleUnit: 'strip', units: [{ name: 'strip', factor: 10 }], decimals: 0 }
const of = { ofMilli: 30_000, flatPaise: 1000 }
const source = { kind: 'order' as const, uid: 'the-order', line: 1, number: 'SO/26-27/000001', of }
const loaded = (more: Partial<BillLine> = {}): BillLine => ({
  ...blankLine(),
  ...{ item: item as never, qtyMilli: 30_000, rateE4: 200_000, flatPaise: 1000, source },
  keyed: ['rate', 'free', 'first', 'second', 'flat'],
  ...more,
})
const bill = (...lines: BillLine[]) => {
  const entry = createEntryStore<BillLine>({ lines, columns: billRules, blank: blankLine, isBlank, agree: withAgreed })
  const flats = () => entry.filled().map((line) => line.flatPaise)
  const type = (row: number, column: string, text: string) => {
    entry.moveTo({ row, col: entry.columnAt(column) })
    entry.type(text)
  }
  return { entry, flats, type }
}

test('a part of what was ordered brings its part of the amount, at every key; the whole brings it all', () => {
  const { flats, type, entry } = bill(loaded())
  const seen = ['1', '2', '3', '4', ''].map((text) => {
    type(0, 'qty', text)
    return flats()[0]
  })
  expect(seen).toEqual([333, 667, 1000, 1000, null])
  entry.moveTo({ row: 0, col: 0 })
  entry.undo()
  expect(flats()).toEqual([1000])
})

test('spread over batches each takes its part, and taken together again they have it whole', () => {
  const batch = (id: number, availableMilli: number) => ({ id, availableMilli, rateE4: null, number: `B${id}` }) as never
  const { lines } = splitOver(loaded(), [batch(1, 10_000), batch(2, 15_000)], (one) => one.availableMilli)
  const { flats, type, entry } = bill(...lines)
  // half a strip is on no shelf
  expect(flats()).toEqual([333, 500])
  entry.moveTo({ row: 0, col: 0 })
  entry.deleteLine()
  expect(flats()).toEqual([500])
  type(0, 'qty', '3')
  expect(flats()).toEqual([1000])
})

test('free goods go with what is billed of the order; those the clerk keys are his own', () => {
  const free = { freeMilli: 20_000, whole: { qtyMilli: 200_000, freeMilli: 20_000 } }
  const order = { ...source, of: { ofMilli: 200_000, flatPaise: null, free } }
  const line = loaded({ qtyMilli: 200_000, freeMilli: 20_000, flatPaise: null, source: order })
  const given = (entry: ReturnType<typeof bill>['entry']) => entry.filled().map((one) => one.freeMilli)
  const { entry, type } = bill(line)
  const seen = ['10', '5', '20', '30'].map((text) => {
    type(0, 'qty', text)
    return given(entry)[0]
  })
  expect(seen).toEqual([10_000, 5000, 20_000, 20_000])
  type(0, 'free', '3')
  type(0, 'qty', '10')
  expect(given(entry)).toEqual([30_000])
  // over batches they stay where they were put, and fewer leave with the last
  const two = bill({ ...line, qtyMilli: 150_000, freeMilli: null }, { ...line, key: 'second', qtyMilli: 50_000 })
  expect(given(two.entry)).toEqual([null, 20_000])
  two.type(0, 'qty', '5')
  expect(given(two.entry)).toEqual([null, 10_000])
})

test('an amount the clerk keys is his own: quantities leave it alone, and so they leave lines of no order', () => {
  const { flats, type } = bill(loaded(), loaded({ source: null, flatPaise: 77 }))
  type(0, 'scheme', '4')
  type(0, 'qty', '1')
  type(1, 'qty', '1')
  expect(flats()).toEqual([400, 77])
})

test('a challan or an order begun from what is left divides it as a bill does', () => {
  const ref = { uid: 'the-order', line: 1, of }
  const line = (qtyMilli: number) => ({ ...blankOrderLine(), item: item as never, qtyMilli, flatPaise: 1000, ref })
  expect(agree([line(10_000), line(20_000)]).map((one) => one.flatPaise)).toEqual([333, 667])
  const own = flatRule.write?.(line(10_000), '5')
  expect(agree([own as never]).map((one) => one.flatPaise)).toEqual([500])
  const kept = [{ ...line(10_000), ref: null }]
  expect(agree(kept)).toBe(kept)
})
