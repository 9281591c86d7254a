import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, expectAccessible, foundBook, type Running, shot, test } from './app.ts'
import { store } from './pages/stock-documents.ts'

async function stocked({ call }: Running): Promise<void> {
  const { id } = (await call('items.save', {
    uid: randomUUID(),
    name: 'Calpara 500 Tab',
    manufacturer: 'Kaveri Pharma',
    packLabel: '10s',
    baseUnit: 'tablet',
    saleUnit: 'strip',
    saleFactor: 10,
    tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049099' },
    mrpPaise: 2500,
    ptrE4: 190_000,
  })) as { id: number }
  const line = { itemId: id, batch: 'CAL', expiry: '2029-06-30', mrpPaise: 2500, qtyMilli: 200_000, valuePaise: 31_100 }
  await call('inventory.openingStock', { uid: randomUUID(), date: '2026-04-01', lines: [line] })
  await call('inventory.saveLocation', { uid: randomUUID(), name: 'Rear godown', kind: 'saleable', active: true })
}

test('a rack is told, goods go to another godown with their challan, and a blank sheet is taken to the racks: by keys', async ({
  freshApp,
  folder,
}) => {
  const file = path.join(folder, 'challan.pdf')
  const running = await freshApp({ book: foundBook(folder) })
  await running.app.evaluate((_, name) => {
    process.env.BAHI_PICK_FILE = name
  }, file)
  await stocked(running)
  const { page } = running
  const at = store(page)

  await at.open('Godowns and places')
  await expect(at.grid('Godowns and places').getByRole('row').filter({ hasText: 'Main godown' })).toBeVisible()
  await at.press('ArrowDown')
  await at.press('Control+e')
  const place = page.getByRole('dialog', { name: 'Change the place' })
  await expect(place.getByLabel('Place', { exact: true })).toHaveValue('Rear godown')
  await at.press('Enter')
  await at.press('Enter')
  await page.keyboard.type('Gat 12, Wagholi')
  await at.press('Enter')
  await at.press('Enter')
  await page.keyboard.type('Pune')
  await shot(page, 'place-address')
  await expectAccessible(page, 'the address of a place')
  await at.press('Control+Enter')
  await expect(at.grid('Godowns and places')).toContainText('Gat 12, Wagholi, Pune')
  await at.press('ArrowUp')
  await at.press('Enter')
  const racks = at.grid('Racks of Main godown')
  await expect(racks.getByRole('row').filter({ hasText: 'Calpara' })).toBeVisible()
  await at.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Calpara 500 Tab' })).toBeVisible()
  await page.keyboard.type('A-12')
  await at.press('Enter')
  await expect(racks.getByRole('row').filter({ hasText: 'A-12' })).toBeVisible()
  await shot(page, 'racks')
  await expectAccessible(page, 'racks')

  await at.open('Transfer')
  await at.field('From', 'Main')
  await at.field('To', 'Rear')
  await expect(page.getByRole('switch', { name: 'Arrives at once' })).toBeFocused()
  await at.press('Enter')
  await at.key('Item', 1, 'calp')
  await at.key('Quantity', 1, '15')
  await at.press('Control+P')
  // three sheets travel with the goods, each under its caption
  const paper = page.getByRole('region', { name: /^Challan T\S*\/26-27\/000001$/ })
  await expect(paper).toContainText('DELIVERY CHALLAN')
  await expect(paper.getByRole('img', { name: 'Page 1' })).toBeVisible()
  await expect(page.getByText('Page 1 of 3')).toBeVisible()
  await expect(paper).toContainText('ORIGINAL FOR CONSIGNEE')
  await expect(paper).toContainText('285.00')
  await expect(paper).toContainText('Gat 12, Wagholi')
  await expect(paper).toContainText('(same registration)')
  await shot(page, 'transfer-challan')
  await expectAccessible(page, 'a challan')
  await at.press('F9')
  await expect(paper).toContainText('चालान')
  await at.press('F7')
  await expect(page.getByText('Page 1 of 1')).toBeVisible()
  await at.press('Control+S')
  await at.said(/Saved as challan.pdf/)
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')

  await at.open('Stock documents')
  await expect(at.grid('Stock documents').getByRole('row').filter({ hasText: 'In transit' })).toBeVisible()
  await at.press('Alt+Shift+P')
  await expect(paper).toContainText('DELIVERY CHALLAN')

  await at.open('Stock counts')
  await expect(page.getByText('Nothing was counted yet.')).toBeVisible()
  await at.press('Alt+C')
  await at.field('Name of the count', 'Half year')
  await at.press('Control+Enter')
  await expect(at.grid('Stock counts').getByRole('row').filter({ hasText: 'Half year' })).toBeVisible()
  await at.press('Alt+Shift+P')
  const sheet = at.grid('To count: Half year')
  await expect(sheet.getByRole('row').filter({ hasText: 'A-12' })).toContainText('CAL')
  await page.emulateMedia({ colorScheme: 'dark' })
  await shot(page, 'count-sheet-dark')
  await expectAccessible(page, 'a blank sheet, dark')
})
