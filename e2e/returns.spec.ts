import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, expectAccessible, foundBook, looked, replyTo, shot, test } from './app.ts'
import { Counter } from './pages/counter.ts'
import { openScreen } from './pages/palette.ts'
import { PurchaseSheet } from './pages/purchases.ts'
import { sharing } from './pages/sharing.ts'
import { stockShelf } from './stock.ts'

type Batch = { id: number; locationId: number; rateE4: number }

test('a return season: a bill, a part of it back to quarantine, expired goods by the buyer’s own bill, a difference of price, a refund; and the books agree', async ({
  freshApp,
  folder,
}) => {
  test.setTimeout(150_000)
  const running = await freshApp({ book: foundBook(folder) })
  const { page, call } = running
  const { keyboard } = page
  const shelf = await stockShelf(running)
  const { today } = (await call('company.state')) as { today: string }
  const [calpara, doloflam] = shelf.items as [{ name: string; itemId: number }, { name: string; itemId: number }]
  // goods sold in June that have expired since
  await call('inventory.openingStock', {
    uid: randomUUID(),
    date: '2026-04-01',
    lines: [
      { itemId: doloflam.itemId, batch: 'GONE', expiry: '2026-08-31', mrpPaise: 5731, qtyMilli: 100_000, valuePaise: 20_000 },
    ],
  })
  const { rows } = (await call('inventory.batches', { itemId: doloflam.itemId, date: '2026-06-10' })) as {
    rows: (Batch & { number: string })[]
  }
  const gone = rows.find((one) => one.number === 'GONE') as Batch
  const june = {
    uid: randomUUID(),
    date: '2026-06-10',
    party: shelf.party,
    mode: 'cash',
    lines: [
      {
        itemId: doloflam.itemId,
        batchId: gone.id,
        locationId: gone.locationId,
        unit: 'strip',
        factor: 10,
        qtyMilli: 50_000,
        rateE4: 400_000,
      },
    ],
  }
  const warned = await replyTo(page, 'sales.postBill', june)
  const accepted = ('warnings' in warned ? warned.warnings : []).map(({ code, field }: { code: string; field?: string }) => ({
    code,
    field,
    reason: 'keyed late',
  }))
  expect(
    await page.evaluate(([letter, envelope]) => globalThis.bridge.call('sales.postBill', letter, envelope as never), [
      june,
      { accepted },
    ] as const),
  ).toMatchObject({ ok: true })

  // a bill at the counter
  const counter = new Counter(page)
  await counter.newBill()
  await counter.party('shree')
  await counter.line('calp', '10')
  await counter.line('amox', '5')
  const bill = await counter.save()

  // three strips of the first line back to quarantine
  const sheet = new PurchaseSheet(page, 'Lines of the bill')
  const open = async (find: string, way: string, reason: string, settle = '') => {
    await keyboard.press('Alt+F6')
    await expect(sheet.field('Bill')).toBeFocused()
    await keyboard.type(find)
    await expect(page.getByRole('listbox').getByRole('option').first()).toContainText(find.split(' ')[0] as string)
    await keyboard.press('Enter')
    await sheet.keyField('What it is', way)
    await sheet.keyField('Reason', reason)
    if (way !== 'Replace') await sheet.keyField('Money', settle)
    if (way !== "Buyer's") await sheet.keyField('Remarks', '')
  }
  await open(bill, '', 'dam')
  await expect(page.getByText(/^With GST until 30-Nov-27/).filter({ visible: true })).toBeVisible()
  await sheet.key('Back', 1, '3')
  await expect(sheet.cell('To', 1)).toBeFocused()
  await keyboard.type('q')
  await keyboard.press('Enter')
  await looked(page, 'return-sheet')
  await expectAccessible(page, 'the sale return')
  await sheet.save()
  const first = await sheet.saved(/^CA\/.* saved/)

  // what expired comes back by his own bill: found by the item and its batch
  await open('Doloflam GONE', "Buyer's", 'exp', 'acc')
  await sheet.keyField('His bill no.', 'SMH/12')
  await sheet.keyField('His bill date', 't')
  await sheet.keyField('Remarks', '')
  await sheet.key('Back', 1, '2')
  await expect(sheet.cell('To', 1)).toHaveValue('Expiry')
  await sheet.save()
  const his = await sheet.saved(/^RBA\/.* saved/)

  // the rate of the second line was too high
  await open(bill, 'Credit note, value', 'diff')
  await expect(sheet.cell('Amount', 1)).toBeFocused()
  await keyboard.press('ArrowDown')
  await sheet.key('Amount', 2, '12.50')
  await sheet.save()
  await sheet.saved(/^CNA\/.* saved/)

  // one more strip, paid back at once
  await open(bill, '', 'not', 'cash')
  await sheet.key('Back', 1, '1')
  await sheet.save()
  await sheet.saved(/^CA\/.* saved/)

  // a strip that is not good is given anew without a charge
  await open(bill, 'Replace', 'qual')
  await expect(sheet.cell('Back', 1)).toBeFocused()
  await keyboard.press('ArrowDown')
  await sheet.key('Back', 2, '1')
  await expect(sheet.cell('To', 2)).toHaveValue('Quarantine')
  await looked(page, 'return-replacement')
  await sheet.save()
  await sheet.saved(/^RPA\/.* saved, ₹0.00/)

  // and two strips nobody has a bill for: whose they are, which batch, at what rate
  await sheet.open('Alt+F6', 'Bill')
  await keyboard.press('Tab')
  await sheet.keyField('Without a bill', 'shree')
  await sheet.keyField('What it is', '')
  await sheet.keyField('Reason', 'near')
  await sheet.keyField('Money', 'acc')
  await sheet.keyField('Remarks', '')
  await sheet.key('Item', 1, 'calp')
  await expect(page.getByRole('listbox', { name: 'Batch' })).toBeVisible()
  await sheet.key('Batch', 1, '')
  await sheet.key('Back', 1, '2')
  await sheet.key('Free', 1, '')
  await sheet.key('To', 1, '')
  await sheet.key('Rate', 1, '30')
  await looked(page, 'return-without-bill')
  await sheet.save()
  await sheet.saved(/^CCA\/.* saved, ₹60.00/)

  // a new bill with a strip of the old one back: a minus on the empty line asks for it
  await counter.newBill()
  await counter.party('shree')
  await counter.line('metg', '2')
  await keyboard.press('-')
  const dialog = page.getByRole('dialog', { name: 'Goods back with this bill' })
  await expect(dialog.getByRole('combobox', { name: 'Bill' })).toBeFocused()
  await keyboard.type(bill)
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText(bill)
  await keyboard.press('Enter')
  await expect(dialog.getByRole('textbox', { name: 'Back of Calpara 100 Tab' })).toBeVisible()
  await keyboard.press('Tab')
  await expect(dialog.getByRole('textbox', { name: 'Back of Calpara 100 Tab' })).toBeFocused()
  await keyboard.type('1')
  await shot(page, 'return-in-bill-dialog')
  await keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByTestId('to-pay').filter({ visible: true })).toContainText('To pay')
  // and a strip of another bill with it: a note of its own
  await keyboard.press('-')
  await expect(dialog.getByRole('combobox', { name: 'Bill' })).toBeFocused()
  await keyboard.type('Doloflam GONE')
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText('Doloflam')
  await keyboard.press('Enter')
  await expect(dialog.getByRole('textbox', { name: /^Back of Doloflam/ })).toBeVisible()
  await keyboard.press('Tab')
  await keyboard.type('1')
  await keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText(/Less returned of/).filter({ visible: true })).toHaveCount(2)
  await shot(page, 'return-in-bill')
  await keyboard.press('Control+s')
  await expect(counter.said.filter({ hasText: 'SA/26-27/000003' }).first()).toBeAttached()

  // what is asked beyond what is left is said beside the cell and refused
  await open(bill, '', 'not')
  await sheet.key('Back', 1, '7')
  await expect(page.getByText('only 5 left').filter({ visible: true }).first()).toBeVisible()
  await sheet.save()
  await sheet.says(/only 5 can still come back/)
  await keyboard.press('Escape')

  // from the list of bills, with the bill's lines ready
  await openScreen(page, 'Bills')
  await expect(page.getByRole('grid', { name: 'Bills' })).toContainText(bill)
  await keyboard.press('Alt+Shift+F6')
  await expect(sheet.cell('Back', 1)).toBeFocused()

  // the list, a paper, and the books
  await openScreen(page, 'Credit notes')
  const grid = page.getByRole('grid', { name: 'Credit notes' })
  await expect(grid).toContainText(first)
  await expect(grid).toContainText(his)
  await shot(page, 'notes-list')
  await keyboard.press('Enter')
  await expect(
    page
      .getByRole('img', { name: /page 1|1/i })
      .or(page.locator('canvas'))
      .first(),
  ).toBeVisible({ timeout: 20_000 })
  await shot(page, 'note-paper')
  // the papers of a bill are those of a note: a receipt, and fan-fold paper, drawn from the printer's bytes
  await keyboard.press('F6')
  await keyboard.press('F6')
  const sheetOfText = page.locator('[data-sheet]').filter({ visible: true })
  await expect(sheetOfText).toContainText('ORIGINAL FOR RECIPIENT')
  await keyboard.press('F6')
  await expect(sheetOfText).toContainText('Page 1 of 1')
  await shot(page, 'note-dot-matrix')
  await expectAccessible(page, 'a note on fan-fold paper')
  await keyboard.press('F6')

  const { into, send, spoken, shareByKeys } = sharing(running, folder)
  await shareByKeys()

  // all notes in one file; and with them the bills of the same period
  await into('BAHI_PICK_FILE', 'notes.pdf')
  await openScreen(page, 'Credit notes')
  await expect(grid).toContainText(first)
  await keyboard.press('Alt+P')
  await expect(send).toContainText('Print 8 notes')
  await looked(page, 'notes-print-many')
  await expectAccessible(page, 'printing many notes')
  await keyboard.press('Control+Enter')
  await spoken(/^8 notes on 8 pages saved as notes.pdf/)
  await keyboard.press('Alt+P')
  await expect(send).toContainText('Print 8 notes')
  await keyboard.press('F5')
  await expect(send).toContainText('Print 11 bills and notes')
  await keyboard.press('Control+Enter')
  await spoken(/^11 bills and notes on 11 pages/)
  expect(readFileSync(path.join(folder, 'notes.pdf')).toString('latin1', 0, 5)).toBe('%PDF-')

  const month = today.slice(0, 7)
  const summary = (await call('gst.gstr1', { month })) as {
    sections: { section: string; documents: number; taxablePaise: number }[]
    checks: { code: string; ok: boolean }[]
  }
  expect(summary.checks.filter((one) => !one.ok)).toEqual([])
  expect(summary.sections.find((one) => one.section === 'cdnr')).toMatchObject({ documents: 5 })
  const notes = (await call('sales.notes', {})) as { total: number; sums: { totalPaise: number } }
  expect(notes.total).toBe(8)
  const party = (await call('parties.party', { uid: shelf.party })) as { balancePaise: number }
  const { totalPaise: paid } = (await call('sales.bill', { uid: june.uid })) as { totalPaise: number }
  const bills = (await call('sales.bills', {})) as { sums: { totalPaise: number } }
  const refund = (await call('sales.notes', { filter: 'CA/' })) as { rows: { number: string; totalPaise: number }[] }
  const inCash = refund.rows.find(({ number }) => number === 'CA/26-27/000002')?.totalPaise ?? 0
  // what he owes: bills less what was given back, but for the strip that was paid back in cash
  expect(party.balancePaise).toBe(bills.sums.totalPaise - paid - notes.sums.totalPaise + inCash)
  const placed = (await call('inventory.placedBatches', { itemId: calpara.itemId, date: today })) as {
    locationKind: string
    onHandMilli: number
  }[]
  expect(placed.find((one) => one.locationKind === 'quarantine')?.onHandMilli).toBe(30_000)
  // five went out and one more in the place of one that stands in quarantine
  const amoxyl = { itemId: shelf.items[2]?.itemId, date: today }
  const replaced = (await call('inventory.placedBatches', amoxyl)) as typeof placed
  expect(replaced.map((one) => [one.locationKind, one.onHandMilli])).toEqual([
    ['saleable', 240_000],
    ['quarantine', 10_000],
    ['saleable', 300_000],
  ])
  expect(((await call('accounts.doctor', {})) as { findings: object[] }).findings).toEqual([])
})
