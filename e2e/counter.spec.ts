import { appOfFile, expect, expectAccessible, foundBook, type Running, shot, test } from './app.ts'
import { Counter } from './pages/counter.ts'
import { type Shelf, stockShelf } from './stock.ts'

/** 1,23,456.00 with its ₹ → paise. */
const paiseOf = (text: string | null): number => Math.round(Number((text ?? '').replace(/[₹,]/g, '')) * 100)

test.describe('the counter bill', () => {
  test.describe.configure({ mode: 'serial' })
  let running: Running
  let shelf: Shelf
  let counter: Counter

  test.beforeEach(async ({ freshApp, folder }) => {
    running = await freshApp({ book: foundBook(folder) })
    shelf = await stockShelf(running)
    await running.page.reload()
    counter = new Counter(running.page)
    await expect(running.page.getByRole('navigation').first()).toBeVisible()
  })

  test('twenty lines by keyboard: screen, books, stock and return agree', async () => {
    await counter.newBill()
    await counter.party('shree')
    for (const [n, item] of shelf.items.slice(0, 20).entries())
      await counter.line(item.name.toLowerCase().split(' ')[0] as string, n % 5 === 4 ? '10+1' : String(1 + (n % 9)))
    await expect(counter.rows()).toHaveCount(21)
    await shot(running.page, 'bill-20-lines')
    await expectAccessible(running.page, 'the bill')
    const net = paiseOf(await counter.net.textContent())
    const number = await counter.save()
    expect(number).toBe('SA/26-27/000001')
    await expect(counter.partyBox).toBeFocused()

    const today = ((await running.call('company.state')) as { today: string }).today
    const bills = (await running.call('sales.bills', {})) as { rows: { uid: string; number: string; totalPaise: number }[] }
    expect(bills.rows.map((row) => [row.number, row.totalPaise])).toEqual([[number, net]])
    const ledger = (await running.call('accounts.partyLedger', { party: shelf.party, from: '2026-04-01', to: today })) as {
      closingPaise: number
    }
    expect(ledger.closingPaise).toBe(net)
    const shown = (await running.call('sales.bill', { uid: bills.rows[0]?.uid })) as {
      lines: { itemId: number; qtyMilli: number; freeMilli: number; taxablePaise: number }[]
      taxablePaise: number
      cgstPaise: number
      sgstPaise: number
    }
    for (const line of shown.lines) {
      const { rows } = (await running.call('inventory.batches', { itemId: line.itemId, date: today })) as {
        rows: { onHandMilli: number }[]
      }
      expect(rows.reduce((sum, row) => sum + row.onHandMilli, 0)).toBe(600_000 - line.qtyMilli - line.freeMilli)
    }
    const gstr1 = (await running.call('gst.gstr1', { month: today.slice(0, 7) })) as {
      sections: { section: string; taxablePaise: number; cgstPaise: number; sgstPaise: number }[]
      checks: { ok: boolean; code: string }[]
    }
    const b2b = gstr1.sections.find((section) => section.section === 'b2b')
    expect([b2b?.taxablePaise, b2b?.cgstPaise, b2b?.sgstPaise]).toEqual([shown.taxablePaise, shown.cgstPaise, shown.sgstPaise])
    expect((await running.call('accounts.doctor', {})) as object).toMatchObject({ findings: [] })
  })

  test('Save pressed again and again posts once; nothing of the bill is left on the next', async () => {
    await counter.newBill()
    await counter.party('shree')
    await counter.line('calpara', '5')
    const full = paiseOf(await counter.net.textContent())
    // from the empty line to Save, and past it to the discount: typed and not left when Save is pressed
    for (const key of ['End', 'Tab', 'Tab', 'Tab']) await running.page.keyboard.press(key)
    await expect(counter.discount).toBeFocused()
    await running.page.keyboard.type('10')
    await expect.poll(async () => paiseOf(await counter.net.textContent())).toBeLessThan(full)
    const less = paiseOf(await counter.net.textContent())
    await Promise.all([
      running.page.keyboard.press('Control+s'),
      running.page.keyboard.press('Control+s'),
      running.page.keyboard.press('Control+s'),
    ])
    await counter.saved()
    const bills = (await running.call('sales.bills', {})) as { total: number; rows: { totalPaise: number }[] }
    expect([bills.total, bills.rows[0]?.totalPaise]).toEqual([1, less])

    await expect(counter.partyBox).toBeFocused()
    await expect(counter.partyBox).toHaveValue('')
    await expect(counter.discount).toHaveValue('')
    await expect(counter.net).toHaveText('₹0.00')
    await expect(counter.rows()).toHaveCount(1)
    await expect(running.page.getByText('Walk-in customer, pays at once')).toBeVisible()
    await expect(running.page.getByTestId('credit')).toHaveCount(0)
    // the next is another bill: the same goods at their own price, without the discount
    await counter.party('shree')
    await counter.line('calpara', '5')
    await expect.poll(async () => paiseOf(await counter.net.textContent())).toBe(full)
    await counter.save()
    await expect.poll(async () => ((await running.call('sales.bills', {})) as { total: number }).total).toBe(2)
    expect((await running.call('accounts.doctor', {})) as object).toMatchObject({ findings: [] })
  })
})

