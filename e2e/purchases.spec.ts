import { randomUUID } from 'node:crypto'
import { expect, expectAccessible, foundBook, type Running, shot, test } from './app.ts'
import { openScreen } from './pages/palette.ts'
import { PurchaseSheet, suppliedBook } from './pages/purchases.ts'

test.describe('buying', () => {
  let running: Running
  let supplier: string
  let items: { id: number; name: string }[]

  test.beforeEach(async ({ freshApp, folder }) => {
    running = await freshApp({ book: foundBook(folder) })
    ;({ supplier, items } = await suppliedBook(running))
    await running.page.reload()
    await expect(running.page.getByRole('navigation').first()).toBeVisible()
  })

  test('order, receipt in part, bill with a rate difference passed with a reason, return: stock, ledger and the goods not billed agree', async () => {
    const { page } = running
    const { keyboard } = page

    const order = new PurchaseSheet(page, 'Lines of the order')
    await order.open('Control+F9', 'Supplier')
    await order.keyField('Supplier', 'kaveri')
    await order.keyField('Expected on', '+3')
    await order.key('Product', 1, 'calp')
    await order.key('Qty', 1, '20+2')
    await order.key('Free', 1, '')
    await order.key('Rate', 1, '15')
    await order.key('Disc %', 1, '')
    await order.key('Product', 2, 'dolo')
    await order.key('Qty', 2, '10')
    await order.key('Free', 2, '')
    await order.key('Rate', 2, '30')
    await order.key('Disc %', 2, '')
    await shot(page, 'purchase-order')
    await expectAccessible(page, 'purchase order')
    await order.save()
    await order.saved(/^Ordered as/)

    const receipt = new PurchaseSheet(page, 'Goods received')
    await receipt.open('Alt+F9', 'Supplier')
    await receipt.keyField('Supplier', 'kaveri')
    await receipt.keyField('Challan no.', 'CH-7')
    await receipt.keyField('Challan date', 't')
    await keyboard.press('Alt+F1')
    await expect(page.getByRole('dialog', { name: 'Ordered and still to come' })).toBeVisible()
    await shot(page, 'purchase-pick-orders')
    await keyboard.press('Enter')
    await receipt.key('Batch', 1, 'CAL1')
    await receipt.key('Expiry', 1, '06/28')
    await receipt.key('MRP', 1, '25')
    await receipt.key('Qty', 1, '20')
    await receipt.key('Free', 1, '')
    await receipt.key('Damaged', 1, '')
    await receipt.key('Short', 1, '')
    await expect(receipt.cell('Product', 2)).toBeFocused()
    await keyboard.press('Enter')
    await receipt.key('Batch', 2, 'DOL1')
    await receipt.key('Expiry', 2, '03/29')
    await receipt.key('MRP', 2, '43')
    await receipt.key('Qty', 2, '6')
    await shot(page, 'goods-receipt')
    await expectAccessible(page, 'goods receipt')
    await receipt.save()
    const grn = await receipt.saved(/^Received as/)
    expect(grn).not.toBe('')

    const bill = new PurchaseSheet(page, 'Lines of the purchase bill')
    await bill.open('F9', 'Supplier')
    await bill.keyField('Supplier', 'kaveri')
    await bill.keyField('Their bill no.', 'KP/881')
    await bill.keyField('Their date', 't')
    await keyboard.press('Alt+F1')
    await expect(page.getByRole('dialog', { name: 'Received and not billed' })).toBeVisible()
    await keyboard.press('Enter')
    await expect(bill.cell('Rate', 1)).toBeFocused()
    await bill.key('Rate', 1, '18')
    await expect(page.getByTestId('match').filter({ visible: true })).toHaveText('1 line differs')
    await shot(page, 'purchase-bill-match')
    await page.getByRole('button', { name: 'Dark theme' }).click()
    await shot(page, 'purchase-bill-dark')
    await expectAccessible(page, 'purchase bill in the dark')
    await page.getByRole('button', { name: 'Light theme' }).click()
    await bill.lines.locator('input').focus()
    await expectAccessible(page, 'purchase bill')
    await keyboard.press('Alt+m')
    await expect(page.getByRole('dialog', { name: 'Order, receipt and bill' })).toBeVisible()
    await shot(page, 'purchase-match')
    await expectAccessible(page, 'three-way match')
    await keyboard.press('Escape')
    await bill.save()
    const warned = page.getByRole('dialog').filter({ hasText: /Reason/ })
    await expect(warned).toBeVisible()
    await shot(page, 'purchase-match-reason')
    await keyboard.type('New price list from the company')
    await keyboard.press('Control+Enter')
    await bill.saved(/^Saved as/)

    const today = ((await running.call('company.state')) as { today: string }).today
    const grni = (await running.call('purchases.grniStatement', { asOn: today })) as {
      total: number
      sums: { unbilledPaise: number; accountPaise: number }
    }
    expect([grni.total, grni.sums.unbilledPaise, grni.sums.accountPaise]).toEqual([0, 0, 0])
    // 20 × 18 + 6 × 30 = 540 and 5 %
    const owed = async () =>
      -(
        (await running.call('accounts.partyLedger', { party: supplier, from: '2026-04-01', to: today })) as {
          closingPaise: number
        }
      ).closingPaise
    expect(await owed()).toBe(56_700)

    const back = new PurchaseSheet(page, 'Lines of the return')
    await back.open('Alt+F5', 'Bill')
    await back.keyField('Bill', 'KP/881')
    await back.keyField('Reason', 'Broken strips')
    await expect(back.cell('Qty', 1)).toBeFocused()
    await keyboard.type('30')
    await expect(page.getByText('Only 20 can still go back.').first()).toBeVisible()
    // main refuses it too, and the cursor is where it stands
    await back.save()
    await back.says(/can go back|bought|still/)
    await expect(back.cell('Qty', 1)).toBeFocused()
    await keyboard.press('Control+a')
    await keyboard.type('5')
    await expect(page.getByTestId('total').filter({ visible: true })).toHaveText('₹95.00')
    await shot(page, 'purchase-return')
    await expectAccessible(page, 'purchase return')
    await back.save()
    await back.saved(/^Debit note/)
    // 94.50 rounded to the rupee
    expect(await owed()).toBe(56_700 - 9_500)
    const { rows } = (await running.call('inventory.batches', { itemId: items[0]?.id, date: today })) as {
      rows: { number: string; onHandMilli: number }[]
    }
    expect(rows.map((row) => [row.number, row.onHandMilli])).toEqual([['CAL1', 170_000]])

    // what went back stands in its list; the supplier is paid what is left
    await openScreen(page, 'Purchase returns')
    const returns = page.getByRole('grid', { name: 'Purchase returns', exact: true })
    await expect(returns.getByRole('row').filter({ hasText: /Kaveri Pharma Agencies.*90\.00.*95\.00/ })).toHaveCount(1)
    await shot(page, 'purchase-returns')
    await expectAccessible(page, 'purchase returns')
    const paid = new PurchaseSheet(page, '')
    await paid.open('F5', 'Supplier')
    await paid.keyField('Supplier', 'kaveri')
    await expect(paid.field('Amount')).toBeFocused()
    await keyboard.type('472')
    await expect(page.getByTestId('settling').filter({ visible: true })).toContainText('₹472.00')
    await shot(page, 'money-paid')
    await keyboard.press('Control+Enter')
    // the drawer of a new book is empty
    await expect(page.getByRole('dialog', { name: 'One thing to look at' })).toContainText('not so much cash')
    await keyboard.type('From the owner')
    await keyboard.press('Control+Enter')
    await paid.saved(/^Saved \S+\/26-27\/000001, ₹472/)
    expect(Math.abs(await owed())).toBe(0)
    expect((await running.call('accounts.doctor', {})) as object).toMatchObject({ findings: [] })
  })

  test('a bill keyed alone: what is wrong is shown where it stands, the same number is refused, the next bill knows the last rate', async () => {
    const { page } = running
    const { keyboard } = page
    const bill = new PurchaseSheet(page, 'Lines of the purchase bill')
    const head = async (number: string) => {
      await bill.open('F9', 'Supplier')
      await bill.keyField('Supplier', 'kaveri')
      await bill.keyField('Their bill no.', number)
      await bill.keyField('Their date', 't')
    }
    await head('KP/900')
    await bill.key('Product', 1, 'rosu')
    await bill.key('Batch', 1, 'ROS1')
    await bill.key('Expiry', 1, '03/26')
    await bill.key('MRP', 1, '')
    await bill.key('Qty', 1, '10+1')
    await bill.key('Free', 1, '')
    await bill.key('Rate', 1, '70')
    await bill.key('Disc %', 1, '5')
    await bill.save()
    await expect(bill.cell('Expiry', 1)).toBeFocused()
    await bill.says(/expired/)
    await keyboard.type('03/29')
    // no batch number of theirs: one of ours is given
    await expect(page.getByTestId('total').filter({ visible: true })).toHaveText('₹698.00')
    await keyboard.press('Control+s')
    await bill.saved(/^Saved as/)

    await head('kp/900')
    await bill.key('Product', 1, 'rosu')
    await expect(bill.cell('Batch', 1)).toBeFocused()
    // the batch that is there, from its list
    await keyboard.press('Alt+b')
    await expect(page.getByRole('listbox', { name: 'Batch' })).toBeVisible()
    await shot(page, 'purchase-batches')
    await keyboard.press('Enter')
    await bill.key('Qty', 1, '5')
    await bill.key('Free', 1, '')
    await expect(bill.cell('Rate', 1)).toHaveValue('70.00')
    await bill.key('Rate', 1, '80')
    await bill.says(/14\.28% above the last rate|14\.29% above the last rate/)
    await shot(page, 'purchase-bill-drift')
    await bill.save()
    await expect(bill.field('Their bill no.')).toBeFocused()
    await bill.says(/was entered as|already/)
    await keyboard.press('Control+a')
    await keyboard.type('KP/901')
    // pressed again and again it is saved once
    await Promise.all([keyboard.press('Control+s'), keyboard.press('Control+s'), keyboard.press('Control+s')])
    await bill.saved(/^Saved as PA\/26-27\/000002/)
    expect(((await running.call('purchases.bills', {})) as { total: number }).total).toBe(2)

    const today = ((await running.call('company.state')) as { today: string }).today
    const { rows } = (await running.call('inventory.batches', { itemId: items[2]?.id, date: today })) as {
      rows: { number: string; onHandMilli: number }[]
    }
    expect(rows.map((row) => [row.number, row.onHandMilli])).toEqual([['ROS1', 160_000]])
    expect((await running.call('accounts.doctor', {})) as object).toMatchObject({ findings: [] })
  })

  test('more than ordered, and more back than bought, stay where they were keyed; a half-keyed bill comes back', async () => {
    const { page } = running
    const { keyboard } = page
    const today = ((await running.call('company.state')) as { today: string }).today
    const order = randomUUID()
    await running.call('purchases.postOrder', {
      uid: order,
      date: today,
      supplier,
      lines: [{ itemId: items[0]?.id, qtyMilli: 100_000, rateE4: 150_000 }],
    })
    const receipt = new PurchaseSheet(page, 'Goods received')
    await receipt.open('Alt+F9', 'Supplier')
    await receipt.keyField('Supplier', 'kaveri')
    await receipt.keyField('Challan no.', '')
    await receipt.keyField('Challan date', '')
    await keyboard.press('Alt+F1')
    await expect(page.getByRole('dialog', { name: 'Ordered and still to come' })).toBeVisible()
    await keyboard.press('Enter')
    await receipt.key('Batch', 1, '')
    await receipt.key('Expiry', 1, '06/28')
    await receipt.key('MRP', 1, '25')
    await receipt.key('Qty', 1, '30')
    await receipt.says(/20 more than is still to come/)
    await shot(page, 'receipt-excess')
    await receipt.save()
    const dialog = page.getByRole('dialog').filter({ hasText: /Reason/ })
    await expect(dialog).toBeVisible()
    await keyboard.press('Escape')
    // nothing was written
    const after = (await running.call('purchases.order', { uid: order })) as { state: string }
    expect(after.state).toBe('pending')
    await expect(receipt.lines.locator('input')).toBeFocused()

    const bill = new PurchaseSheet(page, 'Lines of the purchase bill')
    await bill.open('F9', 'Supplier')
    await bill.keyField('Supplier', 'kaveri')
    await bill.keyField('Their bill no.', 'HALF/1')
    await bill.keyField('Their date', 't')
    await bill.key('Product', 1, 'calp')
    await expect(bill.cell('Batch', 1)).toBeFocused()
    await keyboard.type('HAL')
    await page.waitForTimeout(200)
    await page.reload()
    await expect(bill.cell('Batch', 1)).toHaveValue('HAL')
    await expect(bill.field('Their bill no.')).toHaveValue('HALF/1')
  })
})
