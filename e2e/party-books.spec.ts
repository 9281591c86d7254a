import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, expectAccessible, foundBook, shot, test } from './app.ts'
import { Parties } from './pages/parties.ts'

type Found = { rows: { uid: string; name: string; balancePaise: number }[] }

test('a party is keyed, its opening bills entered, its ledger, dues and statement looked at and saved, by keys', async ({
  freshApp,
  folder,
}) => {
  const { page, app, call } = await freshApp({ book: foundBook(folder) })
  const parties = new Parties(page)
  const { keyboard } = page
  await parties.open()
  await parties.create({ name: 'Ravi Medical', town: 'Indore', phone: '9800000001', days: '30' })
  await shot(page, 'party-form')
  await expectAccessible(page, 'the form of a party')
  const [party] = ((await call('parties.search', { text: 'ravi' })) as Found).rows
  expect(party).toMatchObject({ name: 'Ravi Medical' })

  // Alt+B: the opening balance, one row a bill; Enter on the last box makes the next row
  await keyboard.press('Alt+B')
  await expect(parties.box('Bill number')).toBeFocused()
  await keyboard.type('A-101')
  await parties.goTo('Date')
  await keyboard.type('1-2-2026')
  await parties.goTo('Owes us')
  await keyboard.type('12500.50')
  await keyboard.press('Control+i')
  await expect(page.getByLabel('Bill number', { exact: true }).nth(1)).toBeFocused()
  await keyboard.type('A-102')
  await shot(page, 'opening-balance')
  await expectAccessible(page, 'the opening balance')
  for (let step = 0; step < 3; step += 1) await keyboard.press('Enter')
  await keyboard.type('2000')
  await keyboard.press('Control+s')
  await expect(page.getByRole('table').getByText('A-101')).toBeVisible()
  await expect(page.getByRole('table').getByText('12,500.50').first()).toBeVisible()
  const bills = (await call('accounts.openingBills', { party: party?.uid })) as { rows: { amountPaise: number; date: string }[] }
  expect(bills.rows.map((row) => [row.date, row.amountPaise])).toEqual([
    ['2026-02-01', 12_500_50],
    ['2026-04-01', 2_000_00],
  ])
  await call('payments.postReceipt', {
    uid: crypto.randomUUID(),
    date: '2026-05-02',
    party: party?.uid,
    amountPaise: 13_000_00,
    mode: 'cash',
    reference: 'UTR 9',
  })

  // the list, Space: all about the party
  await parties.open()
  await expect(parties.grid('Parties').getByText('1,500.50').first()).toBeVisible()
  await keyboard.press('Space')
  await expect(parties.detail().getByText('Last payment')).toBeVisible()
  await expect(parties.detail().getByText('₹13,000.00 on 02-May-26')).toBeVisible()
  await shot(page, 'party-360')
  await expectAccessible(page, 'the list of parties with all about one')
  await keyboard.press('Space')

  // Alt+L: the ledger, running to the balance
  await keyboard.press('Alt+L')
  const ledger = parties.grid('Party ledger')
  await expect(ledger.getByText('Money received')).toBeVisible()
  await expect(ledger.getByText('A-101, A-102')).toBeVisible()
  await expect(page.getByText('closing ₹1,500.50 Dr')).toBeVisible()
  await shot(page, 'party-ledger')
  await expectAccessible(page, 'the ledger of a party')

  // Alt+S: the statement on paper, saved by Ctrl+S
  await keyboard.press('Alt+S')
  await expect(page.getByRole('button', { name: 'Open bills', exact: true })).toBeVisible()
  await expect(page.locator('canvas').first()).toBeVisible({ timeout: 30_000 })
  await shot(page, 'statement')
  await keyboard.press('F9')
  await expect(page.getByRole('button', { name: 'हिन्दी' })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.locator('canvas').first()).toBeVisible({ timeout: 30_000 })
  const file = path.join(folder, 'statement.pdf')
  await parties.pickNext(app, file)
  await keyboard.press('Control+s')
  await expect.poll(() => existsSync(file), { timeout: 30_000 }).toBe(true)
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')

  // Alt+Shift+D: what is open, party by party, then its bills
  await parties.outstanding()
  const open = parties.grid('Outstanding')
  await expect(open.getByText('Ravi Medical')).toBeVisible()
  await expect(open.getByText('1,500.50').first()).toBeVisible()
  await shot(page, 'outstanding')
  await expectAccessible(page, 'what is outstanding')
  await keyboard.press('Enter')
  await expect(parties.grid('Outstanding').getByText('A-102')).toBeVisible()
  await shot(page, 'outstanding-bills')
})