// these share one app and one book: what each leaves unfinished is dropped before the next
test.describe('the counter bill, at one book', () => {
  let running: Running
  let counter: Counter

  const app = appOfFile(async (first) => void (await stockShelf(first)))
  test.beforeEach(() => {
    running = app()
    counter = new Counter(running.page)
  })
  test.afterEach(async () => {
    for (const { uid } of (await running.call('company.drafts', { kind: 'sale' })) as { uid: string }[])
      await running.call('company.dropDraft', { uid })
  })

  test('key sheet, palette and the bill list by keys', async () => {
    await counter.newBill()
    await running.page.keyboard.press('F1')
    await expect(running.page.getByRole('dialog')).toBeVisible()
    await shot(running.page, 'key-sheet')
    await expectAccessible(running.page, 'the key sheet')
    await running.page.keyboard.press('Escape')
    await running.page.keyboard.press('Control+k')
    await running.page.keyboard.type('bills')
    await shot(running.page, 'palette')
    await running.page.keyboard.press('Enter')
    await expect(running.page.getByRole('grid', { name: 'Bills' })).toBeVisible()
    await shot(running.page, 'bills-empty')
    await expectAccessible(running.page, 'the empty bill list')
  })

  test('Enter before the list has come takes the item that was typed, never another', async () => {
    await counter.newBill()
    await counter.walkIn()
    // typed without a pause and taken at once; the reply of an earlier letter must not be taken
    for (const item of ['rosuva', 'calcirol', 'zincovel']) await counter.line(item, '1')
    const names = await counter.rows().allInnerTexts()
    expect(names.slice(0, 3).map((row) => row.replace(/\s+/g, ' ').trim())).toEqual([
      expect.stringContaining('Rosuva'),
      expect.stringContaining('Calcirol'),
      expect.stringContaining('Zincovel'),
    ])
    await running.page.keyboard.type('nosuchmedicine')
    await running.page.keyboard.press('Enter')
    await expect(counter.cellNamed('Product')).toHaveValue('nosuchmedicine')
  })

  test('a quantity beyond the batch is spread over two, earliest expiry first', async () => {
    await counter.newBill()
    await counter.walkIn()
    await counter.takeItem('telvas')
    await running.page.keyboard.type('40')
    await running.page.keyboard.press('Enter')
    await expect(running.page.getByRole('listbox', { name: 'Spread over batches' })).toBeVisible()
    await shot(running.page, 'bill-split')
    await running.page.keyboard.press('Enter')
    await expect(counter.rows()).toHaveCount(3)
    const rows = (await counter.rows().allInnerTexts()).map((row) => row.replace(/\s+/g, ' '))
    expect(rows[0]).toContain('TELA 06/28')
    expect(rows[1]).toContain('TELB 06/29')
    expect(paiseOf(await counter.net.textContent())).toBeGreaterThan(0)
  })

  test('what is refused is said, the cursor stands on it, and nothing is written', async () => {
    await counter.newBill()
    await counter.walkIn()
    await counter.takeItem('norpress')
    await running.page.keyboard.type('2')
    await running.page.keyboard.press('Enter')
    await running.page.keyboard.press('Enter')
    await expect(counter.cellNamed('Rate')).toBeFocused()
    await running.page.keyboard.type('999')
    await running.page.keyboard.press('Enter')
    await shot(running.page, 'bill-above-mrp')
    await running.page.keyboard.press('Control+s')
    await expect(counter.cellNamed('Rate')).toBeFocused()
    expect(((await running.call('sales.bills', {})) as { total: number }).total).toBe(0)
    await running.page.keyboard.type('-5')
    await running.page.keyboard.press('Enter')
    await expect(counter.cellNamed('Rate')).toBeFocused()
  })

  test('hold, another bill, recall; undo and redo; a walk-in pays at once', async () => {
    await counter.newBill()
    await counter.party('shree')
    await counter.line('doloflam', '3')
    await running.page.keyboard.press('Alt+h')
    await expect(running.page.getByRole('dialog', { name: 'Hold this bill' })).toBeVisible()
    await shot(running.page, 'bill-hold')
    await running.page.keyboard.press('Enter')
    await expect(counter.partyBox).toBeFocused()

    await counter.walkIn()
    await counter.line('azirox', '2')
    await counter.line('fluvir', '4')
    await running.page.keyboard.press('ArrowUp')
    await running.page.keyboard.press('Control+d')
    await expect(counter.rows()).toHaveCount(2)
    await running.page.keyboard.press('Control+z')
    await expect(counter.rows()).toHaveCount(3)
    await running.page.keyboard.press('Control+y')
    await expect(counter.rows()).toHaveCount(2)
    await running.page.keyboard.press('Control+s')
    await counter.saved()
    const bills = (await running.call('sales.bills', {})) as { rows: { mode: string; party: string }[] }
    expect(bills.rows[0]?.mode).toBe('cash')

    await running.page.keyboard.press('Alt+r')
    await expect(running.page.getByRole('dialog', { name: 'Held and unfinished bills' })).toBeVisible()
    await shot(running.page, 'bill-recall')
    await running.page.keyboard.press('Enter')
    await expect(counter.partyBox).toHaveValue(/Shree Medical Hall/)
    await expect(counter.rows()).toHaveCount(2)
    await running.page.keyboard.press('Control+s')
    await counter.saved()
  })
})
