import { beforeEach, expect, test } from 'vitest'
import { newUid } from '../database/uid.ts'
import { type StockedItem, stockItem } from '../inventory/hand-made.ts'
import { type TestBook, testBook } from '../test-book.ts'

let book: TestBook
let item: StockedItem
let cipla: string
let small: string

const party = async (more: object) => {
  const uid = newUid()
  await book.call('parties.save', { uid, isCustomer: false, isSupplier: true, stateCode: '27', creditDays: 21, ...more })
  return uid
}
const buy = (supplier: string, supplierNumber: string, more: object = {}) =>
  book.call('purchases.postBill', {
    uid: newUid(),
    date: '2026-11-20',
    supplier,
    supplierNumber,
    supplierDate: '2026-11-18',
    lines: [
      {
        itemId: item.itemId,
        batch: supplierNumber,
        expiry: '2028-07-31',
        mrpPaise: 2500,
        qtyMilli: 100_000,
        rateE4: 155_500,
        ...more,
      },
    ],
  })

beforeEach(async () => {
  book = testBook()
  item = book.write((given) => stockItem(given, { name: 'Paracetamol 500' }))
  cipla = await party({ name: 'Cipla Stockist', category: 'regular', gstin: '27AAPFU0939F1ZV' })
  small = await party({ name: 'Small Agency', category: 'unregistered' })
})

test('the desk of a purchase knows the firm, the supplier with what is owed to him, and items with units and tax', async () => {
  await buy(cipla, 'C1')
  const desk = await book.call('purchases.desk', { date: '2026-11-21', supplier: cipla, itemIds: [item.itemId, 999_999] })
  expect(desk).toMatchObject({
    firmState: '27',
    firmRegistered: true,
    supplier: { name: 'Cipla Stockist', category: 'regular', creditDays: 21, lastBills: [{ supplierNumber: 'C1' }] },
    items: [
      { id: item.itemId, name: 'Paracetamol 500', units: expect.arrayContaining([expect.objectContaining({ factor: 1 })]) },
    ],
  })
  const { supplier, items } = desk as { supplier: { balancePaise: number }; items: unknown[] }
  expect(supplier.balancePaise).toBeLessThan(0)
  expect(items).toHaveLength(1)
  expect(await book.call('purchases.desk', { date: '2026-11-21', supplier: null, itemIds: [] })).toMatchObject({ supplier: null })
})

test('a supplier who is not there is refused', async () => {
  expect(await book.ask('purchases.desk', { date: '2026-11-21', supplier: newUid(), itemIds: [] })).toMatchObject({
    ok: false,
    refusal: { code: 'accounts/no-party', field: 'supplier' },
  })
})

test('last purchases are newest first, of one supplier or of all; a cancelled bill is none', async () => {
  await buy(cipla, 'C1')
  await buy(small, 'S1', { rateE4: 140_000 })
  const uid = newUid()
  await book.call('purchases.postBill', {
    uid,
    date: '2026-11-21',
    supplier: cipla,
    supplierNumber: 'C2',
    supplierDate: '2026-11-21',
    lines: [{ itemId: item.itemId, batch: 'C2', expiry: '2028-07-31', mrpPaise: 2500, qtyMilli: 50_000, rateE4: 160_000 }],
  })
  const rates = async (supplier: string | null) =>
    ((await book.call('purchases.lastPurchases', { itemId: item.itemId, supplier })) as { rateE4: number }[]).map(
      (row) => row.rateE4,
    )
  expect(await rates(null)).toEqual([160_000, 140_000, 155_500])
  expect(await rates(cipla)).toEqual([160_000, 155_500])
  expect(await rates(small)).toEqual([140_000])
  await book.call('purchases.cancelBill', { uid, reason: 'Keyed twice' })
  expect(await rates(cipla)).toEqual([155_500])
  expect(await rates(newUid())).toEqual([])
})
