import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { appOfFile, expect, expectAccessible, type Running, shot, test } from './app.ts'
import { postBill } from './bills.ts'
import { Worklist } from './pages/worklist.ts'
import { type Shelf, stockShelf } from './stock.ts'

/** Where the cursor stands when a key has been heard and nothing else has had a turn: the next key goes there. */
const cursorRightAfter = (page: Page, key: { key: string; code: string; altKey: boolean }): Promise<string> =>
  page.evaluate(async (init) => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }))
    await Promise.resolve()
    return document.activeElement?.closest('[role="dialog"]') ? 'dialog' : (document.activeElement?.role ?? 'nowhere')
  }, key)

test.describe('worklists of stock', () => {
  let running: Running
  let shelf: Shelf

  const app = appOfFile(async (running) => {
    shelf = await stockShelf(running)
    const opening = (at: number, batch: string, expiry: string) => ({
      itemId: shelf.items[at]?.itemId,
      batch,
      expiry,
      mrpPaise: 9900,
      qtyMilli: 200_000,
      valuePaise: 70_000,
    })
    const { today } = (await running.call('company.state')) as { today: string }
    await running.call('inventory.openingStock', {
      uid: randomUUID(),
      date: '2026-04-01',
      lines: [
        opening(0, 'GONE1', monthEnd(inDays(today, -31))),
        opening(1, 'SOON1', monthEnd(today)),
        opening(2, 'NEAR1', monthEnd(inDays(today, 62))),
      ],
    })
    await postBill(running, shelf, [5, 6])
  })
  test.beforeEach(() => {
    running = app()
  })

  test('what expires is seen by level, marked for a claim, followed to its batch and up the ladder', async () => {
    const { page } = running
    const list = new Worklist(page, 'Near expiry')
    await list.open('Near expiry')
    await expect(list.grid).toHaveAttribute('aria-rowcount', '4')
    await expect(page.getByRole('button', { name: 'Expired 1' })).toBeVisible()
    await expect(list.current).toContainText('GONE1')
    await page.keyboard.press('Alt+M')
    await expect(page.getByRole('button', { name: /Take off the mark/ })).toBeVisible()
    await shot(page, 'near-expiry')
    await expectAccessible(page, 'the near-expiry worklist')
    await page.keyboard.press('Enter')
    const batch = new Worklist(page, `GONE1 of ${shelf.items[0]?.name}`)
    await expect(batch.current).toContainText('Opening stock')
    await shot(page, 'batch-history')
    await page.keyboard.press('Control+w')
    await page.keyboard.press('Alt+D')
    const ladder = new Worklist(page, 'Expiry ladder')
    await expect(ladder.grid).toContainText('Kaveri Pharma')
    await shot(page, 'expiry-ladder')
    await expectAccessible(page, 'the expiry ladder')
  })

  test('movement, ageing and low stock open by their names and stand up to a look', async () => {
    const { page } = running
    const movement = new Worklist(page, 'ABC and movement')
    await movement.open('ABC and movement')
    await expect(movement.current).toContainText('Fast')
    await shot(page, 'movement')
    await expectAccessible(page, 'ABC and movement')
    const ageing = new Worklist(page, 'Stock ageing')
    await ageing.open('Stock ageing')
    await shot(page, 'stock-ageing')
    await expectAccessible(page, 'stock ageing')
    const low = new Worklist(page, 'Low stock')
    await low.open('Low stock')
    await expect(page.getByText('Nothing is at or below its minimum.')).toBeVisible()
    await expectAccessible(page, 'low stock without rows')
  })

  test('what was sold is suggested, ticked and becomes an order', async () => {
    const { page } = running
    // sold nearly out: ten strips of each batch of two items
    await postBill(running, shelf, [7])
    const list = new Worklist(page, 'What to order')
    await list.open('What to order')
    await page.getByRole('combobox', { name: 'Rule' }).focus()
    await page.keyboard.type('As much')
    await page.keyboard.press('Enter')
    await expect(list.grid).toHaveAttribute('aria-rowcount', '4')
    await list.grid.focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Space')
    await shot(page, 'reorder')
    await expectAccessible(page, 'what to order')
    await page.keyboard.press('Alt+C')
    const lines = page.getByRole('grid', { name: 'Lines of the order' })
    await expect(lines).toContainText('Pantogard')
    await shot(page, 'order-from-reorder')
  })

  test('a batch is recalled by keys: followed, blocked, refused in billing, letters written', async ({ folder }) => {
    const { page } = running
    const number = await postBill(running, shelf, [7])
    const list = new Worklist(page, 'Where it went')
    await list.open('Batch recall', page.getByText('Which batch is recalled?'))
    await page.keyboard.press('Alt+B')
    await page.keyboard.type('tela')
    await expect(page.getByRole('option').first()).toContainText(shelf.items[7]?.name ?? '')
    await page.keyboard.press('Enter')
    await expect(list.grid).toContainText(number)
    await list.grid.focus()
    // the key after the one that opens a dialog is the dialog's, however fast it follows
    expect(await cursorRightAfter(page, { key: 'q', code: 'KeyQ', altKey: true })).toBe('dialog')
    await page.keyboard.type('Fails dissolution')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText(/Blocked .*Fails dissolution/)).toBeVisible()
    await shot(page, 'recall')
    await expectAccessible(page, 'the recall of a batch')
    // the blocked batch is not offered: the bill takes the other one
    await expect(postBill(running, shelf, [7])).resolves.toBeTruthy()
    const file = path.join(folder, 'letters.pdf')
    await running.app.evaluate((_, chosen) => {
      process.env.BAHI_PICK_FILE = chosen
    }, file)
    await list.grid.focus()
    await page.keyboard.press('Alt+P')
    await expect(page.getByText('1 letter is in letters.pdf.').first()).toBeVisible()
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
    await expect(page.getByText(/1 letter made/)).toBeVisible()
  })
})

const inDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
const monthEnd = (day: string): string => {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}
