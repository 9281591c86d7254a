import { expect, expectAccessible, foundBook, type Running, shot, test } from './app.ts'
import { Counter } from './pages/counter.ts'
import { openScreen } from './pages/palette.ts'
import { type Shelf, stockShelf } from './stock.ts'

type Bills = { rows: { uid: string; totalPaise: number }[]; total: number }
type Person = { uid: string; name: string; role: string; hasPin: boolean }
type Shown = { lines: { rateE4: number; qtyMilli: number; discountPaise: number; taxablePaise: number }[]; totalPaise: number }

test.describe('credit, prices and restricted goods', () => {
  let running: Running
  let shelf: Shelf
  let counter: Counter

  test.beforeEach(async ({ freshApp, folder }) => {
    running = await freshApp({ book: foundBook(folder) })
    shelf = await stockShelf(running)
    counter = new Counter(running.page)
  })
  // hashing a PIN is work in the background
  const setPin = async (user: string, pin: string) => {
    await running.call('company.setPin', { user, pin })
    const has = async () => ((await running.call('company.users', {})) as Person[]).find((one) => one.uid === user)?.hasPin
    await expect.poll(has).toBe(true)
  }
  const signIn = async (user: string, pin: string) => {
    await running.call('company.signIn', { user, pin })
    const who = async () => ((await running.call('company.state', {})) as { person: { name: string } | null }).person?.name
    await expect.poll(who).toBe(user)
  }
  const bills = async () => (await running.call('sales.bills', {})) as Bills

  test('a clerk over the limit is stopped with the reason in one line, and a manager’s PIN lets the bill go', async () => {
    const { page } = running
    const [calpara, doloflam, amoxyl] = shelf.items
    const party = (await running.call('parties.party', { uid: shelf.party })) as object
    await running.call('parties.save', { ...party, creditLimitPaise: 1000_00, creditAmountRule: 'stop' })
    await running.call('sales.saveRestriction', {
      uid: crypto.randomUUID(),
      itemId: amoxyl?.itemId,
      dayMilli: 30_000,
      from: '2026-04-01',
      reason: 'state order',
    })
    // people with PINs: the clerk at the counter, the owner who lends
    const people = (await running.call('company.users', {})) as Person[]
    const owner = people.find((one) => one.role === 'owner') as Person
    const clerk = crypto.randomUUID()
    await setPin(owner.uid, '4321')
    await running.call('company.addUser', { uid: clerk, name: 'Sunil', role: 'clerk' })
    await setPin(clerk, '1234')
    await signIn('Sunil', '1234')
    await page.reload()
    await expect(page.getByRole('navigation').first()).toBeVisible()

    // net rate: 30 wanted for a strip before tax, worked back to the rate
    await counter.newBill()
    await counter.party('shree')
    await expect(page.getByTestId('credit').filter({ visible: true })).toContainText('of ₹1,000.00')
    await counter.takeItem('calpara')
    await page.keyboard.type('10')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect(counter.cellNamed('Rate')).toBeFocused()
    await page.keyboard.press('*')
    const net = page.getByRole('dialog', { name: /Net rate of Calpara/ })
    await expect(net.getByLabel('Wanted rate')).toBeFocused()
    await page.keyboard.type('30')
    await expect(net.getByTestId('worked-back')).toContainText('Rate 30.00')
    await shot(page, 'net-rate')
    await expectAccessible(page, 'net rate')
    await page.keyboard.press('Control+Enter')
    await expect(counter.cellNamed('Rate')).toHaveValue('30.00')
    for (const column of ['Disc %', 'Product']) {
      await page.keyboard.press('Enter')
      await expect(counter.cellNamed(column)).toBeFocused()
    }
    // −10 % on this line and what comes after it
    await counter.line('doloflam', '20')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Alt+F7')
    await expect(page.getByRole('dialog').getByLabel('By per cent')).toBeFocused()
    await page.keyboard.type('-10')
    await shot(page, 'rates-by-percent')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('New lines at −10')).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await expect(counter.cellNamed('Product')).toBeFocused()
    // fitted to an amount by a stroke on the empty line
    await page.keyboard.press('/')
    await expect(page.getByRole('dialog').getByLabel('The bill shall come to')).toBeFocused()
    await page.keyboard.type('1050')
    await page.keyboard.press('Control+Enter')
    await expect(counter.net).toHaveText('₹1,050.00')

    // over the limit: the line says why, the manager releases with PIN and reason
    await expect(page.getByTestId('credit').filter({ visible: true })).toContainText(
      '₹1,050.00 of ₹1,000.00: release needs a manager',
    )
    await shot(page, 'over-limit')
    await page.keyboard.press('Control+s')
    const release = page.getByRole('dialog', { name: "Another user's leave is needed" })
    await expect(release.getByLabel('PIN')).toBeFocused()
    await expect(release).toContainText('over its limit of 1,000.00')
    await page.keyboard.type('4321')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Pays on Monday')
    await shot(page, 'release')
    await page.keyboard.press('Control+Enter')
    // rates and discount beyond the rules are another right
    await expect(release).toContainText('Give special rates')
    await expect(release.getByLabel('PIN')).toBeFocused()
    await page.keyboard.type('4321')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Agreed by phone')
    await page.keyboard.press('Control+Enter')
    await counter.saved()

    // restricted goods: more than a day's most is refused in words
    await counter.newBill()
    await counter.walkIn()
    await counter.line('amoxyl', '4')
    await page.keyboard.press('Control+s')
    await expect(page.getByRole('dialog').getByLabel('PIN')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(counter.said.filter({ hasText: 'may have 30 a day' }).first()).toBeAttached()

    await signIn(owner.name, '4321')
    const posted = await bills()
    expect(posted).toMatchObject({ total: 1, rows: [{ totalPaise: 1050_00 }] })
    const shown = (await running.call('sales.bill', { uid: posted.rows[0]?.uid })) as Shown
    expect(shown.lines[0]).toMatchObject({ qtyMilli: 100_000, rateE4: 300_000 })
    expect([calpara?.itemId, doloflam?.itemId]).not.toContain(undefined)
    expect((await running.call('accounts.doctor', {})) as object).toMatchObject({ findings: [] })
    await page.reload()
    await openScreen(page, 'Over limit')
    await expect(page.getByText('Shree Medical Hall').filter({ visible: true }).first()).toBeVisible()
    await shot(page, 'over-limit-list')
    await expectAccessible(page, 'over limit')
  })
})
