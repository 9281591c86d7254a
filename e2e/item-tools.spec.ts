import { existsSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, expectAccessible, foundBook, shot, test } from './app.ts'
import { ItemTools } from './pages/item-tools.ts'
import { openScreen } from './pages/palette.ts'
import { stockShelf } from './stock.ts'

test('many items are changed and taken back by keys', async ({ freshApp, folder }) => {
  const running = await freshApp({ book: foundBook(folder) })
  const { page, call } = running
  await stockShelf(running)
  const tools = new ItemTools(page)
  const rates = async () =>
    ((await call('items.search', { text: 'cal' })) as { rows: { name: string; rateBp: number }[] }).rows.map((row) => row.rateBp)
  const before = await rates()
  await openScreen(page, 'Change many items')
  await expect(page.getByLabel('Words of the item')).toBeFocused()
  await expect(page.getByText('No change of many items yet')).toBeVisible()
  await expectAccessible(page, 'a change of many items')
  await shot(page, 'bulk-empty')
  // words, maker, HSN, group, schedule, what, class, rate, from
  await tools.key('cal', '', '', '', '', '', '', '12', '')
  await expect(page.getByText('Items: 2. Change: 2, stay as they are: 0, left alone: 0.')).toBeVisible()
  await expect(tools.grid('What would change').getByText('12%').first()).toBeVisible()
  await expectAccessible(page, 'what would change')
  await shot(page, 'bulk-preview')
  await page.keyboard.press('Control+Enter')
  await tools.agree('Items to change: 2')
  await expect(page.getByText('2 changed, 0 as they were, 0 left alone, 0 taken back')).toBeVisible({ timeout: 20_000 })
  expect(await rates()).toEqual([1200, 1200])
  await page.keyboard.press('Alt+U')
  await tools.agree('Items that get back what they had: 2')
  await expect(page.getByText('2 changed, 0 as they were, 0 left alone, 2 taken back')).toBeVisible({ timeout: 20_000 })
  await shot(page, 'bulk-undone')
  expect(await rates()).toEqual(before)
})

test("the portal's list of codes comes in, and a code is found by what the goods are", async ({ freshApp, folder }) => {
  const running = await freshApp({ book: foundBook(folder) })
  const { page, app, call } = running
  await stockShelf(running)
  const tools = new ItemTools(page)
  const list = path.join(folder, 'hsn.csv')
  writeFileSync(list, 'HSN_CD,HSN_Description\n3004,MEDICAMENTS FOR RETAIL\n30049099,OTHER MEDICAMENTS\nxyz,nothing\n')
  await openScreen(page, 'HSN codes')
  await expect(tools.grid('HSN codes').getByText('0402')).toBeVisible()
  await expectAccessible(page, 'codes of goods')
  await tools.willPick(app, list)
  await page.keyboard.press('Alt+I')
  await expect(page.getByText('3 rows: 1 new, 1 changed, 0 as they were, 1 no codes.')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('Row 4: xyz nothing')).toBeVisible()
  await shot(page, 'hsn')
  expect(await call('items.hsnSearch', { text: 'other medic' })).toMatchObject({ rows: [{ code: '30049099' }] })
})

test('an MRP is revised by hand and by a list, and labels are made by keys', async ({ freshApp, folder }) => {
  const running = await freshApp({ book: foundBook(folder) })
  const { page, app, call } = running
  await stockShelf(running)
  const tools = new ItemTools(page)
  await openScreen(page, 'MRP revision')
  const grid = tools.grid('MRP revision')
  await expect(grid).toBeFocused()
  await expect(grid.getByText('Calpara').first()).toBeVisible()
  await expectAccessible(page, 'MRPs')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByLabel('In force')).toBeFocused()
  await tools.key('30', '', 'Form V 12')
  await expect(page.getByRole('dialog')).toBeHidden()
  const revised = (await call('inventory.mrpRevisions', {})) as {
    total: number
    rows: { effectivePaise: number; reference: string; item: string; batch: string }[]
  }
  expect(revised).toMatchObject({ total: 1, rows: [{ effectivePaise: 3000, reference: 'Form V 12' }] })

  const list = path.join(folder, 'list.csv')
  const [first] = revised.rows
  writeFileSync(list, `Item,Batch,New MRP\n${first?.item},${first?.batch},29\nNobody,X1,10\n`)
  await tools.willPick(app, list)
  await page.keyboard.press('Alt+O')
  await expect(page.getByRole('dialog').getByLabel('From')).toBeFocused()
  await tools.key('', 'Form VI')
  await expect(page.getByText('Batches to revise: 1. Rows left out: 1.')).toBeVisible()
  await shot(page, 'mrp-list')
  await expectAccessible(page, 'a price list')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(grid.getByText('Form VI')).toBeVisible()
  await shot(page, 'mrp')

  await openScreen(page, 'Labels')
  await expect(page.getByRole('combobox', { name: 'Item', exact: true })).toBeFocused()
  await page.keyboard.type('calpa')
  await expect(page.getByRole('listbox').getByText('Calpara').first()).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+B')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('[data-page]').first()).toBeVisible({ timeout: 20_000 })
  await shot(page, 'labels')
  await expectAccessible(page, 'labels')
  const saved = path.join(folder, 'labels.pdf')
  await tools.willPick(app, saved)
  await page.keyboard.press('Control+S')
  await expect.poll(() => existsSync(saved) && statSync(saved).size > 1000).toBe(true)
  expect(((await call('items.search', { text: 'calpara' })) as { rows: { uid: string }[] }).rows.length).toBeGreaterThan(0)
})
