import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { newUid } from '../../database/uid.ts'
import { testFirm } from '../../test-book.ts'
import { line } from '../test-shop.ts'
import { pickListPaper } from './paper/delivery-papers.ts'
import { orderDesk } from './test-orders.ts'

let o: Awaited<ReturnType<typeof orderDesk>>
beforeEach(async () => {
  o = await orderDesk()
})
const refused = (call: string, input: unknown, code: string, field?: string) =>
  expect(o.book.call(`sales.${call}`, input)).rejects.toMatchObject({ code, ...(field ? { field } : {}) })
const sent = (strips: number) => o.book.call('sales.postChallan', o.challan([o.challanLine(o.dolo, strips)]))

describe('a pick list', () => {
  test('takes for orders what expires first, after what bills and challans took, and says what no shelf has', async () => {
    const wanted = [o.orderLine(3, { freeMilli: 10_000 }), { itemId: o.azee.itemId, qtyMilli: 1_005_000, rateE4: 30_0000 }]
    const order = await o.book.call('sales.postOrder', o.order(wanted))
    await o.book.call('sales.confirmOrder', { uid: order.uid }, o.all([['sales/order-short', 'lines.1.qtyMilli']]))
    const challan = await sent(2)
    const bill = await o.bill([line({ item: o.dolo, strips: 1, rupees: 20 })])
    const rack = { itemId: o.dolo.itemId, locationId: o.dolo.locationId, rack: 'B-2' }
    await o.book.call('inventory.saveRack', rack)
    const documents = [order.uid, challan.uid, bill.uid, order.uid]
    const list = await o.book.call('sales.pickList', { documents })
    expect(list.documents.map((one: { kind: string }) => one.kind)).toEqual(['sales-order', 'challan', 'sale'])
    expect(list.rows).toMatchObject([
      { item: 'Dolo 650', rack: 'B-2', qtyMilli: 70_000, documents: 3, place: 'Main godown' },
      { item: 'Azee 500', rack: null, qtyMilli: 1_000_000, documents: 1 },
      { item: 'Azee 500', batch: null, place: null, qtyMilli: 5000 },
    ])
    const paper = JSON.stringify(pickListPaper(list, '2026-11-21', testFirm as never))
    for (const said of ['NOT ON THE SHELF', 'Orders', 'Challans', 'Bills', order.number, 'B-2']) expect(paper).toContain(said)
    // what is billed of an order is no longer wanted by it
    await o.bill([o.ofOrder(o.dolo, 3, { uid: order.uid, line: 1 }, { freeMilli: 10_000 })])
    expect(
      (await o.book.call('sales.pickList', { documents: [order.uid] })).rows.map((row: { item: string }) => row.item),
    ).not.toContain('Dolo 650')
  })
  test('as every paper up to delivery is saved whole, and printed where there is a printer', async () => {
    const order = await o.confirmed([o.orderLine(1)])
    const challan = await sent(1)
    const folder = mkdtempSync(join(tmpdir(), 'bahi-papers-'))
    for (const paper of [
      { kind: 'pick', documents: [order.uid] },
      { kind: 'order', uid: order.uid },
      { kind: 'challan', uid: challan.uid, size: 'A5' },
    ]) {
      const pdf = join(folder, `${paper.kind}.pdf`)
      await o.book.call('sales.saveOrderPaper', { paper, ticket: 'pdf' }, { files: { pdf } })
      expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-')
      await refused('printOrderPaper', { paper }, 'company/no-printer')
    }
    const nowhere = { files: { pdf: join(folder, 'no', 'place.pdf') } }
    const paper = { kind: 'pick', documents: [order.uid] }
    await expect(o.book.call('sales.saveOrderPaper', { paper, ticket: 'pdf' }, nowhere)).rejects.toMatchObject({
      code: 'sales/paper-not-written',
    })
    await refused('printOrderPaper', { paper: { kind: 'van', uid: newUid() } }, 'sales/no-trip')
    rmSync(folder, { recursive: true })
  })
  test('is refused for a draft order, a cancelled challan, and what is none of them', async () => {
    const draft = await o.book.call('sales.postOrder', o.order([o.orderLine(1)]))
    const challan = await sent(1)
    await o.book.call('sales.cancelChallan', { uid: challan.uid, reason: 'wrong shop' })
    const list = (uid: string) => ({ documents: [uid] })
    await refused('pickList', list(draft.uid), 'sales/order-not-confirmed', 'documents.0')
    await refused('pickList', list(challan.uid), 'sales/bill-is-cancelled', 'documents.0')
    await refused('pickList', list(newUid()), 'sales/nothing-to-pick', 'documents.0')
    await refused('pickList', { documents: [] }, 'company/bad-input')
  })
})
