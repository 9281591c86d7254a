import { randomUUID } from 'node:crypto'
import { appOfFile, expect, expectAccessible, foundBook, type Running, shot, test } from './app.ts'
import { store } from './pages/stock-documents.ts'

/** Two medicines in one place, and a second godown. */
async function stocked(running: Running): Promise<void> {
  const { call } = running
  const lines: object[] = []
  for (const [n, name] of ['Calpara 500 Tab', 'Doloflam 50 Inj'].entries()) {
    const { id } = (await call('items.save', {
      uid: randomUUID(),
      name,
      manufacturer: 'Kaveri Pharma',
      packLabel: '10s',
      baseUnit: 'tablet',
      saleUnit: 'strip',
      saleFactor: 10,
      tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049099' },
      mrpPaise: 2500,
    })) as { id: number }
    lines.push({
      itemId: id,
      batch: name.slice(0, 3).toUpperCase(),
      expiry: n ? '2029-06-30' : '2026-06-30',
      mrpPaise: 2500,
      qtyMilli: 200_000,
      valuePaise: 31_100,
    })
  }
  await call('inventory.openingStock', { uid: randomUUID(), date: '2026-04-01', lines })
  await call('inventory.saveLocation', { uid: randomUUID(), name: 'Rear godown', kind: 'saleable', active: true })
}

test('goods are sent to another godown, received short, and everything by keys', async ({ freshApp, folder }) => {
  const running = await freshApp({ book: foundBook(folder) })
  await stocked(running)
  const { page } = running
  const at = store(page)
  await at.open('Godowns and places')
  await expect(at.grid('Godowns and places').getByRole('row').filter({ hasText: 'Rear godown' })).toBeVisible()
  await shot(page, 'stock-locations')
  await expectAccessible(page, 'places')

  await at.open('Transfer')
  await at.field('From', 'Main')
  await at.field('To', 'Rear')
  await expect(page.getByRole('switch', { name: 'Arrives at once' })).toBeFocused()
  await at.press('Enter')
  await at.key('Item', 1, 'calp')
  await at.key('Quantity', 1, '15')
  await at.key('Item', 2, 'dolo')
  await at.key('Quantity', 2, '30')
  await expect(at.cell('Item', 3)).toBeFocused()
  await shot(page, 'stock-transfer')
  await expectAccessible(page, 'transfer')
  await at.press('Control+S')
  // more than there is: refused in its own cell
  await expect(at.cell('Quantity', 2)).toBeFocused()
  await at.key('Quantity', 2, '20')
  await at.press('Control+S')
  await at.said(/Sent as T\S*\/26-27\/000001/)

  await at.open('Stock documents')
  const list = at.grid('Stock documents')
  await expect(list.getByRole('row').filter({ hasText: 'In transit' })).toBeVisible()
  await at.press('Enter')
  await expect(at.cell('Received', 1)).toBeFocused()
  await at.key('Received', 1, '14')
  await at.key('Short', 1, '1')
  await at.key('Reason', 1, 'break')
  await shot(page, 'stock-receive')
  await at.press('Control+S')
  await at.said(/Received as T\S*\/26-27\/000002/)
  const stock = (await running.call('inventory.stock', { filter: 'Calpara' })) as {
    rows: { location: string; qtyMilli: number }[]
  }
  expect(stock.rows.map((row) => [row.location, row.qtyMilli])).toEqual([
    ['Main godown', 50_000],
    ['Rear godown', 140_000],
  ])
  await expect(list.getByRole('row').filter({ hasText: '000002' })).toBeHidden()
})

test('goods are asked to be written off, approved by another right, and cancelled again', async ({ freshApp, folder }) => {
  const running = await freshApp({ book: foundBook(folder) })
  await stocked(running)
  const { page } = running
  const at = store(page)
  await at.open('Write off goods')
  await at.field('Reason', 'Expired')
  await at.field('Destruction certificate', 'DC/7')
  await at.key('Item', 1, 'calp')
  await at.key('Quantity', 1, '5:5')
  await shot(page, 'stock-write-off')
  await expectAccessible(page, 'write-off')
  await at.press('Control+S')
  await at.said(/1 batch waits for approval/)

  await at.open('Write-offs to approve')
  await expect(at.grid('Write-offs to approve').getByRole('row').filter({ hasText: 'Waiting' })).toBeVisible()
  await at.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('5:5')
  await expect(page.getByTestId('credit')).toContainText('₹0.00')
  await shot(page, 'stock-approval')
  await expectAccessible(page, 'approval')
  await at.press('Control+Enter')
  await at.said(/Written off as W\S*\/26-27\/000001/)

  await at.open('Stock documents')
  const row = at.grid('Stock documents').getByRole('row').filter({ hasText: '000001' })
  await expect(row).toBeVisible()
  await at.press('Alt+X')
  await expect(page.getByRole('dialog', { name: /Cancel W/ })).toBeVisible()
  await page.keyboard.type('they can be sold')
  await at.press('Control+Enter')
  await expect(row).toContainText('Cancelled')
  await shot(page, 'stock-documents')
  await expectAccessible(page, 'stock documents')
  const { findings } = (await running.call('accounts.doctor', {})) as { findings: unknown[] }
  expect(findings).toEqual([])
})

