import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, expectAccessible, foundBook, shot, test } from './app.ts'
import { BillImportPage } from './pages/bill-import.ts'
import { stockShelf } from './stock.ts'

const head =
  'SUPPLIER,BILL NO.,DATE,CODE,ITEM NAME,PACK,BATCH,EXPIRY,QTY,F.QTY,FTRATE,MRP,DIS,AMOUNT,HSNCODE,CGST,SGST,BILL TOTAL'
const line = (bill: string, code: string, name: string, batch: string, qty: number, rate: number, amount = qty * rate) =>
  `Sahyadri Agencies,${bill},15/10/2026,${code},${name},10 S,${batch},12/28,${qty},0,${rate.toFixed(2)},58.00,0,${amount.toFixed(2)},30049034,2.5,2.5,`

test("a supplier's bills come out of a file by keys: certain items by themselves, the others chosen, and all of it taken back", async ({
  freshApp,
  folder,
}) => {
  const running = await freshApp({ book: foundBook(folder) })
  const { page, app, call } = running
  const { items } = await stockShelf(running)
  const supplier = randomUUID()
  await call('parties.save', {
    uid: supplier,
    name: 'Sahyadri Agencies',
    gstin: '27AAKFM7788P1Z2',
    stateCode: '27',
    category: 'regular',
    isCustomer: false,
    isSupplier: true,
  })
  const file = path.join(folder, 'sahyadri.csv')
  writeFileSync(
    file,
    [
      head,
      line('A1', 'P1', 'CALPARA 100 TAB', 'N1', 20, 31.5),
      line('A1', 'P2', 'DOLOFLM 200', 'N2', 5, 28),
      line('A2', 'P3', 'AMOXYL 300 TAB', 'N3', 4, 30, 125),
    ].join('\n'),
  )
  const screen = new BillImportPage(page)
  await screen.show()
  await expect(page.getByText('No supplier bill was imported yet')).toBeVisible()
  await expectAccessible(page, 'choosing a bill file')
  await shot(page, 'bill-import-choose')
  await screen.choose(app, file)

  // the item with the very name is certain; the cut-off one and the one whose sum is off wait for a person
  await expect(screen.grid.getByText('Certain')).toHaveCount(1)
  await expect(screen.open).toHaveText('2')
  await expect(screen.bills.getByText('Lines are off')).toBeVisible()
  await expect(screen.offers.getByRole('option').first()).toContainText('Doloflam 200 Tab')
  await shot(page, 'bill-import-review')
  await expectAccessible(page, 'looking at bills of a file')
  await page.keyboard.press('Enter')
  await expect(screen.open).toHaveText('1')
  // entering says what is still open and goes there; the line is left out
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('1 line still needs you').first()).toBeVisible()
  await expect(page.getByText('Quantity × rate gives 120.00, the file says 125.00')).toBeVisible()
  await page.keyboard.press('Control+d')
  await expect(screen.open).toHaveText('0')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/Entered: PA\//).first()).toBeVisible()
  await expect(page.getByRole('cell', { name: 'sahyadri.csv' })).toBeVisible()
  await shot(page, 'bill-import-done')
  const { rows } = (await call('inventory.stock', { filter: 'doloflam' })) as { rows: { batch: string; qtyMilli: number }[] }
  expect(rows.find((row) => row.batch === 'N2')?.qtyMilli).toBe(50_000)

  // the next file of this supplier needs no asking
  const next = path.join(folder, 'sahyadri-2.csv')
  writeFileSync(next, [head, line('A3', 'P2', 'DOLOFLM 200', 'N4', 5, 28)].join('\n'))
  await screen.choose(app, next)
  await expect(screen.open).toHaveText('0')
  await expect(screen.grid.getByText('Certain')).toHaveCount(1)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('cell', { name: 'sahyadri-2.csv' })).toBeVisible()

  // a rate of GST other than ours waits for a person: theirs, for this bill
  const taxed = path.join(folder, 'sahyadri-3.csv')
  const twelve = line('A4', 'P2', 'DOLOFLM 200', 'N5', 5, 28).replace('2.5,2.5,', '6,6,')
  writeFileSync(taxed, [head, twelve].join('\n'))
  await screen.choose(app, taxed)
  await expect(screen.open).toHaveText('1')
  await expect(page.getByText('GST 12 % on the file, 5 % for our item: say which').first()).toBeVisible()
  await shot(page, 'bill-import-rate')
  await expectAccessible(page, 'a rate of GST that differs')
  await page.keyboard.press('Alt+R')
  await expect(screen.open).toHaveText('0')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toContainText('12')
  await page.keyboard.type('as billed')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('cell', { name: 'sahyadri-3.csv' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).first().press('Enter')
  await page.keyboard.type('to be billed again')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Undone', { exact: true })).toHaveCount(1)

  // taken back whole, by keys
  await page.getByRole('button', { name: 'Undo' }).first().press('Enter')
  await expect(page.getByRole('dialog')).toContainText('A3')
  await page.keyboard.type('wrong supplier')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Undone', { exact: true })).toHaveCount(2)
  const after = (await call('inventory.stock', { filter: 'doloflam' })) as { rows: { batch: string }[] }
  expect(after.rows.some((row) => row.batch === 'N4')).toBe(false)
  expect(items.length).toBeGreaterThan(2)
})
