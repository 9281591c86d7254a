import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, expectAccessible, foundBook, shot, test } from './app.ts'
import { Counter } from './pages/counter.ts'
import { openScreen } from './pages/palette.ts'
import { stockShelf } from './stock.ts'

test('a profile, a key of one’s own, its file, and the lesson that shows it', async ({ freshApp, folder }) => {
  const running = await freshApp({ book: foundBook(folder) })
  const { page, app } = running
  await stockShelf(running)
  const said = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text })
  const pick = (file: string) =>
    app.evaluate(
      (_, name) => {
        process.env.BAHI_PICK_FILE = name
      },
      path.join(folder, file),
    )

  // the profile by key: Marg saves with Ctrl+W
  await openScreen(page, 'Keys')
  const list = page.getByRole('listbox', { name: 'Keys' })
  await expect(list).toBeFocused()
  await page.keyboard.press('F6')
  const save = list.locator('[data-command="document.save"]')
  await expect(save).toContainText('Ctrl W')

  // Hold gets a key of its own; one that is taken is refused with the name of who has it
  const hold = list.locator('[data-command="document.hold"]')
  for (let n = 0; n < 400 && (await hold.getAttribute('aria-selected')) !== 'true'; n++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('Waiting for a key')
  await page.keyboard.press('Alt+R')
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('Recall')
  await shot(page, 'keys-taken')
  await page.keyboard.press('Control+Shift+H')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(hold).toContainText('Ctrl Shift H')
  await expect(hold).toContainText('Own')
  await expectAccessible(page, 'keys')
  await shot(page, 'keys')

  // out to a file, and back from one; a file with a taken key is refused whole
  await pick('keys.json')
  await page.keyboard.press('Alt+X')
  await expect(said('Keys saved as keys.json')).toBeAttached()
  const map = JSON.parse(readFileSync(path.join(folder, 'keys.json'), 'utf8'))
  expect(map).toMatchObject({ profile: 'marg', keys: { marg: { 'document.hold': ['Ctrl+Shift+H'] } } })
  map.keys.marg['document.recall'] = ['Ctrl+Shift+H']
  writeFileSync(path.join(folder, 'bad.json'), JSON.stringify(map))
  await pick('bad.json')
  await page.keyboard.press('Alt+I')
  await expect(said(/^Not taken over/)).toBeAttached()
  await expect(list.locator('[data-command="document.recall"]')).toContainText('Alt R')

  // the lesson shows the person's own key, and is done by keys alone
  await openScreen(page, 'Learn the bill')
  const step = (name: string) => page.locator(`[data-step="${name}"]`)
  const counter = new Counter(page)
  await expect(counter.partyBox).toBeFocused()
  await expect(step('hold')).toContainText('Ctrl Shift H')
  await expect(step('save')).toContainText('Ctrl W')
  await counter.party('shree')
  await expect(step('party')).toHaveAttribute('data-done')
  await page.keyboard.type('Calpara')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('listbox', { name: 'Batch' })).toBeVisible()
  await expect(step('batch')).toHaveAttribute('data-done')
  await page.keyboard.press('Enter')
  await expect(counter.cellNamed('Qty')).toBeFocused()
  await page.keyboard.type('10+1')
  await expect(step('quantity')).toHaveAttribute('data-done')
  await page.keyboard.press('Enter')
  await expect(counter.cellNamed('Free')).toBeFocused()
  await page.keyboard.type('2')
  await expect(step('free')).toHaveAttribute('data-done')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(counter.cellNamed('Disc %')).toBeFocused()
  await page.keyboard.type('5')
  await expect(step('discount')).toHaveAttribute('data-done')
  await shot(page, 'drill')
  await expectAccessible(page, 'the lesson')
  await page.keyboard.press('Control+Shift+H')
  await expect(step('hold')).toHaveAttribute('data-done')
  await page.keyboard.press('Alt+R')
  await expect(step('recall')).toHaveAttribute('data-done')
  await expect(counter.lines).toContainText('Calpara')
  await page.keyboard.press('Control+W')
  await expect(page.getByText('You can bill.')).toBeVisible()
  // and nothing of it is anywhere
  expect(await running.call('sales.bills', {})).toMatchObject({ total: 0 })
  expect(await running.call('company.drafts', { kind: 'sale' })).toEqual([])
})
