import { expect, expectAccessible, foundBook, shot, test } from './app.ts'
import { Valuation } from './pages/valuation.ts'
import { stockShelf } from './stock.ts'

test('what stock is worth ties to the account; the method is changed by keys and every figure follows', async ({
  freshApp,
  folder,
}) => {
  const running = await freshApp({ book: foundBook(folder) })
  const { page, call } = running
  await stockShelf(running)
  const { state } = (await call('inventory.valuation', {})) as { state: { stockPaise: number } }
  const valuation = new Valuation(page)
  await valuation.open('Stock valuation')
  await expect(valuation.row('Calpara')).toContainText('Kaveri Pharma')
  await expect(valuation.state).toContainText('Ties to the inventory account')
  await expect(valuation.state).toContainText('First in, first out')
  expect(state.stockPaise).toBeGreaterThan(0)
  await shot(page, 'valuation')
  await expectAccessible(page, 'valuation')

  // before the goods came there was nothing
  const { keyboard } = page
  const date = page.getByLabel('As on').filter({ visible: true })
  await valuation.tabTo(date, true)
  await keyboard.press('Control+A')
  await keyboard.type('31/03/26')
  await keyboard.press('Enter')
  await keyboard.press('Tab')
  await expect(valuation.list.getByText('Calpara')).toHaveCount(0)
  await shot(page, 'valuation-empty')
  await expectAccessible(page, 'valuation, nothing in stock')
  await valuation.tabTo(date, true)
  await keyboard.press('Control+A')
  await keyboard.type('30/04/26')
  await keyboard.press('Tab')
  await expect(valuation.row('Calpara')).toBeVisible()

  await valuation.tabTo(page.getByRole('button', { name: 'By batch' }).filter({ visible: true }))
  await keyboard.press('Enter')
  await expect(valuation.row('CALA').filter({ hasText: 'Calpara' })).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark' })
  await shot(page, 'valuation-batches-dark')
  await expectAccessible(page, 'valuation by batch, dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await valuation.tabTo(valuation.list)
  await keyboard.press('Enter')
  await expect(
    page
      .getByRole('grid', { name: /Item ledger|Calpara|Amoxyl/ })
      .filter({ visible: true })
      .first(),
  ).toBeVisible()

  // the method: from this year's 1 April, with a reason and past its warning
  await valuation.open('Firm')
  const change = page.getByRole('button', { name: /Change.*Cost of stock/ }).filter({ visible: true })
  await expect(change).toBeVisible()
  await valuation.tabTo(change)
  await keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Cost of stock' })
  await expect(dialog).toBeVisible()
  await keyboard.type('Mov')
  await keyboard.press('Enter')
  await expect(dialog.getByLabel('Reason')).toBeFocused()
  await keyboard.type('As the board decided')
  await shot(page, 'cost-method')
  await expectAccessible(page, 'cost method')
  await keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect
    .poll(async () => (await call('inventory.costState', {})) as { settling: number; method: string }, { timeout: 20_000 })
    .toMatchObject({ settling: 0, method: 'average', ties: true })
  await valuation.open('Stock valuation')
  await expect(valuation.state).toContainText('Moving average')
  await expect(valuation.state).toContainText('Ties to the inventory account')
})
