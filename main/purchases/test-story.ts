import fc from 'fast-check'
import { addDays, localDate } from '../../shared/calendar.ts'
import { Refusal } from '../../shared/refusal.ts'
import { newUid } from '../database/uid.ts'
import { WarningsStand } from '../test-book.ts'
import type { Supply } from './test-supply.ts'

// --- the cases ---------------------------------------------------------------------------------------------------

const pieces = fc.integer({ min: 1, max: 60 }).map((n) => n * 1000)
const rate = fc.oneof(fc.integer({ min: 1, max: 400_000 }), fc.constantFrom(100_000, 333_333))
const day = fc.integer({ min: 0, max: 18 })
const which = fc.nat(30)
const free = fc.constantFrom(0, 0, 1000, 7000)
const itc = fc.constantFrom('inputs', 'inputs', 'capital', 'blocked', 'none')
const off = fc.constantFrom(0, 0, 500, 3333)

/** One deed of a buyer: anything a firm does with its suppliers, in any order and on any day. */
export const action = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('order' as const), day, item: fc.nat(1), qty: pieces, rate, off }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      day,
      item: fc.nat(1),
      qty: pieces,
      free,
      damaged: fc.constantFrom(0, 0, 3000),
      rate,
      off,
      order: fc.option(which),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('bill' as const),
      day,
      from: which,
      part: fc.integer({ min: 1, max: 120 }),
      rate: fc.option(rate),
      itc,
      charge: fc.constantFrom(0, 777),
      scheme: fc.constantFrom(0, 0, 33),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('buy' as const), day, item: fc.nat(1), qty: pieces, free, rate, off, itc }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('sell' as const), day, from: which, part: fc.integer({ min: 1, max: 100 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('return' as const), day, from: which, part: fc.integer({ min: 1, max: 110 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('land' as const),
      day,
      from: which,
      amount: fc.integer({ min: 1, max: 9999 }),
      rcm: fc.boolean(),
      itc,
      basis: fc.constantFrom('value', 'quantity'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('return-unbilled' as const),
      day,
      from: which,
      part: fc.integer({ min: 1, max: 110 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('cancel' as const), from: which }) },
)
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

// --- telling them ------------------------------------------------------------------------------------------------

export const onDay = (n: number) => addDays(localDate('2026-11-01'), n)
type Kept = { uid: string; kind: 'order' | 'receipt' | 'bill' | 'return' | 'landed'; item: number; matched?: string }
const cancels = {
  order: 'cancelOrder',
  receipt: 'cancelReceipt',
  bill: 'cancelBill',
  return: 'cancelReturn',
  landed: 'cancelLandedCost',
} as const

/** One book's purchases. A rule that says no is no fault: the deed is left undone. */
export async function tell(s: Supply, actions: readonly Action[]): Promise<{ refused: number; done: number }> {
  const kept: Kept[] = []
  const items = [s.item, s.other]
  const pick = (n: number, ...kinds: Kept['kind'][]) => {
    const able = kept.filter((one) => kinds.includes(one.kind))
    return able.length ? able[n % able.length] : undefined
  }
  const count = { refused: 0, done: 0 }
  const call = async (name: string, draft: { uid: string }): Promise<boolean> => {
    const accepting = (warnings: { code: string; field?: string | undefined }[]) =>
      s.book.call(`purchases.${name}`, draft, {
        accepted: warnings.map(({ code, field }) => ({ code, field, reason: 'agreed' })),
      })
    try {
      await s.book.call(`purchases.${name}`, draft).catch(async (error) => {
        if (!(error instanceof WarningsStand)) throw error
        await accepting(error.warnings)
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      count.refused++
      return false
    }
    count.done++
    return true
  }
  const add = async (name: string, draft: { uid: string }, more: Omit<Kept, 'uid'>) => {
    if (await call(name, draft)) kept.push({ uid: draft.uid, ...more })
  }
  const act = async (one: Action): Promise<void> => {
    const of = (n: number) => items[n] as (typeof items)[number]
    switch (one.do) {
      case 'order': {
        const lines = [s.orderLine({ itemId: of(one.item).itemId, qtyMilli: one.qty, rateE4: one.rate, discountBp: one.off })]
        return add('postOrder', s.order({ date: onDay(one.day), lines }), { kind: 'order', item: one.item })
      }
      case 'receive': {
        const order = one.order === null ? undefined : pick(one.order, 'order')
        const item = order?.item ?? one.item
        const line = s.receiptLine({
          itemId: of(item).itemId,
          qtyMilli: one.qty,
          freeMilli: one.free,
          damagedMilli: one.damaged,
          rateE4: one.rate,
          discountBp: one.off,
          order: order ? { uid: order.uid, line: 1 } : null,
          batch: '',
        })
        return add('postReceipt', s.receipt({ date: onDay(one.day), lines: [line] }), { kind: 'receipt', item })
      }
      case 'bill': {
        const receipt = pick(one.from, 'receipt')
        if (!receipt) return
        const shown = await s.book.call('purchases.receipt', { uid: receipt.uid })
        const lines = shown.lines.map((line: { line: number; qtyMilli: number; rateE4: number }) =>
          s.matched(receipt.uid, {
            itemId: of(receipt.item).itemId,
            receipt: { uid: receipt.uid, line: line.line },
            qtyMilli: Math.ceil((line.qtyMilli * one.part) / 100_000) * 1000,
            rateE4: one.rate ?? line.rateE4,
            schemePaise: one.scheme,
            itc: one.itc,
          }),
        )
        const charges = one.charge ? [{ name: 'Freight', amountPaise: one.charge }] : []
        return add('postBill', s.bill({ date: onDay(one.day), supplierDate: onDay(0), roundOffPaise: null, lines, charges }), {
          kind: 'bill',
          item: receipt.item,
        })
      }
      case 'buy': {
        const line = s.billLine({
          itemId: of(one.item).itemId,
          qtyMilli: one.qty,
          freeMilli: one.free,
          rateE4: one.rate,
          discountBp: one.off,
          itc: one.itc,
          batch: '',
        })
        const bill = s.bill({ date: onDay(one.day), supplierDate: onDay(0), autoBatch: true, roundOffPaise: null, lines: [line] })
        return add('postBill', bill, { kind: 'bill', item: one.item })
      }
      case 'sell': {
        const from = pick(one.from, 'receipt', 'bill')
        if (!from) return
        const left = s.onHand(from.uid)
        const qty = Math.floor((left * one.part) / 100_000) * 1000
        if (qty > 0) s.sell(from.uid, qty, onDay(one.day))
        return
      }
      case 'return': {
        const bill = pick(one.from, 'bill')
        if (!bill) return
        const lines = (await s.book.call('purchases.bill', { uid: bill.uid })).lines.map(
          (line: { line: number; qtyMilli: number }) => ({
            line: line.line,
            qtyMilli: Math.ceil((line.qtyMilli * one.part) / 100_000) * 1000,
          }),
        )
        const draft = { uid: newUid(), date: onDay(one.day), bill: bill.uid, reason: 'broken seals', lines }
        return add('postReturn', draft, { kind: 'return', item: bill.item })
      }
      case 'return-unbilled': {
        const receipt = pick(one.from, 'receipt')
        if (!receipt) return
        const shown = await s.book.call('purchases.receipt', { uid: receipt.uid })
        const lines = shown.lines.map((line: { line: number; qtyMilli: number; freeMilli: number }) => ({
          line: line.line,
          qtyMilli: Math.ceil((line.qtyMilli * one.part) / 100_000) * 1000,
          freeMilli: one.part > 50 ? line.freeMilli : 0,
        }))
        const draft = { uid: newUid(), date: onDay(one.day), receipt: receipt.uid, reason: 'not what was asked', lines }
        return add('postReceiptReturn', draft, { kind: 'return', item: receipt.item })
      }
      case 'land': {
        const goods = pick(one.from, 'receipt', 'bill')
        if (!goods) return
        const service = {
          name: 'Freight',
          sac: '996511',
          amountPaise: one.amount,
          rateBp: 500,
          reverseCharge: one.rcm,
          itc: one.itc,
        }
        const draft = {
          uid: newUid(),
          date: onDay(one.day),
          supplier: s.supplier,
          lines: [service],
          basis: one.basis,
          over: [{ uid: goods.uid, line: 1 }],
        }
        return add('postLandedCost', draft, { kind: 'landed', item: goods.item })
      }
      case 'cancel': {
        const one_ = pick(one.from, 'order', 'receipt', 'bill', 'return', 'landed')
        if (one_ && (await call(cancels[one_.kind], { uid: one_.uid, reason: 'property' } as never)))
          kept.splice(kept.indexOf(one_), 1)
      }
    }
  }
  for (const one of actions) await act(one)
  return count
}
