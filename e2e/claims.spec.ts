import { randomUUID } from 'node:crypto'
import { expect, expectAccessible, foundBook, shot, test } from './app.ts'
import { ClaimsPage } from './pages/claims.ts'
import { openScreen } from './pages/palette.ts'

type Stock = { rows: { batch: string; location: string; qtyMilli: number }[] }

test('expired goods go to the supplier, wait there as ours, and are credited in part: by keys', async ({ freshApp, folder }) => {
  const running = await freshApp({ book: foundBook(folder) })
  const { page, call } = running
  const supplier = randomUUID()
  const party = {
    uid: supplier,
    name: 'Sahyadri Agencies',
    gstin: '23AAKFM7788P1Z0',
    stateCode: '23',
    category: 'regular',
    isCustomer: false,
    isSupplier: true,
  }
  const { gstin, ...rest } = party
  await call('parties.save', { ...rest, gstin: null, category: 'unregistered' }).catch(() =>
    call('parties.save', { ...rest, gstin }),
  )
  const { id } = (await call('items.save', {
    uid: randomUUID(),
    code: 'K1',
    name: 'Kavimol 500 Tab',
    manufacturer: 'Kaveri Pharma',
    packLabel: '10s',
    baseUnit: 'tablet',
    saleUnit: 'strip',
    saleFactor: 10,
    tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049099' },
    mrpPaise: 5800,
  })) as { id: number }
  const bill = { itemId: id, batch: 'KV1', expiry: '2026-10-31', mrpPaise: 5800, qtyMilli: 200_000, rateE4: 300_000 }
  await call('purchases.postBill', {
    uid: randomUUID(),
    date: '2026-06-10',
    supplier,
    supplierNumber: 'B1',
    supplierDate: '2026-06-10',
    lines: [bill],
  })

  const claims = new ClaimsPage(page)
  await claims.begin('Sahyadri Agencies')
  await expect(page.getByRole('dialog').getByText('KV1')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(claims.goods.getByText('Kavimol 500 Tab')).toBeVisible()
  await expect(page.getByTestId('total')).toHaveText('₹600.00')
  // 12 strips of the 20 go, less 10 %
  await page.keyboard.type('12')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('10')
  await expect(page.getByTestId('total')).toHaveText('₹324.00')
  await shot(page, 'claim')
  await expectAccessible(page, 'a claim')
  await page.keyboard.press('Control+Enter')
  await claims.saved(/KA\/26-27\/000001 sent, ₹324.00 claimed/)
  const stock = async () =>
    ((await call('inventory.stock', { filter: 'kavimol' })) as Stock).rows.map(({ location, qtyMilli }) => [
      location,
      qtyMilli / 1000,
    ])
  expect(await stock()).toEqual(
    expect.arrayContaining([
      ['Main godown', 80],
      ['With suppliers', 120],
    ]),
  )

  await openScreen(page, 'Claims on suppliers')
  await expect(claims.list.getByRole('rowgroup').getByText('Sent', { exact: true })).toBeVisible()
  await page.keyboard.press('Space')
  await shot(page, 'claims')
  await expectAccessible(page, 'claims')
  await page.keyboard.press('Enter')
  // the answer: ten strips credited for less, two come back
  await expect(page.getByRole('textbox', { name: 'Their credit note' })).toBeVisible()
  await expect(claims.goods.getByText('Kavimol 500 Tab')).toBeVisible()
  await page.keyboard.type('10')
  await page.keyboard.press('Enter')
  await page.keyboard.type('250')
  await page.keyboard.press('Enter')
  await page.keyboard.type('2')
  await expect(page.getByTestId('total')).toHaveText('₹250.00')
  await shot(page, 'claim-answer')
  await expectAccessible(page, 'an answer to a claim')
  // without the number of their note it is refused beside its field
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('The number of their credit note is needed').first()).toBeVisible()
  await page.keyboard.type('CN/9')
  await page.keyboard.press('Control+Enter')
  await claims.saved(/KCA\/26-27\/000001 entered/)
  expect(await stock()).toEqual([['Main godown', 100]])
  const { rows } = (await call('purchases.claims', {})) as { rows: { state: string; shortPaise: number }[] }
  expect(rows).toMatchObject([{ state: 'settled', shortPaise: 7400 }])
})
