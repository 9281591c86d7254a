import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { createEntryStore, type EntryRules } from '../ui/entry-store.ts'
import { type GoodsItem, grossOf, quantityEcho, shownGoods } from './goods-line.ts'
import {
  type BillDesk,
  type BillLine,
  billRules,
  billToPost,
  blankBillLine,
  linesFrom,
  missingOf,
  newBillHead,
  previewBill,
  type Unbilled,
} from './purchase-bill.ts'
import { aboveMrp, driftBp, marginBp } from './purchase-rates.ts'

const item = {
  id: 7,
  uid: 'u',
  name: 'Calpara 500',
  packLabel: '10s',
  manufacturer: 'Kaveri',
  hsn: '30049099',
  taxClass: 'taxable',
  rateBp: 500,
  cessBp: 0,
  cessUnitPaise: 0,
  saleUnit: 'strip',
  saleFactor: 10,
  decimals: 0,
  units: [
    { name: 'tablet', factor: 1 },
    { name: 'strip', factor: 10 },
    { name: 'box', factor: 100 },
  ],
} as unknown as GoodsItem
const desk = {
  firmState: '23',
  firmRegistered: true,
  roundOff: true,
  supplier: { stateCode: '23', category: 'regular' },
  items: [item],
} as unknown as BillDesk
const words = { freight: 'Freight', tcs: 'TCS' }
const day = localDate('2026-11-21')
const line = (over: Partial<BillLine> = {}): BillLine => ({ ...blankBillLine(), item, ...over })
const typing = <Line>(rules: readonly EntryRules<Line>[], on: Line, cells: readonly (readonly [string, string])[]): Line =>
  cells.reduce((now, [id, text]) => {
    const next = rules.find((rule) => rule.id === id)?.write?.(now, text)
    if (!next) throw new Error(`${id} does not take ${text}`)
    return next
  }, on)

describe('a line of a purchase bill', () => {
  test('is keyed as the paper reads', () => {
    const keyed = typing(billRules, line(), [
      ['batch', 'CAL1'],
      ['expiry', '07/28'],
      ['mrp', '25'],
      ['qty', '2b+1s'],
      ['rate', '15.55'],
      ['discount', '5'],
      ['itc', 'blocked'],
    ])
    expect(keyed).toMatchObject({
      batch: 'CAL1',
      expiry: '2028-07-31',
      mrpPaise: 2500,
      qtyMilli: 200_000,
      freeMilli: 10_000,
      rateE4: 155_500,
      discountBp: 500,
      itc: 'blocked',
    })
    expect(grossOf(keyed)).toBe(31_100)
    expect(shownGoods(95_000, keyed)).toBe('9:5')
    expect(quantityEcho(keyed, '2b')).toBe('2 box = 20 strips')
    expect(missingOf(keyed)).toBeNull()
  })
  test.each([
    ['qty', '-4'],
    ['qty', '1.5l'],
    ['qty', 'many'],
    ['free', '2+1'],
    ['rate', 'dear'],
    ['rate', '-1'],
    ['expiry', '13/28'],
    ['mrp', 'x'],
    ['discount', '101'],
    ['batch', 'B'.repeat(31)],
    ['itc', 'x'],
  ])('%s does not take %s', (id, text) => {
    expect(billRules.find((rule) => rule.id === id)?.write?.(line(), text)).toBeNull()
  })
  test('nothing is taken on a line without an item, and what is wiped is empty again', () => {
    const qty = billRules.find((rule) => rule.id === 'qty')
    expect(qty?.write?.(blankBillLine(), '5')).toBeNull()
    expect(qty?.write?.(line({ qtyMilli: 5 }), '')).toMatchObject({ qtyMilli: null })
    expect(missingOf(line())).toBe('qty')
    expect(missingOf(line({ qtyMilli: 1000 }))).toBe('rate')
  })
  test('Enter passes over what a receipt has already said', () => {
    const received = {
      uid: 'r',
      line: 1,
      number: 'GA/1',
      unbilledMilli: 1000,
      rateE4: 10,
      order: null,
    } as unknown as BillLine['received']
    const entry = createEntryStore<BillLine>({
      lines: [line({ received })],
      columns: billRules,
      blank: blankBillLine,
      isBlank: (one) => one.item === null,
    })
    entry.moveTo({ row: 0, col: 0 })
    entry.step(1)
    expect(entry.store.getState().at.col).toBe(entry.columnAt('qty'))
    entry.step(1)
    expect(entry.store.getState().at.col).toBe(entry.columnAt('rate'))
  })
  test('says how far the rate is from the last one, from the MRP, and above it', () => {
    const last = { rateE4: 150_000, date: '2026-10-01', supplier: 'K' }
    expect(driftBp(line({ last, rateE4: 165_000 }))).toBe(1000)
    expect(driftBp(line({ rateE4: 165_000 }))).toBeNull()
    // MRP 21 with 5 % is 20 without; 16 leaves a fifth
    expect(marginBp(line({ mrpPaise: 2100, rateE4: 160_000, qtyMilli: 10_000 }))).toBe(2000)
    // one free in five lets a unit cost less
    expect(marginBp(line({ mrpPaise: 2100, rateE4: 200_000, qtyMilli: 40_000, freeMilli: 10_000 }))).toBe(2000)
    expect(aboveMrp(line({ mrpPaise: 2100, rateE4: 200_100 }))).toBe(true)
    expect(aboveMrp(line({ mrpPaise: 2100, rateE4: 200_000 }))).toBe(false)
  })
})

