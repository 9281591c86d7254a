import { randomUUID } from 'node:crypto'
import { expect, foundBook, shot, test } from './app.ts'
import { ClaimsPage } from './pages/claims.ts'
import { Counter } from './pages/counter.ts'
import { openScreen } from './pages/palette.ts'
import { PurchaseSheet, suppliedBook } from './pages/purchases.ts'
import { store } from './pages/stock-documents.ts'
import { Worklist } from './pages/worklist.ts'

test('the whole way of goods: what is low is ordered, comes, is billed, sold, sent back, claimed and counted, and the books agree', async ({
  freshApp,
  folder,
}) => {
  test.setTimeout(180_000)
  const running = await freshApp({ book: foundBook(folder) })
  const { page, call } = running
  const { keyboard } = page
  const { supplier, items } = await suppliedBook(running)
  const item = items[0] as { id: number; name: string }
  const { today } = (await call('company.state')) as { today: string }
  await call('parties.save', {
    uid: randomUUID(),
    name: 'Alok Medicals',
    city: 'Indore',
    stateCode: '23',
    category: 'unregistered',
    isCustomer: true,
    isSupplier: false,
    licences: [
      { form: '20', number: 'MP-1', validFrom: null, validTo: '2030-03-31' },
      { form: '21', number: 'MP-2', validFrom: null, validTo: '2030-03-31' },
    ],
  })
  // a few strips on the shelf, fewer than should be kept
  const kept = (await call('items.item', { uid: await uidOf(call, item.id) })) as Record<string, unknown>
  await call('items.save', { ...kept, minimumMilli: 100_000, maximumMilli: 300_000, ptrE4: 200_000 })
  await call('inventory.openingStock', {
    uid: randomUUID(),
    date: '2026-04-01',
    lines: [{ itemId: item.id, batch: 'OLD', expiry: '2028-01-31', mrpPaise: 2500, qtyMilli: 20_000, valuePaise: 3_000 }],
  })

  // what is low becomes an order
  const low = new Worklist(page, 'What to order')
  await low.open('What to order')
  await page.getByRole('combobox', { name: 'Rule' }).focus()
  await keyboard.type('min')
  await keyboard.press('Enter')
  await expect(low.grid).toContainText(item.name)
  await low.grid.focus()
  await keyboard.press('Space')
  await keyboard.press('Alt+C')
  const order = new PurchaseSheet(page, 'Lines of the order')
  await expect(order.lines).toContainText(item.name)
  await shot(page, 'story-order')
  await order.field('Supplier').focus()
  await order.keyField('Supplier', 'kaveri')
  await order.keyField('Expected on', '+3')
  await order.key('Qty', 1, '20+2')
  await order.key('Free', 1, '')
  await order.key('Rate', 1, '15')
  await order.save()
  await order.saved(/^Ordered as/)

  // it comes, is billed and matches
  const receipt = new PurchaseSheet(page, 'Goods received')
  await receipt.open('Alt+F9', 'Supplier')
  await receipt.keyField('Supplier', 'kaveri')
  await receipt.keyField('Challan no.', 'CH-1')
  await receipt.keyField('Challan date', 't')
  await keyboard.press('Alt+F1')
  await expect(page.getByRole('dialog', { name: 'Ordered and still to come' })).toBeVisible()
  await keyboard.press('Enter')
  await receipt.key('Batch', 1, 'NEW')
  await receipt.key('Expiry', 1, '06/28')
  await receipt.key('MRP', 1, '25')
  await receipt.save()
  await receipt.saved(/^Received as/)
  const bill = new PurchaseSheet(page, 'Lines of the purchase bill')
  await bill.open('F9', 'Supplier')
  await bill.keyField('Supplier', 'kaveri')
  await bill.keyField('Their bill no.', 'KP/1')
  await bill.keyField('Their date', 't')
  await keyboard.press('Alt+F1')
  await expect(page.getByRole('dialog', { name: 'Received and not billed' })).toBeVisible()
  await keyboard.press('Enter')
  await expect(bill.cell('Rate', 1)).toBeFocused()
  await shot(page, 'story-bill')
  await bill.save()
  await bill.saved(/^Saved as/)

  // some is sold, earliest expiry first
  const counter = new Counter(page)
  await counter.newBill()
  await counter.party('alok')
  await counter.line('calp', '1')
  expect(await counter.save()).toMatch(/^SA\//)

  // some goes back against the bill
  const back = new PurchaseSheet(page, 'Lines of the return')
  await back.open('Alt+F5', 'Bill')
  await back.keyField('Bill', 'KP/1')
  await back.keyField('Reason', 'Broken strips')
  await back.key('Qty', 1, '2')
  await back.save()
  await back.saved(/^Debit note/)

  // some is claimed, and credited
  const claims = new ClaimsPage(page)
  await claims.begin('Kaveri Pharma Agencies', 'Broken')
  await keyboard.press('Control+Space')
  await keyboard.press('Enter')
  await expect(claims.goods.getByText(item.name).first()).toBeVisible()
  await keyboard.type('4')
  await keyboard.press('Control+Enter')
  await claims.saved(/KA\/\d\d-\d\d\/000001 sent/)
  await openScreen(page, 'Claims on suppliers')
  await expect(claims.list.getByRole('rowgroup').getByText('Sent', { exact: true })).toBeVisible()
  await keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Their credit note' })).toBeVisible()
  await keyboard.type('4')
  await page.getByRole('textbox', { name: 'Their credit note' }).focus()
  await keyboard.type('CN/1')
  await keyboard.press('Control+Enter')
  await claims.saved(/KCA\/\d\d-\d\d\/000001 entered/)

  // the shelf is counted: one strip is missing
  const at = store(page)
  await at.open('Stock counts')
  await expect(page.getByText('Nothing was counted yet.')).toBeVisible()
  await at.press('Alt+C')
  await at.field('Name of the count', 'After')
  await at.press('Control+Enter')
  await at.said(/The sheet has \d batch/)
  await expect(page.getByRole('row', { selected: true })).toContainText('After')
  await at.press('Enter')
  await shot(page, 'story-count')
  await at.key('Item', 1, 'calp')
  await keyboard.press('Enter')
  await keyboard.type('12')
  await at.press('Control+S')
  await at.said(/1 count is kept|1 counts are kept/)

  const { findings } = (await call('accounts.doctor', {})) as { findings: unknown[] }
  expect(findings).toEqual([])
  const grni = (await call('purchases.grniStatement', { asOn: today })) as { sums: { accountPaise: number } }
  expect(grni.sums.accountPaise).toBe(0)
  expect(supplier).toBeTruthy()
})

async function uidOf(call: (name: string, input?: unknown) => Promise<unknown>, id: number): Promise<string> {
  const { rows } = (await call('items.list', {})) as { rows: { id: number; uid: string }[] }
  return rows.find((row) => row.id === id)?.uid ?? ''
}
