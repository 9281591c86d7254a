import { beforeAll, describe, expect, test } from 'vitest'
import { agreedParts, freeFor } from '../../../shared/sales/agreed-flat.ts'
import { newUid } from '../../database/uid.ts'
import { orderDesk } from './test-orders.ts'

let o: Awaited<ReturnType<typeof orderDesk>>
beforeAll(async () => {
  o = await orderDesk()
})

describe('discounts of a line', () => {
  test('several and an amount are kept, and go to the bill and the challan that answer it, each part once', async () => {
    const off = { discountsBp: [1000, 500], discountPaise: 10_00 }
    const order = await o.confirmed([o.orderLine(10, off)])
    const [shown] = (await o.shown(order.uid)).lines
    expect(shown).toMatchObject({ discountsBp: [1000, 500], flatPaise: 10_00, flatLeftPaise: 10_00, amountPaise: 161_00 })
    const source = async () =>
      (await o.book.call('sales.sources', { party: o.ravi, date: '2026-11-21' })).find(
        (one: { uid: string }) => one.uid === order.uid,
      )
    expect(await source()).toMatchObject({ discountsBp: [1000, 500], flatPaise: 10_00 })
    const ref = { uid: order.uid, line: 1 }
    const given = { accepted: [] as { code: string; field: string; reason: string }[] }
    const bill = await o.bill([o.ofOrder(o.dolo, 4, ref, { ...off, discountPaise: 4_00 })])
    expect(bill.totalPaise).toBe(Math.round(((80_00 * 0.9 * 0.95 - 4_00) * 1.05) / 100) * 100)
    expect(await source()).toMatchObject({ flatPaise: 6_00, qtyMilli: 60_000 })
    const challan = await o.book.call(
      'sales.postChallan',
      o.challan([o.challanLine(o.dolo, 6, { ...off, discountPaise: 6_00, order: ref })]),
      given,
    )
    const out = (await o.book.call('sales.sources', { party: o.ravi, date: '2026-11-21' })).find(
      (one: { uid: string }) => one.uid === challan.uid,
    )
    expect(out).toMatchObject({ discountsBp: [1000, 500], flatPaise: 6_00 })
    // what comes back is asked for again, with its part of the amount
    await o.book.call('sales.returnChallan', {
      uid: newUid(),
      date: '2026-11-21',
      challan: challan.uid,
      lines: [{ line: 1, qtyMilli: 20_000 }],
    })
    expect(await source()).toMatchObject({ flatPaise: 2_00, qtyMilli: 20_000 })
    await o.healthy()
  })
  test('free goods of half an order leave half of them, however often it is asked', async () => {
    const order = await o.confirmed([o.orderLine(20, { freeMilli: 20_000 })])
    const left = async () =>
      (await o.book.call('sales.sources', { party: o.ravi, date: '2026-11-21' })).find(
        (one: { uid: string }) => one.uid === order.uid,
      )
    const whole = { qtyMilli: 200_000, freeMilli: 20_000 }
    const before = await left()
    expect(before).toMatchObject({ ...whole, whole })
    const freeMilli = freeFor({ ofMilli: before.qtyMilli, ...before }, 100_000)
    await o.bill([o.ofOrder(o.dolo, 10, { uid: order.uid, line: 1 }, { freeMilli })])
    expect(await left()).toMatchObject({ qtyMilli: 100_000, freeMilli: whole.freeMilli - freeMilli, whole })
    await o.book.call('sales.closeSalesOrder', { uid: order.uid, lines: null, reason: 'no more wanted' })
  })
  test('an amount goes with the goods: what is given up takes its part with it, and the last bill brings the rest', async () => {
    const order = await o.confirmed([o.orderLine(6, { discountPaise: 10_01 })])
    const ref = { uid: order.uid, line: 1 }
    const source = async () =>
      (await o.book.call('sales.sources', { party: o.ravi, date: '2026-11-21' })).find(
        (one: { uid: string }) => one.uid === order.uid,
      )
    const billed = async (strips: number) => {
      const { flatPaise, qtyMilli } = await source()
      const agreed = { document: order.uid, line: 1, ofMilli: qtyMilli, flatPaise }
      const [part] = agreedParts([{ qtyMilli: strips * 10_000, agreed }])
      const bill = await o.bill([o.ofOrder(o.dolo, strips, ref, { discountPaise: part })])
      return [part, bill.uid] as const
    }
    const [first] = await billed(1)
    const [second, again] = await billed(3)
    expect([first, second]).toEqual([167, 500])
    await o.book.call('sales.cancelBill', { uid: again, reason: 'keyed twice' })
    expect(await source()).toMatchObject({ flatPaise: 834, qtyMilli: 50_000 })
    const [third] = await billed(3)
    expect(await source()).toMatchObject({ flatPaise: 10_01 - 167 - (third ?? 0), qtyMilli: 20_000 })
    const [last] = await billed(2)
    expect((first ?? 0) + (third ?? 0) + (last ?? 0)).toBe(10_01)
    expect(await source()).toBeUndefined()
    // of another order a half is billed and the rest given up; its bill is cancelled, and what is asked for again has its own part alone
    const other = await o.confirmed([o.orderLine(4, { discountPaise: 8_00 })])
    const half = await o.bill([o.ofOrder(o.dolo, 2, { uid: other.uid, line: 1 }, { discountPaise: 4_00 })])
    await o.book.call('sales.closeSalesOrder', { uid: other.uid, lines: null, reason: 'no more wanted' })
    await o.book.call('sales.cancelBill', { uid: half.uid, reason: 'wrong goods' })
    const waits = (await o.book.call('sales.sources', { party: o.ravi, date: '2026-11-21' })).find(
      (one: { uid: string }) => one.uid === other.uid,
    )
    expect(waits).toMatchObject({ flatPaise: 4_00, qtyMilli: 20_000 })
    await o.book.call('sales.closeSalesOrder', { uid: other.uid, lines: null, reason: 'no more wanted' })
    await o.healthy()
  })
  test.each([
    ['sales/discount-negative', { discountPaise: -1 }, 'lines.0.discountPaise'],
    ['gst/discount-exceeds-value', { discountPaise: 200_01 }, 'lines.0.discountPaise'],
    ['company/bad-input', { discountsBp: [1, 1, 1, 1, 1, 1, 1] }, 'lines.0.discountsBp'],
  ])('%s', async (code, more, field) => {
    await expect(o.book.call('sales.postOrder', o.order([o.orderLine(10, more)]))).rejects.toMatchObject({ code, field })
  })
})
