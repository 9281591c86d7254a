import { describe, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import type { EntryRules } from '../ui/entry-store.ts'
import { blankGoods, type GoodsItem, type GoodsLine } from './goods-line.ts'
import {
  blankReceiptLine,
  linesFromOrders,
  newReceiptHead,
  offOrderMilli,
  type Pending,
  receiptRules,
  receiptToPost,
} from './goods-receipt.ts'
import { costRules, costToPost, costTotals, missingOfCost, newCostHead } from './landed-cost.ts'
import { newOrderHead, orderToPost, orderTotal } from './purchase-order.ts'
import {
  figuresOf,
  goingBack,
  newReturnHead,
  type Returnable,
  type ReturnLine,
  returnToPost,
  returnTotals,
} from './purchase-return.ts'

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
const day = localDate('2026-11-21')
const line = (over: Partial<GoodsLine> = {}): GoodsLine => ({ ...blankGoods(), item, ...over })
const typing = <Line>(rules: readonly EntryRules<Line>[], on: Line, cells: readonly (readonly [string, string])[]): Line =>
  cells.reduce((now, [id, text]) => {
    const next = rules.find((rule) => rule.id === id)?.write?.(now, text)
    if (!next) throw new Error(`${id} does not take ${text}`)
    return next
  }, on)

test('what came is told against what was ordered', () => {
  const pending = {
    uid: 'o',
    line: 1,
    number: 'POA/1',
    itemId: 7,
    unit: 'strip',
    factor: 10,
    freeMilli: 0,
    pendingMilli: 100_000,
    receivedMilli: 0,
    rateE4: 150_000,
    discountBp: 0,
  }
  const [loaded] = linesFromOrders([pending as unknown as Pending], new Map([[7, item]]))
  if (!loaded) throw new Error('no line')
  expect(offOrderMilli(loaded)).toBe(0)
  const came = typing(receiptRules, loaded, [
    ['qty', '8'],
    ['damaged', '3'],
    ['short', '1'],
  ])
  expect(offOrderMilli(came)).toBe(10_000)
  expect(offOrderMilli(blankReceiptLine())).toBeNull()
  expect(receiptToPost('uid', newReceiptHead(day), [came]).lines[0]).toMatchObject({
    order: { uid: 'o', line: 1 },
    qtyMilli: 80_000,
    damagedMilli: 30_000,
    shortMilli: 10_000,
  })
})

test('an order is worth its rates less discount', () => {
  const lines: GoodsLine[] = [
    line({ qtyMilli: 100_000, rateE4: 150_000, discountBp: 1000 }),
    line({ qtyMilli: 10_000, rateE4: 20_000 }),
  ]
  expect(orderTotal(lines)).toBe(13_500 + 200)
  expect(orderToPost('uid', newOrderHead(day), lines).lines).toHaveLength(2)
})

describe('goods going back', () => {
  const bought = {
    line: 3,
    qtyMilli: 60_000,
    returnedMilli: 20_000,
    leftMilli: 40_000,
    leftFreeMilli: 0,
    taxablePaise: 10_000,
    igstPaise: 0,
    cgstPaise: 250,
    sgstPaise: 250,
    cessPaise: 0,
  } as unknown as Returnable
  const back = (qtyMilli: number | null): ReturnLine => ({ ...line({ qtyMilli }), bought })
  test('take their part of the bill with them, the last of them the rest', () => {
    expect(figuresOf(back(40_000))).toMatchObject({ taxablePaise: 6667, cgstPaise: 167 })
    expect(figuresOf(back(50_000))).toBeNull()
    expect(returnTotals([back(40_000), back(null)], true)).toMatchObject({ totalPaise: 7000, roundOffPaise: -1 })
    expect(goingBack([back(null), back(1000)])).toHaveLength(1)
    expect(returnToPost('uid', newReturnHead(day), [back(1000)]).lines).toEqual([{ line: 3, qtyMilli: 1000, freeMilli: 0 }])
  })
})

test('a cost is keyed as a service; tax under reverse charge is not paid to the supplier', () => {
  const blank = {
    key: 'k',
    item: null,
    sac: '9965',
    amountPaise: null,
    rateBp: null,
    reverseCharge: false,
    itc: 'inputs' as const,
  }
  const freight = typing(costRules, blank, [
    ['service', 'Lorry'],
    ['sac', '996511'],
    ['amount', '1,000'],
    ['gst', '5'],
    ['reverseCharge', 'y'],
  ])
  expect(missingOfCost(freight)).toBeNull()
  expect(missingOfCost({ ...freight, sac: '99' })).toBe('sac')
  expect(costTotals([freight])).toMatchObject({ taxablePaise: 100_000, chargedPaise: 0, reversePaise: 5000, totalPaise: 100_000 })
  const over = [{ uid: 'r', line: 2 }] as never
  expect(costToPost('uid', { ...newCostHead(day), basis: 'weight', over, weights: { 'r 2': 2500 } }, [freight]).over).toEqual([
    { uid: 'r', line: 2, weight: 2500 },
  ])
  expect(costToPost('uid', newCostHead(day), [freight]).lines[0]).toMatchObject({
    name: 'Lorry',
    sac: '996511',
    reverseCharge: true,
  })
})
