import { expect, expectAccessible, foundBook, type Running, shot, test } from './app.ts'
import { Counter } from './pages/counter.ts'
import { Prices } from './pages/prices.ts'
import { type Shelf, stockShelf } from './stock.ts'

type Shown = { lines: { qtyMilli: number; freeMilli: number; rateE4: number; discountPaise: number }[] }

test.describe('prices', () => {
  test.describe.configure({ mode: 'serial' })
  let running: Running
  let shelf: Shelf
  let counter: Counter
  let prices: Prices

  test.beforeEach(async ({ freshApp, folder }) => {
    running = await freshApp({ book: foundBook(folder) })
    shelf = await stockShelf(running)
    await running.page.reload()
    counter = new Counter(running.page)
    prices = new Prices(running.page)
    await expect(running.page.getByRole('navigation').first()).toBeVisible()
  })

  const lastBill = async (): Promise<Shown> => {
    const bills = (await running.call('sales.bills', {})) as { rows: { uid: string }[] }
    return (await running.call('sales.bill', { uid: bills.rows[0]?.uid })) as Shown
  }

  test('a scheme set by keys gives 10+1 on the bill, and Alt+W says why', async () => {
    const { page } = running
    await prices.newScheme({ name: 'Calpara 10+1', till: '+20', item: 'calpara', buy: '10', free: '1' })
    await shot(page, 'scheme-form')
    await expectAccessible(page, 'the scheme')
    await prices.open('Schemes')
    await expect(page.getByText('Calpara 10+1').filter({ visible: true }).first()).toBeVisible()
    await shot(page, 'schemes')
    await expectAccessible(page, 'the schemes')

    await counter.newBill()
    await counter.party('shree')
    await counter.takeItem('calpara')
    await page.keyboard.type('20')
    await expect(page.getByTestId('scheme').filter({ visible: true })).toContainText('10+1 till')
    await page.keyboard.press('Enter')
    await expect(counter.cellNamed('Free')).toHaveValue('2')
    await page.keyboard.press('Alt+w')
    const why = page.getByRole('dialog')
    await expect(why.getByText('Scheme 10+1')).toBeVisible()
    await expect(why.getByTestId('why-net')).toContainText('20 strip come to ₹700.00')
    await shot(page, 'why-this-rate')
    await expectAccessible(page, 'why this rate')
    await page.keyboard.press('Escape')
    await expect(counter.cellNamed('Free')).toBeFocused()
    await counter.toNextLine()
    await shot(page, 'bill-with-scheme')
    await counter.save()
    expect((await lastBill()).lines).toMatchObject([{ qtyMilli: 200_000, freeMilli: 20_000, rateE4: 35_0000 }])
    expect((await running.call('accounts.doctor', {})) as object).toMatchObject({ findings: [] })
  })

  test('free goods keyed by hand beyond the scheme are asked about, and a nought is none', async () => {
    const { page } = running
    await running.call('items.saveScheme', {
      uid: crypto.randomUUID(),
      name: 'Ten and one',
      kind: 'quantity',
      fromDate: '2026-11-01',
      itemId: shelf.items[0]?.itemId,
      buyPacks: 10,
      freePacks: 1,
    })
    await counter.newBill()
    await counter.party('shree')
    await counter.takeItem('calpara')
    await page.keyboard.type('10')
    await page.keyboard.press('Enter')
    await expect(counter.cellNamed('Free')).toHaveValue('1')
    await page.keyboard.type('0')
    await page.keyboard.press('Enter')
    for (const column of ['Disc %', 'Product']) {
      await page.keyboard.press('Enter')
      await expect(counter.cellNamed(column)).toBeFocused()
    }
    await counter.save()
    expect((await lastBill()).lines).toMatchObject([{ qtyMilli: 100_000, freeMilli: 0 }])
  })

  test('free goods of another item come with one key; the company is discounted before the slab', async () => {
    const { page } = running
    const [calpara, doloflam] = shelf.items
    await running.call('items.saveScheme', {
      uid: crypto.randomUUID(),
      name: 'Buy and get',
      kind: 'quantity',
      fromDate: '2026-11-01',
      itemId: calpara?.itemId,
      buyPacks: 5,
      freePacks: 1,
      freeItemId: doloflam?.itemId,
    })
    const from = { fromDate: '2026-11-01' }
    await running.call('items.setDiscount', { rung: 'company', manufacturer: 'Kaveri Pharma', bp: 300, ...from })
    await running.call('items.setDiscount', { rung: 'quantity', itemId: calpara?.itemId, fromMin: 10, bp: 1000, ...from })
    await counter.newBill()
    await counter.party('shree')
    await counter.takeItem('calpara')
    await page.keyboard.type('10')
    await expect(page.getByTestId('scheme').filter({ visible: true })).toContainText('2 Doloflam 200 Tab free')
    await page.keyboard.press('Alt+f')
    await expect(counter.cellNamed('Free')).toHaveValue('2')
    await expect(counter.rows()).toHaveCount(3)
    await shot(page, 'bill-with-gift')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Alt+w')
    await expect(page.getByRole('dialog').getByText('Company discount')).toBeVisible()
    await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'dark'))
    await shot(page, 'why-dark')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+s')
    await counter.saved()
    // 10 × 35.00 less 3 % less 10 %
    expect((await lastBill()).lines).toMatchObject([{ discountPaise: 350_00 - 305_55 }, { qtyMilli: 0, freeMilli: 20_000 }])
    expect((await running.call('accounts.doctor', {})) as object).toMatchObject({ findings: [] })
  })

  test('a special rate keyed for a party beats the list, and another list changes many rates by keys', async () => {
    const { page } = running
    await prices.newSpecial({ party: 'shree', item: 'doloflam', rate: '33.50' })
    await shot(page, 'special-rates')
    await expectAccessible(page, 'special rates')
    await counter.newBill()
    await counter.party('shree')
    await counter.takeItem('doloflam')
    await page.keyboard.type('3')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect(counter.cellNamed('Rate')).toHaveValue('33.50')
    await page.keyboard.press('Alt+w')
    await expect(page.getByRole('dialog').getByRole('row', { name: /own rate.*Taken.*33\.50/ })).toBeVisible()
    await expect(page.getByRole('dialog').getByRole('row', { name: /PTR.*Not needed/ })).toBeVisible()
    await page.keyboard.press('Escape')
    for (const column of ['Disc %', 'Product']) {
      await page.keyboard.press('Enter')
      await expect(counter.cellNamed(column)).toBeFocused()
    }
    await counter.save()
    expect((await lastBill()).lines).toMatchObject([{ rateE4: 33_5000 }])

    await prices.open('Price lists')
    await expect(page.getByRole('row', { name: /PTR/ }).filter({ visible: true }).first()).toBeVisible()
    await shot(page, 'price-lists')
    await expectAccessible(page, 'price lists')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const grid = page.getByRole('grid', { name: /^Rates of/ }).filter({ visible: true })
    await expect(grid.locator('input')).toBeFocused()
    await page.keyboard.type('21.25')
    await page.keyboard.press('Enter')
    await page.keyboard.type('22.75')
    await page.keyboard.press('Enter')
    await shot(page, 'price-list')
    await expectAccessible(page, 'a price list')
    await page.keyboard.press('Control+s')
    await expect(prices.said(/^2 rates from/)).toBeAttached()
    await prices.open('Discount ladder')
    await expect(page.getByRole('button', { name: /^New discount/ }).first()).toBeVisible()
    await shot(page, 'discount-ladder')
    await expectAccessible(page, 'the discount ladder')
  })

  test('a list is copied up, a discount and a list of a company are set, all by keys', async () => {
    const { page } = running
    await prices.copyList({ from: 'PTR', name: 'Nursing homes', percent: '5.5' })
    const lists = (await running.call('items.priceLists', {})) as { uid: string; name: string; items: number }[]
    const made = lists.find((list) => list.name === 'Nursing homes')
    expect(made?.items).toBe(24)
    await prices.newDiscount({ company: 'kaveri', percent: '4' })
    await shot(page, 'discount-ladder-filled')
    await prices.companyList({ company: 'jeevan', list: 'nursing' })
    const facts = (await running.call('items.priceFacts', {
      itemId: shelf.items[1]?.itemId,
      party: shelf.party,
      date: ((await running.call('company.state')) as { today: string }).today,
    })) as { companyList: { name: string } | null; terms: unknown[] }
    expect(facts.companyList?.name).toBe('Nursing homes')
    await counter.newBill()
    await counter.party('shree')
    await counter.takeItem('calpara')
    await page.keyboard.type('1')
    await counter.page.keyboard.press('Enter')
    await counter.toNextLine()
    await counter.save()
    // 35.00 less the company's 4 %
    expect((await lastBill()).lines).toMatchObject([{ rateE4: 35_0000, discountPaise: 140 }])
  })
})
