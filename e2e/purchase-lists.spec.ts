import { randomUUID } from 'node:crypto'
import { expect, expectAccessible, foundBook, type Running, shot, test } from './app.ts'
import { openScreen } from './pages/palette.ts'
import { PurchaseSheet, suppliedBook } from './pages/purchases.ts'

test.describe('what was bought', () => {
  let running: Running
  let supplier: string
  let items: { id: number; name: string }[]

  test.beforeEach(async ({ freshApp, folder }) => {
    running = await freshApp({ book: foundBook(folder) })
    ;({ supplier, items } = await suppliedBook(running))
    await running.page.reload()
    await expect(running.page.getByRole('navigation').first()).toBeVisible()
  })

  test('lists: orders, receipts, bills, register and the goods not billed, in both lights', async () => {
    const { page } = running
    const { keyboard } = page
    const today = ((await running.call('company.state')) as { today: string }).today
    for (const [n, item] of items.entries()) {
      const order = randomUUID()
      await running.call('purchases.postOrder', {
        uid: order,
        date: today,
        supplier,
        expected: today,
        lines: [{ itemId: item.id, qtyMilli: 100_000, rateE4: 150_000 }],
      })
      if (n > 0)
        await running.call('purchases.postReceipt', {
          uid: randomUUID(),
          date: today,
          supplier,
          challanNumber: `CH-${n}`,
          lines: [
            {
              itemId: item.id,
              order: { uid: order, line: 1 },
              batch: `B${n}`,
              expiry: '2029-03-31',
              mrpPaise: 4000,
              qtyMilli: 60_000,
              damagedMilli: 10_000,
            },
          ],
        })
    }
    await running.call('purchases.postBill', {
      uid: randomUUID(),
      date: today,
      supplier,
      supplierNumber: 'L/1',
      supplierDate: today,
      lines: [{ itemId: items[0]?.id, batch: 'L1', expiry: '2029-03-31', mrpPaise: 2500, qtyMilli: 100_000, rateE4: 150_000 }],
    })
    const list = async (name: string, row: RegExp) => {
      await openScreen(page, name)
      const grid = page.getByRole('grid', { name, exact: true }).filter({ visible: true })
      await expect(grid.getByRole('row').filter({ hasText: row }).first()).toBeVisible()
      await expectAccessible(page, name)
    }
    await list('Purchase orders', /Pending|In part/)
    await keyboard.press('Space')
    await expect(page.getByRole('complementary', { name: 'Detail' }).getByText('Kaveri').first()).toBeVisible()
    await shot(page, 'purchase-orders')
    // what is still to come is received from here
    await keyboard.press('Alt+Enter')
    const receipt = new PurchaseSheet(page, 'Goods received')
    await expect(receipt.cell('Batch', 1)).toBeFocused()
    await expect(receipt.lines.getByRole('row').filter({ hasText: 'Rosuva 10 Tab' })).toBeVisible()
    await list('Goods receipts', /Not billed/)
    await shot(page, 'goods-receipts')
    await list('Goods received not billed', /Doloflam/)
    await shot(page, 'grni')
    // of each of the two receipts one strip of six was broken
    await list('Receipt differences', /CH-1.*Doloflam 50 Inj.*1/)
    await shot(page, 'receipt-differences')
    await list('Purchase bills', /L\/1/)
    await shot(page, 'purchase-bills')
    await keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'PA/26-27/000001' }).filter({ visible: true })).toBeVisible()
    await shot(page, 'purchase-document')
    await expectAccessible(page, 'purchase document')
    await keyboard.press('Alt+Enter')
    const back = new PurchaseSheet(page, 'Lines of the return')
    await expect(back.cell('Qty', 1)).toBeFocused()
    await list('Purchase register', /L\/1/)
    await shot(page, 'purchase-register')
    // a second bill, cheaper by what comes free: 10 and 1 for 140.00
    await running.call('purchases.postBill', {
      uid: randomUUID(),
      date: today,
      supplier,
      supplierNumber: 'L/2',
      supplierDate: today,
      lines: [
        {
          itemId: items[0]?.id,
          batch: 'L2',
          expiry: '2029-03-31',
          mrpPaise: 2500,
          qtyMilli: 100_000,
          freeMilli: 10_000,
          rateE4: 140_000,
        },
      ],
    })
    await list('Purchase rates compared', /Calpara.*L\/2.*14\.00.*12\.727.*Cheapest/)
    await shot(page, 'purchase-rates')
    await page.getByRole('button', { name: 'Dark theme' }).click()
    await shot(page, 'purchase-rates-dark')
    await list('Owed to suppliers', /Kaveri/)
    await shot(page, 'supplier-dues-dark')
    // an order given up keeps its reason
    await openScreen(page, 'Purchase orders')
    await expect(page.getByRole('grid', { name: 'Purchase orders', exact: true }).filter({ visible: true })).toBeFocused()
    await keyboard.press('Alt+g')
    await expect(page.getByRole('dialog', { name: /Give up the rest/ })).toBeVisible()
    await keyboard.type('They cannot send it')
    await keyboard.press('Control+Enter')
    await receipt.says(/is given up/)
    expect((await running.call('accounts.doctor', {})) as object).toMatchObject({ findings: [] })
  })

  test('freight over received goods and a lorry under reverse charge; the order on paper', async () => {
    const { page } = running
    const { keyboard } = page
    const today = ((await running.call('company.state')) as { today: string }).today
    const order = randomUUID()
    await running.call('purchases.postOrder', {
      uid: order,
      date: today,
      supplier,
      expected: today,
      notes: 'Send in the morning',
      lines: items.map((item) => ({ itemId: item.id, qtyMilli: 100_000, freeMilli: 10_000, rateE4: 150_000 })),
    })
    await running.call('purchases.postBill', {
      uid: randomUUID(),
      date: today,
      supplier,
      supplierNumber: 'L/1',
      supplierDate: today,
      lines: items.map((item) => ({
        itemId: item.id,
        batch: 'L1',
        expiry: '2029-03-31',
        mrpPaise: 2500,
        qtyMilli: 100_000,
        rateE4: 150_000,
      })),
    })
    const costs = new PurchaseSheet(page, 'Services on the bill')
    await openScreen(page, 'Enter a cost')
    await costs.keyField('Supplier', '')
    await costs.keyField('Paid to (cash)', 'Sharma Roadlines')
    await costs.keyField('Their bill no.', 'LR 55')
    await costs.key('Service', 1, 'Lorry from Bhopal')
    await costs.key('SAC', 1, '996511')
    await costs.key('Amount', 1, '300')
    await costs.key('GST %', 1, '5')
    await costs.key('Reverse charge', 1, 'y')
    await keyboard.press('Alt+F1')
    const pick = page.getByRole('dialog', { name: 'Goods the cost is for' })
    await expect(pick).toBeVisible()
    await keyboard.press('Control+Space')
    await shot(page, 'landed-pick')
    await keyboard.press('Enter')
    await expect(page.getByText('Over 3 lines of goods worth ₹450.00')).toBeVisible()
    await shot(page, 'landed-cost')
    await expectAccessible(page, 'landed cost')
    await costs.save()
    await costs.saved(/^Saved as/)
    await openScreen(page, 'Freight and other costs')
    const list = page.getByRole('grid', { name: 'Freight and other costs', exact: true }).filter({ visible: true })
    await expect(list.getByRole('row').filter({ hasText: 'Sharma Roadlines' })).toContainText('300.00')
    await shot(page, 'landed-costs')

    await openScreen(page, 'Purchase orders')
    const orders = page.getByRole('grid', { name: 'Purchase orders', exact: true }).filter({ visible: true })
    await expect(orders.getByRole('row').filter({ hasText: 'Kaveri' })).toBeVisible()
    await keyboard.press('Enter')
    await expect(page.locator('[data-page] canvas').first()).toBeVisible()
    await page.waitForTimeout(500)
    await shot(page, 'order-paper')
    expect((await running.call('accounts.doctor', {})) as object).toMatchObject({ findings: [] })
  })
})