test('a count: sheet, counts by name, a batch that moved, approval', async ({ freshApp, folder }) => {
  const running = await freshApp({ book: foundBook(folder) })
  await stocked(running)
  const { page } = running
  const at = store(page)
  await at.open('Stock counts')
  await expect(page.getByText('Nothing was counted yet.')).toBeVisible()
  await at.press('Alt+C')
  await shot(page, 'stock-count-dialog')
  await at.field('Name of the count', 'Half year')
  await at.press('Control+Enter')
  await at.said(/The sheet has 2 batches/)
  const row = at.grid('Stock counts').getByRole('row').filter({ hasText: 'Half year' })
  await expect(row).toContainText('Open')
  await shot(page, 'stock-counts')
  await expectAccessible(page, 'counts')
  const moved = (await running.call('inventory.locations', { active: true })) as { rows: { id: number; name: string }[] }
  const place = (name: string) => moved.rows.find((one) => one.name === name)?.id
  const { rows } = (await running.call('inventory.stock', { filter: 'Doloflam' })) as { rows: { itemId: number }[] }
  const [batch] = (await running.call('inventory.placedBatches', { itemId: rows[0]?.itemId, date: '2026-11-21' })) as {
    id: number
  }[]
  await running.call('inventory.transfer', {
    uid: randomUUID(),
    date: '2026-11-21',
    fromId: place('Main godown'),
    toId: place('Rear godown'),
    immediate: true,
    lines: [{ itemId: rows[0]?.itemId, batchId: batch?.id, qtyMilli: 20_000 }],
  })
  await at.press('Enter')
  await at.key('Item', 1, 'calp')
  await at.key('Quantity', 1, '19')
  await at.key('Item', 2, 'dolo')
  await at.key('Quantity', 2, '18')
  await shot(page, 'stock-count')
  await expectAccessible(page, 'count')
  await at.press('Control+S')
  await at.said(/2 counts are kept/)

  await at.open('Stock counts')
  await expect(row).toBeVisible()
  await at.press('Control+E')
  const differences = at.grid('Differences: Half year')
  await expect(differences.getByRole('row').filter({ hasText: 'Calpara' })).toContainText('−1')
  await at.press('Enter')
  await at.field('Reason', 'Mistake')
  await at.press('Control+Enter')
  await expect(differences.getByRole('row').filter({ hasText: 'Calpara' })).toContainText('Mistake in an entry')
  await shot(page, 'stock-variance')
  await expectAccessible(page, 'variance')
  await at.press('Control+S')
  await expect(page.getByRole('dialog', { name: 'Post the count Half year?' })).toBeVisible()
  await page.getByRole('button', { name: 'Approve and post' }).last().focus()
  await at.press('Enter')
  // what moved since the sheet was made is said in words, and accepted with a reason
  await expect(page.getByRole('dialog')).toContainText('moved since the sheet was made: book 20')
  await page.keyboard.type('counted after it was moved')
  await at.press('Control+Enter')
  await at.said(/Posted as N\S*\/26-27\/000001: 1 lines/)
})

test.describe('stock documents, at one book', () => {
  const app = appOfFile(stocked)

  test('a batch found on the shelf, which the book does not know, is brought in', async () => {
    const running = app()
    const { page } = running
    const at = store(page)
    await at.open('Stock adjustment')
    await expect(page.getByLabel('Date', { exact: true }).filter({ visible: true })).toBeVisible()
    await expect(at.cell('Item', 1)).toBeFocused()
    await at.key('Item', 1, 'calp')
    await expect(at.cell('Batch', 1)).toBeFocused()
    await at.key('Batch', 1, 'found7')
    await expect(page.getByRole('dialog', { name: 'New batch of Calpara 500 Tab' })).toBeVisible()
    await page.getByLabel('Expiry', { exact: true }).last().focus()
    await page.keyboard.type('07/28')
    await at.press('Control+Enter')
    await at.key('Quantity', 1, '2')
    await at.key('Reason', 1, 'found')
    await at.press('Enter')
    await shot(page, 'stock-adjustment')
    await expectAccessible(page, 'adjustment')
    await at.press('Control+S')
    await at.said(/Adjusted as A\S*\/26-27\/000001/)
    const stock = (await running.call('inventory.stock', { filter: 'FOUND7' })) as {
      rows: { qtyMilli: number; valuePaise: number }[]
    }
    expect(stock.rows).toMatchObject([{ qtyMilli: 20_000 }])
  })

  test('a half-keyed transfer is back after the window is gone', async () => {
    const running = app()
    const { page } = running
    const at = store(page)
    await at.open('Transfer')
    await at.field('From', 'Main')
    await at.field('To', 'Rear')
    await at.press('Enter')
    await at.key('Item', 1, 'dolo')
    await expect(at.cell('Quantity', 1)).toBeFocused()
    await page.keyboard.type('12')
    await page.waitForTimeout(150)
    await page.reload()
    await expect(at.cell('Quantity', 1)).toHaveValue('12')
    await expect(page.getByLabel('To', { exact: true }).filter({ visible: true })).toHaveValue('Rear godown')
  })
})
