import { randomUUID } from 'node:crypto'
import { expect, expectAccessible, foundBook, shot, test } from './app.ts'
import { openScreen } from './pages/palette.ts'

const medicines = [
  { name: 'Calpara 500 Tab', mrpPaise: 2500 },
  { name: 'Doloflam 50 Inj', mrpPaise: 4300 },
]

test('opening stock keyed without a mouse stands in the stock list and in the trial balance', async ({ freshApp, folder }) => {
  const running = await freshApp({ book: foundBook(folder) })
  const { page, call } = running
  for (const [n, { name, mrpPaise }] of medicines.entries())
    await call('items.save', {
      uid: randomUUID(),
      code: `OS${n}`,
      name,
      packLabel: '10s',
      baseUnit: 'tablet',
      saleUnit: 'strip',
      saleFactor: 10,
      tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049099' },
      mrpPaise,
    })
  const { keyboard } = page
  await openScreen(page, 'Opening stock')
  const sheet = page.getByRole('grid', { name: 'Batches in stock' })
  const cell = (column: string, line: number) =>
    sheet
      .getByRole('textbox', { name: `${column}, line ${line}`, exact: true })
      .or(sheet.getByRole('combobox', { name: `${column}, line ${line}`, exact: true }))
  const key = async (column: string, line: number, text: string) => {
    await expect(cell(column, line)).toBeFocused()
    await keyboard.type(text)
    await keyboard.press('Enter')
  }
  await key('Item', 1, 'calp')
  await key('Batch', 1, 'CAL1')
  await key('Expiry', 1, '06/28')
  await expect(cell('MRP', 1)).toHaveValue('25.00')
  await keyboard.press('Enter')
  await key('Quantity', 1, '20')
  await key('Cost rate', 1, '15.55')
  await key('Item', 2, 'dolo')
  await key('Batch', 2, 'DOL7')
  await key('Expiry', 2, '03/26')
  await key('MRP', 2, '43')
  await key('Quantity', 2, '9:5')
  await keyboard.press('Enter')
  await key('Value', 2, '300')
  await expect(page.getByTestId('value')).toHaveText('₹611.00')
  await shot(page, 'opening-stock')
  await expectAccessible(page, 'opening stock')

  // a batch that had expired by then is refused where it stands, and nothing is posted
  await keyboard.press('Control+S')
  await expect(cell('Expiry', 2)).toBeFocused()
  await expect(
    page
      .getByRole('status')
      .filter({ hasText: /expired/ })
      .first(),
  ).toBeAttached()
  await keyboard.type('03/29')
  await keyboard.press('Control+S')
  await expect(
    page
      .getByRole('status')
      .filter({ hasText: /Saved as OS?\S*A\/26-27\/000001: 2 batches/ })
      .first(),
  ).toBeAttached()
  await expect(page.getByTestId('value')).toHaveText('₹0.00')

  await openScreen(page, 'Stock')
  const stock = page.getByRole('grid', { name: 'Stock', exact: true })
  await expect(stock.getByRole('row').filter({ hasText: 'CAL1' })).toContainText('311.00')
  await expect(stock.getByRole('row').filter({ hasText: 'DOL7' })).toContainText('9:5')
  await expect(page.getByText('₹611.00').filter({ visible: true })).toBeVisible()
  await shot(page, 'stock')
  await expectAccessible(page, 'stock')
  await keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'CAL1 of Calpara 500 Tab' })).toBeVisible()
  await openScreen(page, 'Calpara 500 Tab')
  await expect(page.getByText('Opening 0, closing 200')).toBeVisible()
  await shot(page, 'item-ledger')

  await openScreen(page, 'Trial balance')
  const trial = page.getByRole('grid', { name: 'Trial balance' })
  await expect(trial.getByRole('row').filter({ hasText: 'Inventory' })).toContainText('611.00')
  await expect(page.getByText('Debit equals credit')).toBeVisible()
  await shot(page, 'trial-balance')
  await expectAccessible(page, 'trial balance')
})

test('a sheet comes back after the window is gone', async ({ freshApp, folder }) => {
  const book = foundBook(folder)
  const userData = `${folder}/user`
  const first = await freshApp({ book, userData })
  await first.call('items.save', {
    uid: randomUUID(),
    name: 'Calpara 500 Tab',
    packLabel: '10s',
    baseUnit: 'tablet',
    saleUnit: 'strip',
    saleFactor: 10,
    tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049099' },
  })
  await openScreen(first.page, 'Opening stock')
  const sheet = first.page.getByRole('grid', { name: 'Batches in stock' })
  await expect(sheet.locator('input')).toBeFocused()
  await first.page.keyboard.type('calp')
  await first.page.keyboard.press('Enter')
  await expect(sheet.getByRole('textbox', { name: 'Batch, line 1' })).toBeFocused()
  await first.page.keyboard.type('HALF')
  await first.page.waitForTimeout(150)
  await first.page.reload()
  await expect(sheet.getByRole('textbox', { name: 'Batch, line 1' })).toHaveValue('HALF')
})
