import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, expectAccessible, foundBook, shot, test } from './app.ts'
import { ImportPage } from './pages/import.ts'

/** A list of the test's own making: every twentieth row has something wrong with it. */
function priceList(rows: number): string {
  const salts = ['Paracetamol', 'Azithromycin', 'Pantoprazole', 'Cetirizine', 'Metformin']
  const lines = Array.from({ length: rows }, (_, at) => {
    const salt = salts[at % salts.length] as string
    const name = `${salt.slice(0, 4)}${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + (Math.floor(at / 26) % 26))} ${250 + (at % 4) * 125}`
    if (at % 20 === 7) return `K${at},,${salt},10*10,12.50,Nobody`
    if (at % 20 === 13) return `K${at},${name},${salt},10*10,twelve,Nobody`
    return `K${at},${name},${salt} (${250 + (at % 4) * 125}mg),${at % 3 ? '10*10' : '60 ML'},${(12.5 + at).toFixed(2)},"Maker, ${at % 9}"`
  })
  return `Item Code,Product Name,Salt,Packing,M.R.P.,Mfg By\n${lines.join('\n')}\n`
}
const rows = 500
const wrong = 50

test('a list is chosen, looked at, applied and taken back by keys', async ({ freshApp, folder }) => {
  const running = await freshApp({ book: foundBook(folder) })
  const { page, app, call } = running
  const list = path.join(folder, 'price list.csv.gz')
  writeFileSync(list, gzipSync(priceList(rows)))
  const screen = new ImportPage(page)
  await screen.open()
  await expect(page.getByText('No list has been brought in yet.')).toBeVisible()
  await expectAccessible(page, 'choosing a list')
  await shot(page, 'import-choose')
  await screen.choose(app, list)
  await screen.checked(
    `${rows - wrong} rows are good, 0 of them change an item that is there. ${wrong} rows with errors are left out.`,
  )
  await expect(screen.mapping.getByLabel('Product Name')).toHaveValue('Name')
  await expect(screen.mapping.getByLabel('M.R.P.')).toHaveValue('MRP')
  await expect(screen.rows.getByText('strip of 10 loose').first()).toBeVisible()
  await shot(page, 'import-look')
  await expectAccessible(page, 'looking at a list')

  // Alt+E goes from all rows to the good ones and to those with errors, which say what is wrong
  await page.keyboard.press('Alt+E')
  await page.keyboard.press('Alt+E')
  await expect(screen.rows.getByText('The name is missing.').first()).toBeVisible()
  await expect(screen.rows.getByText('twelve is not a price.').first()).toBeVisible()
  await shot(page, 'import-errors')

  await screen.apply()
  await expect(screen.result.getByText('The list is in the book.')).toBeVisible({ timeout: 30_000 })
  await expect(screen.figure('New items')).toHaveText(String(rows - wrong))
  await expect(screen.figure('Left out with errors')).toHaveText(String(wrong))
  await shot(page, 'import-done')
  await expectAccessible(page, 'an applied list')
  const { total } = (await call('items.list', {})) as { total: number }
  expect(total).toBe(rows - wrong)
  const found = (await call('items.search', { text: 'k1' })) as { rows: { name: string; mrpPaise: number }[]; exact: boolean }
  expect(found.exact).toBe(true)
  expect(found.rows[0]).toMatchObject({ mrpPaise: 1350 })

  // the same list again changes nothing
  await page.keyboard.press('Alt+O')
  await screen.choose(app, list)
  await screen.checked(`${rows - wrong} of them change an item that is there`)
  await page.keyboard.press('Alt+D')
  await expect(page.getByRole('heading', { name: 'So far' })).toBeVisible()

  // taken back
  await page.getByRole('button', { name: 'Open', exact: true }).press('Enter')
  await expect(screen.result).toBeVisible()
  await page.keyboard.press('Alt+U')
  await expect(page.getByRole('dialog')).toContainText('Take back price list.csv.gz?')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(screen.result.getByText('The list is taken back.')).toBeVisible({ timeout: 30_000 })
  expect(((await call('items.list', {})) as { total: number }).total).toBe(0)
})

test('a file that is no list is refused in words', async ({ freshApp, folder }) => {
  const { page, app } = await freshApp({ book: foundBook(folder) })
  const screen = new ImportPage(page)
  await screen.open()
  const broken = path.join(folder, 'broken.csv')
  writeFileSync(broken, 'name,mrp\nDolo,33\n"Calpol"x,30\n')
  await screen.choose(app, broken)
  await expect(screen.screen.getByRole('alert')).toContainText('Row 3 is not proper CSV')
  const bomb = path.join(folder, 'bomb.csv.gz')
  writeFileSync(bomb, gzipSync(Buffer.alloc(60 * 1_048_576, 'a,b\n')))
  await screen.choose(app, bomb)
  await expect(screen.screen.getByRole('alert')).toContainText('more than 200 times its size')
  await shot(page, 'import-refused')
  await expectAccessible(page, 'a refused list')
})

test('an item is keyed, found and corrected by keys', async ({ freshApp, folder }) => {
  const { page, call } = await freshApp({ book: foundBook(folder) })
  await expect(async () => {
    await page.keyboard.press('Alt+Shift+I')
    await expect(page.getByRole('grid', { name: 'Items' })).toBeFocused({ timeout: 500 })
  }).toPass()
  await expect(page.getByText('There are no items yet.')).toBeVisible()
  await expectAccessible(page, 'an empty catalogue')
  await shot(page, 'items-empty')
  await page.keyboard.press('Alt+C')
  const { keyboard } = page
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await keyboard.type('Dolo 650 Tablet')
  await keyboard.press('Enter')
  await keyboard.type('10*15')
  await keyboard.press('Enter')
  await expect(page.getByLabel('Sold by')).toHaveValue('strip')
  await keyboard.type('d650')
  await page.getByRole('combobox', { name: 'HSN' }).fill('30049')
  await page.getByLabel('MRP').fill('33.50')
  await keyboard.press('Control+s')
  await expect(page.getByText('An HSN has 4, 6 or 8 digits.')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'HSN' })).toBeFocused()
  await expectAccessible(page, 'the form of an item with a refusal')
  await shot(page, 'item-form')
  await page.getByRole('combobox', { name: 'HSN' }).fill('30049099')
  await keyboard.press('Control+s')
  await expect(page.getByText('Dolo 650 Tablet is saved.').first()).toBeVisible()
  const { rows } = (await call('items.search', { text: 'D650' })) as {
    rows: { saleFactor: number; mrpPaise: number; hsn: string }[]
  }
  expect(rows).toMatchObject([{ saleFactor: 15, mrpPaise: 3350, hsn: '30049099' }])
  await keyboard.press('Alt+Shift+I')
  const grid = page.getByRole('grid', { name: 'Items' }).filter({ visible: true })
  await expect(grid.getByText('Dolo 650 Tablet')).toBeVisible()
  await keyboard.press('Space')
  await expect(page.getByRole('complementary', { name: 'Detail' })).toContainText('strip of 15 loose')
  await shot(page, 'items')
  await expectAccessible(page, 'the list of items with its detail')
})