describe('the figures of a bill', () => {
  const head = newBillHead(day)
  const totalOf = (lines: readonly BillLine[], on = desk, of = head) => {
    const preview = previewBill(of, on, lines, words)
    return 'settled' in preview ? preview.settled : null
  }
  test('tax by the place of supply, none from who is not registered', () => {
    const lines = [line({ qtyMilli: 100_000, rateE4: 150_000 })]
    expect(totalOf(lines)).toMatchObject({ taxablePaise: 15_000, cgstPaise: 375, sgstPaise: 375, totalPaise: 15_800 })
    const elsewhere = { ...desk, supplier: { stateCode: '27', category: 'regular' } } as unknown as BillDesk
    expect(totalOf(lines, elsewhere)).toMatchObject({ igstPaise: 750, cgstPaise: 0 })
    const small = { ...desk, supplier: { stateCode: '23', category: 'composition' } } as unknown as BillDesk
    expect(totalOf(lines, small)).toMatchObject({ igstPaise: 0, cgstPaise: 0, totalPaise: 15_000 })
  })
  test('a total on paper within a rupee of ours decides the rounding; beyond it the papers differ', () => {
    const lines = [line({ qtyMilli: 100_000, rateE4: 150_000 })]
    expect(totalOf(lines, desk, { ...head, paperPaise: 15_700 })).toMatchObject({ roundOffPaise: -50, totalPaise: 15_700 })
    expect(totalOf(lines, desk, { ...head, paperPaise: 15_600 })).toMatchObject({ roundOffPaise: 50, totalPaise: 15_800 })
  })
  test('two discounts, one on what the other leaves', () => {
    const keyed = typing(billRules, line({ qtyMilli: 100_000, rateE4: 150_000 }), [['discount', '10+5']])
    expect(keyed).toMatchObject({ discountBp: 1000, discount2Bp: 500 })
    expect(totalOf([keyed])).toMatchObject({ taxablePaise: 12_825 })
    expect(typing(billRules, keyed, [['discount', '3']])).toMatchObject({ discountBp: 300, discount2Bp: null })
    expect(billRules.find((rule) => rule.id === 'discount')?.write?.(keyed, '1+2+3')).toBeNull()
  })
  test('whatever is keyed, total is value and tax, rounded to the rupee; a line left out would show', () => {
    const any = fc.record({
      qtyMilli: fc.integer({ min: 1, max: 500 }).map((n) => n * 1000),
      rateE4: fc.integer({ min: 1, max: 5_000_000 }),
      discountBp: fc.integer({ min: 0, max: 9000 }),
    })
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 8 }), (keyed) => {
        const settled = totalOf(keyed.map((one) => line(one)))
        if (!settled) throw new Error('not settled')
        const { taxablePaise, cgstPaise, sgstPaise, roundOffPaise, totalPaise } = settled
        expect(totalPaise).toBe(taxablePaise + cgstPaise + sgstPaise + roundOffPaise)
        expect(totalPaise % 100).toBe(0)
        expect(cgstPaise).toBe(sgstPaise)
        // the planted fault: a bill short of its first line is not worth the same
        const short = totalOf(keyed.slice(1).map((one) => line(one)))
        expect((short?.grossPaise ?? 0) < settled.grossPaise || settled.lines[0]?.grossPaise === 0).toBe(true)
      }),
    )
  })
  test('goes to main with base units, paise and the receipt each line is for', () => {
    const unbilled = {
      uid: 'r',
      line: 2,
      number: 'GA/1',
      itemId: 7,
      unit: 'strip',
      factor: 10,
      batch: 'CAL1',
      expiry: '2028-07-31',
      mrpPaise: 2500,
      unbilledMilli: 60_000,
      freeMilli: 0,
      rateE4: 150_000,
      discountBp: 0,
      order: null,
    } as unknown as Unbilled
    const lines = linesFrom([unbilled, { ...unbilled, itemId: 99 }], new Map([[7, item]]))
    expect(lines).toHaveLength(1)
    const posted = billToPost('uid', { ...head, chargesPaise: 500, tcsPaise: 10, paperPaise: 900 }, lines, {
      words,
      roundOffPaise: null,
    })
    expect(posted.lines[0]).toMatchObject({ itemId: 7, qtyMilli: 60_000, unit: 'strip', receipt: { uid: 'r', line: 2 } })
    expect(posted).toMatchObject({
      charges: [{ name: 'Freight', amountPaise: 500 }],
      afterTax: [{ name: 'TCS', amountPaise: 10, kind: 'tcs' }],
      paper: { totalPaise: 900 },
    })
  })
})
