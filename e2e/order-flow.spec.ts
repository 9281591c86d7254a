import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { expect, expectAccessible, foundBook, shot, test } from './app.ts'
import { Counter } from './pages/counter.ts'
import { openScreen } from './pages/palette.ts'
import { PurchaseSheet as Sheet } from './pages/purchases.ts'
import { stockShelf } from './stock.ts'

test('quotation, order confirmed past a warning, challan, one bill of order and challan, delivered; and an order out of a chat', async ({
  freshApp,
  folder,
}) => {
  const running = await freshApp({ book: foundBook(folder) })
  const { page } = running
  const { keyboard } = page
  const { items } = await stockShelf(running)
  const { today } = (await running.call('company.state')) as { today: string }
  const meena = randomUUID()
  await running.call('parties.save', { uid: meena, name: 'Meena Clinic', city: 'Indore', stateCode: '23' })
  const held = {
    uid: randomUUID(),
    date: today,
    party: meena,
    lines: [{ itemId: items[0]?.itemId, qtyMilli: 550_000, rateE4: 350_000 }],
  }
  await running.call('sales.postOrder', held)
  await running.call('sales.confirmOrder', { uid: held.uid })
  const supplier = randomUUID()
  const cipla = { uid: supplier, name: 'Cipla Stockist', city: 'Indore', stateCode: '23', isCustomer: false, isSupplier: true }
  await running.call('parties.save', cipla)
  await running.call('purchases.postOrder', {
    ...{ uid: randomUUID(), date: today, supplier },
    lines: [{ itemId: items[0]?.itemId, qtyMilli: 900_000, rateE4: 300_000 }],
  })
  await page.reload()

  // a quotation of two items
  await openScreen(page, 'New quotation')
  const quotation = new Sheet(page, 'Lines of the order')
  await quotation.keyField('Party', 'shree')
  await quotation.keyField('Valid till', '+7')
  for (const [at, item, qty] of [
    [1, 'calpara', '10'],
    [2, 'doloflam', '20'],
  ] as const) {
    await quotation.key('Product', at, item)
    await quotation.key('Qty', at, qty)
    await quotation.key('Free', at, '')
    await quotation.key('Rate', at, '')
    await quotation.key('Disc %', at, at === 1 ? '10+5' : '')
  }
  await shot(page, 'sale-quotation')
  await expectAccessible(page, 'quotation')
  await quotation.save()
  await quotation.saved(/^Quotation/)

  // becomes an order, which is confirmed although most of the first item is held for the clinic
  await openScreen(page, 'Quotations')
  const row = (text: string) => page.getByRole('row').filter({ hasText: text, visible: true }).first()
  await expect(row('Shree Medical Hall')).toBeVisible()
  await shot(page, 'sale-quotations')
  await keyboard.press('Alt+Enter')
  const order = new Sheet(page, 'Lines of the order')
  await expect(order.lines.getByText('Calpara 100 Tab')).toBeVisible()
  await order.save()
  const orderNumber = await order.saved(/^Order/)
  const { rows: ordered } = (await running.call('sales.salesOrders', { filter: orderNumber })) as { rows: { uid: string }[] }
  // what was keyed on the quotation is on the order: ten percent, then five
  expect(await running.call('sales.salesOrder', { uid: ordered[0]?.uid })).toMatchObject({
    lines: [{ discountsBp: [1000, 500] }, { discountsBp: [] }],
  })
  await expect(page.getByRole('dialog', { name: `Confirm order ${orderNumber}?` })).toBeVisible()
  await keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByText(/55 strip held for Meena Clinic, order OA/)).toBeVisible()
  await shot(page, 'sale-order-warning')
  await keyboard.type('agreed with the clinic')
  await keyboard.press('Enter')
  await order.says(/is confirmed; its goods are held till/)

  // what it needs from the racks, all of it
  await openScreen(page, 'Sales orders')
  await expect(row('Shree Medical Hall')).toBeVisible()
  await keyboard.press('Alt+K')
  await expect(page.getByRole('dialog').getByText(orderNumber)).toBeVisible()
  await keyboard.press('Enter')
  const picked = page.locator('[data-page]').filter({ visible: true }).first()
  await expect(picked).toContainText('PICK LIST', { timeout: 15_000 })
  await expect(picked).toContainText(orderNumber)
  await shot(page, 'pick-list-of-order')

  // a challan for one more item
  await keyboard.press('Alt+F8')
  const challan = new Sheet(page, 'Lines of the challan')
  await challan.keyField('Party', 'shree')
  await expect(page.getByRole('combobox', { name: 'Sent for' }).filter({ visible: true })).toBeFocused()
  await keyboard.press('Enter')
  await challan.key('Product', 1, 'amoxyl')
  await keyboard.press('Enter') // the batch that expires first
  await challan.key('Qty', 1, '5')
  await challan.key('Free', 1, '')
  await challan.key('Rate', 1, '')
  await shot(page, 'sale-challan')
  await expectAccessible(page, 'challan')
  await challan.save()
  const challanNumber = await challan.saved(/^Challan/)

  // one bill of both
  const counter = new Counter(page)
  await counter.newBill()
  await counter.party('shree')
  await keyboard.press('Alt+F1')
  const pick = page.getByRole('dialog', { name: 'Orders and challans of this party' })
  await expect(pick.getByText(challanNumber)).toBeVisible()
  await expect(pick.getByText(orderNumber).first()).toBeVisible()
  await shot(page, 'sale-load')
  await expectAccessible(page, 'orders and challans')
  await keyboard.press('Enter')
  await expect(counter.said.filter({ hasText: '3 lines loaded' }).first()).toBeAttached()
  await shot(page, 'sale-loaded-bill')
  // the card of the goods: who else waits for them, and what is on its way
  await keyboard.press('Control+Home')
  await keyboard.press('Alt+J')
  const card = page.getByRole('dialog', { name: 'Calpara 100 Tab' })
  await expect(card.getByRole('heading', { name: /^Customers wait for/ })).toBeVisible()
  await expect(card.getByRole('row').filter({ hasText: 'Meena Clinic' })).toContainText('55 strip')
  await expect(card.getByRole('heading', { name: 'On order from suppliers: 90 strip' })).toBeVisible()
  await shot(page, 'item-card')
  await keyboard.press('Escape')
  await expect(card).toBeHidden()
  await keyboard.press('Control+s')
  const warned = page.getByRole('dialog')
  // the clinic's goods are taken: the bill says so, once, and goes on
  await expect(warned.or(counter.said.filter({ hasText: /^Saved/ })).first()).toBeAttached()
  if (await warned.isVisible()) {
    await keyboard.type('agreed with the clinic')
    await keyboard.press('Enter')
  }
  await expect(async () => {
    const { rows } = (await running.call('sales.salesOrders', { state: 'invoiced' })) as { rows: { number: string }[] }
    expect(rows.map((one) => one.number)).toEqual([orderNumber])
  }).toPass()
  const { rows: out } = (await running.call('sales.challans', { state: 'billed' })) as { rows: { number: string }[] }
  expect(out.map((one) => one.number)).toEqual([challanNumber])

  // brought and taken
  await openScreen(page, 'Deliveries')
  await expect(row('Shree Medical Hall')).toBeVisible()
  await shot(page, 'deliveries')
  await expectAccessible(page, 'deliveries')
  await keyboard.press('Alt+Enter')
  await expect(page.getByRole('textbox', { name: 'Received by' })).toBeFocused()
  await keyboard.type('Shyam')
  await keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  // the picture that proves it is kept with it and stands in its pane
  const photo = path.join(folder, 'signed copy.png')
  await page.screenshot({ path: photo })
  await running.app.evaluate((_, name) => {
    process.env.BAHI_PICK_FILE = name
  }, photo)
  const all = page
    .getByRole('group', { name: 'State' })
    .filter({ visible: true })
    .getByRole('button', { name: 'All', exact: true })
  await all.focus()
  await keyboard.press('Enter')
  // the cursor has to stand on it before a key is about it
  await expect(row('Shree Medical Hall')).toHaveAttribute('aria-selected', 'true')
  await keyboard.press('Alt+I')
  await expect(page.getByRole('img', { name: 'Has a picture' })).toBeVisible()
  await page.getByRole('grid', { name: 'Deliveries' }).focus()
  await keyboard.press('Space')
  await expect(page.getByRole('img', { name: /^Proof of the delivery/ })).toBeVisible()
  await shot(page, 'delivery-proof')
  await expectAccessible(page, 'a delivery with its proof')
  await openScreen(page, 'Sales orders')
  await expect(page.getByRole('grid', { name: 'Sales orders' })).toBeFocused()
  const { rows: done } = (await running.call('sales.salesOrders', { state: 'delivered' })) as { rows: object[] }
  expect(done).toHaveLength(1)
  await shot(page, 'sale-orders')
  await expectAccessible(page, 'sales orders')

  // an order out of a chat: what is certain is taken, what is not is looked at
  await counter.newBill()
  await counter.party('meena')
  await keyboard.press('Control+Shift+V')
  await expect(page.getByRole('textbox', { name: 'The message, as it was sent' })).toBeFocused()
  await keyboard.insertText('Good morning\ndoloflam 200 tab - 5\ncefaril 400 - 3\nzzz 10\nmetglu 500 x 2 +1')
  await keyboard.press('Control+Enter')
  const review = page.getByRole('dialog', { name: 'What was understood' })
  await expect(review.getByRole('button', { name: /Take the lines/ })).toContainText('2')
  await shot(page, 'sale-paste')
  await expectAccessible(page, 'pasted order')
  await keyboard.press('ArrowDown')
  await keyboard.press('Space')
  await expect(review.getByRole('button', { name: /Take the lines/ })).toContainText('3')
  await keyboard.press('Control+Enter')
  await expect(counter.said.filter({ hasText: '3 lines loaded' }).first()).toBeAttached()
  await expect(counter.lines.getByText('Cefaryl 400 Tab')).toBeVisible()

  // what the clerk said of a misspelt name is kept as this customer's own: offered the next time, and looked at
  await keyboard.press('Control+Shift+V')
  await expect(page.getByText('Names this customer uses (1)')).toBeVisible()
  await keyboard.insertText('cefaril 400 - 2\nchest syrup - 4')
  await keyboard.press('Control+Enter')
  await expect(review.getByText(/as you chose on .* for .cefaril 400/)).toBeVisible()
  await expect(review.getByRole('button', { name: /Take the lines/ })).toContainText('0')
  await keyboard.press('ArrowDown')
  await keyboard.press('/')
  const which = page.getByRole('dialog', { name: /Which item is/ })
  await expect(which.getByRole('combobox', { name: 'Product' })).toBeFocused()
  await keyboard.type('amoxyl')
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText('Amoxyl')
  await keyboard.press('Enter')
  await expect(which).toBeHidden()
  await expect(review.getByText('“chest syrup” will be kept as his name for it')).toBeVisible()
  await expect(review.getByRole('button', { name: /Take the lines/ })).toContainText('1')
  await shot(page, 'sale-paste-names')
  await expectAccessible(page, 'names a customer uses')
  await keyboard.press('Control+Enter')
  await expect(counter.said.filter({ hasText: '1 line loaded' }).first()).toBeAttached()
  await keyboard.press('Control+Shift+V')
  await page.getByText('Names this customer uses (2)').click()
  await shot(page, 'sale-paste-list')
  await page.getByRole('button', { name: 'Forget chest syrup' }).click()
  await expect(page.getByText('Names this customer uses (1)')).toBeVisible()
  await keyboard.press('Escape')

  for (const theme of ['Dark theme', 'Light theme']) {
    await page.getByRole('button', { name: theme }).click()
    if (theme === 'Dark theme') {
      await openScreen(page, 'Challans')
      await expect(page.getByRole('heading', { name: 'Challans' }).filter({ visible: true })).toBeVisible()
      await page.getByRole('button', { name: 'All', exact: true }).filter({ visible: true }).click()
      await expect(row(challanNumber)).toBeVisible()
      await shot(page, 'challans-dark')
      await openScreen(page, 'New sales order')
      await expect(page.getByRole('combobox', { name: 'Party' }).filter({ visible: true })).toBeFocused()
      await shot(page, 'sale-order-dark')
    }
  }
})
