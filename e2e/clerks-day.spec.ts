import { expect, expectAccessible, foundBook, shot, test } from './app.ts'
import { Counter } from './pages/counter.ts'
import { CounterDay } from './pages/counter-day.ts'
import { openScreen } from './pages/palette.ts'
import { stockShelf } from './stock.ts'

type Sums = { sums: { cashPaise: number; upiPaise: number } }
type Day = { expectedPaise: number; closed: { number: string; differencePaise: number } | null }

test('a clerk’s day by keys: bills, a change, a conversion, a copy, money received, what was lost, the drawer closed', async ({
  freshApp,
  folder,
}) => {
  test.slow()
  const running = await freshApp({ book: foundBook(folder) })
  const shelf = await stockShelf(running)
  const { page, call } = running
  const { keyboard } = page
  await page.reload()
  await expect(page.getByRole('navigation').first()).toBeVisible()
  const counter = new Counter(page)
  const day = new CounterDay(page)
  const word = (at: number) => shelf.items[at]?.name.toLowerCase().split(' ')[0] as string

  // a walk-in pays at once, two bills go on credit
  await counter.newBill()
  await counter.walkIn()
  await counter.line(word(0), '2')
  expect(await counter.save()).toBe('SA/26-27/000001')
  for (const at of [1, 2]) {
    await counter.party('shree')
    await counter.line(word(at), '3')
    await counter.save()
  }

  // what was wanted and is not there is noted from the bill itself
  await counter.party('shree')
  await counter.takeItem(word(3))
  await keyboard.press('Alt+z')
  await expect(day.dialog).toBeVisible()
  await keyboard.type('25')
  await shot(page, 'lost-sale')
  await keyboard.press('Control+Enter')
  await day.heard(/^Noted: /)
  await keyboard.press('Alt+q')
  await expect(day.dialog).toContainText('Shree')
  await shot(page, 'party-card')
  await keyboard.press('Escape')
  await keyboard.press('Alt+j')
  await expect(day.dialog).toBeVisible()
  await shot(page, 'item-card')
  await keyboard.press('Escape')
  expect(await call('sales.lostSales', {})).toMatchObject({ total: 1, rows: [{ qtyMilli: 250_000 }] })

  // the second bill is found by its number and changed: five instead of three
  await openScreen(page, 'Find a bill')
  await day.find('2', 'SA/26-27/000002')
  await keyboard.press('Control+e')
  await expect(page.getByText('Changing SA/26-27/000002, version 1')).toBeVisible()
  await expect(counter.cellNamed('Qty')).toBeFocused()
  await keyboard.press('Control+A')
  await keyboard.type('5')
  await shot(page, 'bill-changing')
  await keyboard.press('Control+Enter')
  await day.reason('five went, not three')
  await day.heard(/^Saved SA\/26-27\/000002/)

  // the third becomes cash at the door
  await openScreen(page, 'Find a bill')
  await day.find('shree 3', 'SA/26-27/000003')
  await keyboard.press('Alt+m')
  await expect(day.dialog).toBeVisible()
  await keyboard.press('Enter')
  await keyboard.press('Enter')
  await keyboard.type('he paid at the door')
  await keyboard.press('Control+Enter')
  await day.heard(/^MCA\/26-27\/000001/)
  await expect(day.posted).toContainText('Cash')
  await keyboard.press('Alt+PageUp')
  await expect(page.getByTestId('versions').filter({ visible: true })).toContainText('five went, not three')
  await shot(page, 'posted-bill')
  await expectAccessible(page, 'a posted bill with its versions')

  // printed once more, marked; and copied into a new bill
  await keyboard.press('Alt+d')
  await expect(page.locator('canvas').filter({ visible: true }).first()).toBeVisible({ timeout: 30_000 })
  await shot(page, 'duplicate')
  await keyboard.press('Control+F4')
  await keyboard.press('Alt+y')
  await expect(counter.rows()).toHaveCount(2)
  await keyboard.press('Control+Enter')
  expect(await counter.saved()).toMatch(/^SA\/26-27\/00000\d/)

  // money received settles the oldest bills
  await openScreen(page, 'Money received')
  await day.receive('shree', '300')
  await day.heard(/^Saved RA\/26-27\/000001/)
  await shot(page, 'receipt')
  await expectAccessible(page, 'money received')

  // the drawer: what should be there is there, in coins
  const before = (await call('payments.cashDay', { date: await day.today(call) })) as Day
  await openScreen(page, 'Cash close')
  await day.count(before.expectedPaise)
  await shot(page, 'cash-close')
  await expectAccessible(page, 'the cash close')
  await keyboard.press('Control+Enter')
  await day.heard(/^CLA\/26-27\/000001 closed the day/)
  const today = await day.today(call)
  expect(await call('payments.cashDay', { date: today })).toMatchObject({
    closed: { number: 'CLA/26-27/000001', differencePaise: 0 },
  })

  // past closes are a list; a row opens its paper
  await openScreen(page, 'Past cash closes')
  const closes = page.getByRole('grid', { name: 'Past cash closes' })
  await expect(closes.getByText('CLA/26-27/000001')).toBeVisible()
  await shot(page, 'cash-closes')
  await expectAccessible(page, 'past cash closes')
  await keyboard.press('F7')
  await expect(page.getByText('No close in this period.')).toBeVisible()
  await keyboard.press('F7')
  await expect(closes.getByText('CLA/26-27/000001')).toBeVisible()
  await keyboard.press('Enter')
  await expect(page.locator('[data-page]').filter({ visible: true }).first()).toContainText('CLA/26-27/000001')
  await shot(page, 'cash-close-paper')
  await expectAccessible(page, 'the paper of a cash close')

  // the day book says the same
  await openScreen(page, 'Day book')
  await expect(page.getByRole('grid', { name: 'Day book' }).getByText('CLA/26-27/000001')).toBeVisible()
  await shot(page, 'day-book')
  await expectAccessible(page, 'the day book')
  expect(((await call('payments.dayBook', { from: today, to: today })) as Sums).sums.cashPaise).toBe(before.expectedPaise)
  for (const name of ['Sales register', 'Profit on sales', 'Receipts and payments', 'Lost sales']) {
    await openScreen(page, name)
    await expect(page.getByRole('grid', { name }).getByRole('row').nth(1)).toBeVisible()
    await shot(page, name.toLowerCase().replaceAll(' ', '-'))
    await expectAccessible(page, name)
  }
  expect(await call('accounts.doctor', {})).toMatchObject({ findings: [] })
  expect(await call('accounts.verifyChain', {})).toMatchObject({ brokenAt: null })
})