test('a list of parties comes in by keys; two that are one are found, merged and unmerged', async ({ freshApp, folder }) => {
  const { page, app, call } = await freshApp({ book: foundBook(folder) })
  const parties = new Parties(page)
  const { keyboard } = page
  const list = path.join(folder, 'parties.csv')
  writeFileSync(
    list,
    'Party Code,Party Name,Station,Mobile,GST No,Balance\nC1,Ravi Medical,Indore,9800000001,,500 Dr\nC2,M/s Ravi Medicals,Indore,,,250.50 Dr\nC3,,Indore,,,\n',
  )
  await parties.open()
  await keyboard.press('Alt+I')
  const screen = page.getByRole('region', { name: 'Bring in a list of parties' }).filter({ visible: true })
  await expect(screen.getByRole('button', { name: /Choose a file/ })).toBeEnabled()
  await parties.pickNext(app, list)
  await keyboard.press('Alt+O')
  await expect(screen.getByText(/^2 rows are good, 0 of them are about a party that is there/)).toBeVisible({ timeout: 30_000 })
  await shot(page, 'party-import')
  await expectAccessible(page, 'looking at a list of parties')
  await expect(screen.getByRole('button', { name: /^Apply/ })).toBeEnabled()
  await keyboard.press('Control+Enter')
  await expect(screen.getByText('The list is in the book.')).toBeVisible({ timeout: 30_000 })

  await parties.open()
  await expect(parties.grid('Parties').getByText('M/s Ravi Medicals')).toBeVisible()
  await keyboard.press('Alt+D')
  const twins = parties.grid('Possible duplicates')
  await expect(twins.getByText('Nearly the same name')).toBeVisible()
  await shot(page, 'duplicates')
  await expectAccessible(page, 'possible duplicates')
  await expect(twins).toBeFocused()
  await keyboard.press('Alt+M')
  await expect(parties.dialog().getByText('Merge M/s Ravi Medicals into another party')).toBeVisible()
  await expect(parties.dialog().getByLabel('Why')).toBeFocused()
  await keyboard.type('the same shop')
  await shot(page, 'merge')
  await keyboard.press('Control+Enter')
  await expect(twins.getByText('M/s Ravi Medicals')).toHaveCount(0)
  const balances = async () => ((await call('parties.list', {})) as Found).rows.map((row) => [row.name, row.balancePaise])
  expect(await balances()).toEqual([['Ravi Medical', 750_50]])

  // hidden ones show it as merged; Alt+H undoes it with a reason
  await parties.open()
  for (let press = 0; press < 6; press += 1) await keyboard.press('F6')
  await expect(parties.grid('Parties').getByRole('row', { selected: true })).toContainText('Merged')
  await keyboard.press('Alt+H')
  await expect(parties.dialog().getByLabel('Why')).toBeFocused()
  await keyboard.type('two brothers')
  await keyboard.press('Control+Enter')
  await expect(parties.grid('Parties').getByText('M/s Ravi Medicals')).toHaveCount(0)
  expect(await balances()).toEqual([
    ['M/s Ravi Medicals', 250_50],
    ['Ravi Medical', 500_00],
  ])
})
