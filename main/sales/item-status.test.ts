import { afterEach, beforeEach, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { change } from '../company/records.ts'
import { readMonth } from '../gst/gstr1-month.ts'
import { aBill, line, shop } from './test-shop.ts'

let at: ReturnType<typeof shop>
beforeEach(() => {
  at = shop()
})
afterEach(() => at.book.close())

const setStatus = (id: number, status: string) =>
  at.book.write((given) => change(given, [{ update: 'item', id, set: { status } }], { entity: 'item' }))

test('a closed item is sold until its stock ends, a prohibited one is not sold at all', async () => {
  const item = at.item({ mrpPaise: 11_200 })
  setStatus(item.itemId, 'closed')
  await at.book.call('sales.postBill', aBill([line({ item, rupees: 90 })]))
  setStatus(item.itemId, 'prohibited')
  await expect(at.book.call('sales.postBill', aBill([line({ item, rupees: 90 })]))).rejects.toMatchObject({
    code: 'sales/item-prohibited',
    field: 'lines.0.itemId',
  })
})

test('the HSN rows of GSTR-1 take their words from the master', async () => {
  const item = at.item({ mrpPaise: 11_200, hsn: '30049099' })
  await at.book.call('sales.postBill', aBill([line({ item, rupees: 90 })]))
  const month = localDate('2026-11-21').slice(0, 7)
  const words = async () => (await at.book.call('gst.gstr1Rows', { month, section: 'hsn-b2c' })).rows[0].label
  expect(await words()).toBe('')
  await at.book.call('items.saveHsn', { code: '30049099', description: 'OTHER MEDICAMENTS' })
  expect(await words()).toBe('OTHER MEDICAMENTS')
  expect(readMonth(at.book.db, month, 'x').hsnB2c[0]).toMatchObject({ description: 'OTHER MEDICAMENTS', official: true })
})
