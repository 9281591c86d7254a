import { expect, expectAccessible, foundBook, looked, type Running, shot, test } from './app.ts'
import { Counter } from './pages/counter.ts'
import { FirmRules } from './pages/firm-rules.ts'
import { openScreen } from './pages/palette.ts'
import { PurchaseSheet } from './pages/purchases.ts'
import { type Shelf, stockShelf } from './stock.ts'

type Bills = { rows: { uid: string; totalPaise: number }[]; total: number }
type Shown = { lines: { rateE4: number; qtyMilli: number; discountPaise: number; taxablePaise: number }[]; totalPaise: number }

test.describe('credit, prices and restricted goods', () => {
  let running: Running
  let shelf: Shelf
  let counter: Counter
  let firm: FirmRules

  test.beforeEach(async ({ freshApp, folder }) => {
    running = await freshApp({ book: foundBook(folder) })
    shelf = await stockShelf(running)
    counter = new Counter(running.page)
    firm = new FirmRules(running)
  })
  const bills = async () => (await running.call('sales.bills', {})) as Bills

  test('a clerk over the limit is stopped with the reason in one line, and a manager’s PIN lets the bill go', async () => {
    const { page } = running
    const party = (await running.call('parties.party', { uid: shelf.party })) as object
    await running.call('parties.save', { ...party, creditLimitPaise: 1000_00, creditAmountRule: 'stop' })
    await firm.restrict('amoxyl')
    await firm.keepRegisterOf('Doloflam')
    await firm.waitAbove('50')
    // people with PINs: the clerk at the counter, the owner who lends
    const people = await firm.people()
    const owner = people.find((one) => one.role === 'owner') as (typeof people)[number]
    const clerk = crypto.randomUUID()
    await firm.setPin(owner.uid, '4321')
    await running.call('company.addUser', { uid: clerk, name: 'Sunil', role: 'clerk' })
    await firm.setPin(clerk, '1234')
    await firm.signIn('Sunil', '1234')
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
    // a net rate on a bill with a discount has it inside, unless it is said that it comes off besides
    await page.keyboard.press('ArrowUp')
    for (let stop = 0; stop < 3; stop += 1) await page.keyboard.press('Enter')
    await expect(counter.cellNamed('Rate')).toBeFocused()
    await page.keyboard.press('*')
    const discounted = page.getByRole('dialog', { name: /Net rate of Doloflam/ })
    await expect(discounted.getByLabel('Wanted rate')).toBeFocused()
    await page.keyboard.type('34')
    await expect(discounted.getByTestId('worked-back')).toContainText('₹680.00, exactly as asked')
    await looked(page, 'net-rate-with-discount')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await expect(discounted.getByTestId('worked-back')).toContainText(/Rate 34\.00.*comes off besides/)
    await page.keyboard.press('Escape')

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
    const bill = await counter.saved()

    // restricted goods: more than a day's most is refused in words
    await counter.newBill()
    await counter.walkIn()
    await counter.line('amoxyl', '4')
    await page.keyboard.press('Control+s')
    await expect(page.getByRole('dialog').getByLabel('PIN')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(counter.said.filter({ hasText: 'may have 30 a day' }).first()).toBeAttached()

    // two strips of what is registered come back, which is more than a clerk may give back
    const sheet = new PurchaseSheet(page, 'Lines of the bill')
    await sheet.open('Alt+F6', 'Bill')
    await page.keyboard.type(bill)
    await expect(page.getByRole('listbox').getByRole('option').first()).toContainText(bill)
    await page.keyboard.press('Enter')
    await sheet.keyField('What it is', '')
    await sheet.keyField('Reason', 'not')
    await sheet.keyField('Money', '')
    await sheet.keyField('Remarks', '')
    await expect(sheet.cell('Back', 1)).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await sheet.key('Back', 2, '2')
    await sheet.save()
    await expect(page.getByRole('dialog', { name: 'This needs approval' })).toBeVisible()
    await looked(page, 'return-waits')
    await page.keyboard.press('Control+Enter')
    await sheet.says(/^Sent for approval, ₹/)

    // and so is a credit of value alone
    const noteOf = async (way: string, money?: string) => {
      await sheet.open('Alt+F6', 'Bill')
      await page.keyboard.type(bill)
      await expect(page.getByRole('listbox').getByRole('option').first()).toContainText(bill)
      await page.keyboard.press('Enter')
      await sheet.keyField('What it is', way)
      await sheet.keyField('Reason', 'diff')
      if (money !== undefined) await sheet.keyField('Money', money)
      await sheet.keyField('Remarks', '')
    }
    await noteOf('Credit note, value', '')
    await expect(sheet.cell('Amount', 1)).toBeFocused()
    await sheet.key('Amount', 1, '60')
    await sheet.save()
    await expect(page.getByRole('dialog', { name: 'This needs approval' })).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await sheet.says(/^Sent for approval, ₹63/)

    // a debit note as well: this one the owner approves at the counter
    await noteOf('Debit note', 'acc')
    await sheet.key('Amount', 1, '60')
    await sheet.save()
    await expect(page.getByRole('dialog', { name: 'This needs approval' })).toContainText('₹63.00')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(release).toContainText('Approve returns and notes')
    await expect(release.getByLabel('PIN')).toBeFocused()
    await looked(page, 'note-release')
    await page.keyboard.type('4321')
    await page.keyboard.press('Enter')
    await page.keyboard.type('The rate was too low')
    await page.keyboard.press('Control+Enter')
    await sheet.says(/^DNA\/26-27\/000001 saved, ₹63.00/)

    // and goods for goods, by what two strips are worth by the bill, its discount and tax reckoned
    await noteOf('Replace')
    await sheet.key('Back', 1, '2')
    await sheet.save()
    await expect(page.getByRole('dialog', { name: 'This needs approval' })).toContainText('₹61.67')
    await page.keyboard.press('Control+Enter')
    await sheet.says(/^Sent for approval, ₹61.67/)

    // goods back inside a bill are as much to be approved: the owner lends the right for this bill, after its credit
    await counter.newBill()
    await counter.party('shree')
    await counter.line('calpara', '1')
    await page.keyboard.press('-')
    const back = page.getByRole('dialog', { name: 'Goods back with this bill' })
    await expect(back.getByRole('combobox', { name: 'Bill' })).toBeFocused()
    await page.keyboard.type(bill)
    await expect(page.getByRole('listbox').getByRole('option').first()).toContainText(bill)
    await page.keyboard.press('Enter')
    await expect(back.getByRole('textbox', { name: 'Back of Calpara 100 Tab' })).toBeVisible()
    await page.keyboard.press('Tab')
    await page.keyboard.type('2')
    await page.keyboard.press('Control+Enter')
    await expect(back).toBeHidden()
    await page.keyboard.press('Control+s')
    for (const [right, why] of [
      ['over its limit', 'Pays on Monday'],
      ['Approve returns and notes', 'Strips were torn'],
    ] as const) {
      await expect(release).toContainText(right)
      await expect(release.getByLabel('PIN')).toBeFocused()
      await page.keyboard.type('4321')
      await page.keyboard.press('Enter')
      await page.keyboard.type(why)
      if (why === 'Strips were torn') await looked(page, 'return-in-bill-release')
      await page.keyboard.press('Control+Enter')
    }
    await expect(counter.said.filter({ hasText: 'SA/26-27/000002' }).first()).toBeAttached()

    await firm.signIn(owner.name, '4321')
    const posted = await bills()
    expect(posted).toMatchObject({ total: 2, rows: [{}, { totalPaise: 1050_00 }] })
    const inside = (await running.call('sales.notes', { kind: 'sale-return' })) as Bills
    expect(inside).toMatchObject({ total: 1, rows: [{ number: 'CA/26-27/000001', bill }] })
    const shown = (await running.call('sales.bill', { uid: posted.rows[1]?.uid })) as Shown
    expect(shown.lines[0]).toMatchObject({ qtyMilli: 100_000, rateE4: 300_000 })
    expect((await running.call('accounts.doctor', {})) as object).toMatchObject({ findings: [] })
    await page.reload()
    await openScreen(page, 'Over limit')
    await expect(page.getByText('Shree Medical Hall').filter({ visible: true }).first()).toBeVisible()
    await shot(page, 'over-limit-list')
    await expectAccessible(page, 'over limit')

    // the return that waits is approved; the register has what went out and came back; so have the rates
    await openScreen(page, 'Returns that wait')
    const requests = page.getByRole('grid', { name: 'Returns that wait' })
    await expect(requests.getByRole('row').filter({ hasText: 'Credit note, goods' })).toContainText('Sunil')
    await expect(requests.getByRole('row').filter({ hasText: 'Credit note, value' })).toContainText('63.00')
    // the newest first: goods for goods, with the batch that is given; then the credit of value as it was keyed
    await expect(requests.getByRole('row').filter({ hasText: 'Replacement' })).toContainText('61.67')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toContainText(/Quarantine; given for it/)
    await looked(page, 'replacement-request')
    await page.keyboard.press('Control+Enter')
    await sheet.says(/^RPA\/26-27\/000001 saved, ₹0.00/)
    await expect(requests.getByRole('row').filter({ hasText: 'Replacement' })).toHaveCount(0)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toContainText('₹60.00')
    await looked(page, 'value-request')
    await page.keyboard.press('Control+Enter')
    await sheet.says(/^CNA\/26-27\/000001 saved, ₹63.00/)
    await expect(requests.getByRole('row').filter({ hasText: 'Credit note, value' })).toHaveCount(0)
    await looked(page, 'return-requests')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toContainText('Doloflam 200 Tab')
    await page.keyboard.type('he is a good customer')
    await looked(page, 'return-request')
    await expectAccessible(page, 'a return that waits')
    await page.keyboard.press('Control+Enter')
    await sheet.says(/^CA\/26-27\/000002 saved, ₹/)
    await expect(requests.getByRole('row').filter({ hasText: bill })).toHaveCount(0)

    await openScreen(page, 'H1 and NDPS register')
    const register = page.getByRole('grid', { name: 'H1 and NDPS register' })
    const kept = register.getByRole('row').filter({ hasText: 'Doloflam 200 Tab' })
    await expect(kept).toHaveText([/SA.*Bill.*200.*400/, /CA.*Return.*20.*420/])
    await looked(page, 'drug-register')
    await expectAccessible(page, 'the register of drugs')

    await counter.newBill()
    await counter.party('shree')
    await counter.takeItem('calpara')
    await page.keyboard.press('Alt+j')
    await expect(page.getByRole('dialog')).toContainText('Calpara')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const rates = page.getByRole('grid', { name: 'Rates of Calpara 100 Tab' })
    await expect(rates.getByRole('row').filter({ hasText: bill })).toHaveText(/10.*30\.00.*6\.31.*29\.369/)
    await looked(page, 'price-history')
    await expectAccessible(page, 'the history of a price')
    expect((await running.call('accounts.doctor', {})) as object).toMatchObject({ findings: [] })
  })
})
