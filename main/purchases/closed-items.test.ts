import { expect, test } from 'vitest'
import { change } from '../company/records.ts'
import { supply } from './test-supply.ts'

const s = await supply()
const warned = {
  ok: false,
  warnings: [{ code: 'purchases/item-closed', field: 'lines.0.itemId', details: { item: 'Paracetamol 500' } }],
}

test('what is not to be bought any more is warned of when ordered, received and billed, and said once', async () => {
  const received = await s.post('postReceipt', s.receipt())
  s.book.write((given) => change(given, [{ update: 'item', id: s.item.itemId, set: { status: 'closed' } }], { entity: 'item' }))
  for (const [name, draft] of [
    ['postOrder', s.order()],
    ['postReceipt', s.receipt()],
    ['postBill', s.bill()],
  ] as const) {
    expect(await s.book.ask(`purchases.${name}`, draft), name).toMatchObject(warned)
    await s.post(name, draft, s.accept(['purchases/item-closed', 'lines.0.itemId']))
  }
  // goods that came before it was closed are billed without a word
  await s.post('postBill', s.bill({ lines: [s.matched(received.uid)] }))
  await s.healthy()
  s.book.close()
})
