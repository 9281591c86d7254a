import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, expectAccessible, foundBook, replyTo, shot, test } from './app.ts'
import { firstRunPage, laptopSize, signInPage } from './pages/first-run.ts'

const themes = ['light', 'dark'] as const

test('a new firm by keyboard alone: errors beside their fields, nothing written until it is right', async ({
  freshApp,
  folder,
}) => {
  const userData = path.join(folder, 'new')
  const { app, page } = await freshApp({ userData })
  await laptopSize(app)
  const screen = firstRunPage(page)
  await screen.shown()
  await shot(page, 'first-run')
  await expectAccessible(page, 'first run')
  const began = Date.now()
  await screen.newFirm()

  // nothing keyed: the name is asked for
  await screen.goOn()
  expect(await screen.errorOf('firm.legalName')).toBe('This is needed.')
  expect(await screen.focused()).toBe('firm.legalName')

  // one wrong character in the GSTIN is said in words while it is keyed
  await screen.key('Dhanvantari Distributors')
  expect(await screen.focused()).toBe('firm.gstin')
  await page.keyboard.type('27aabfd4321k1zm')
  expect(await screen.errorOf('firm.gstin')).toContain('something is mistyped')
  await screen.goOn()
  await expect(page.getByRole('heading', { name: 'Who is the firm?' })).toBeVisible()
  await page.keyboard.press('End')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('n')
  await expect(page.getByText('Right: 27-Maharashtra, PAN AABFD4321K')).toBeVisible()
  await expect(screen.field('firm.pan')).toHaveValue('AABFD4321K')
  await expect(screen.field('firm.stateCode')).toHaveValue('27 Maharashtra')
  await page.keyboard.press('Enter')
  // trade name, PAN, state are passed; then the address
  await screen.key('', '', '', '12 Market Yard', '', 'Pune', '41103')
  await screen.goOn()
  expect(await screen.errorOf('firm.pin')).toBe('A PIN code has six digits.')
  await page.keyboard.press('End')
  await page.keyboard.type('7')
  await shot(page, 'first-run-firm')
  await expectAccessible(page, 'first run, step 1')
  await screen.goOn()

  await expect(page.getByRole('heading', { name: 'How does it sell?' })).toBeVisible()
  expect(await screen.focused()).toBe('ownerName')
  await expect(screen.field('booksBegin')).toHaveValue(/^01-Apr-/)
  await shot(page, 'first-run-books')
  await expectAccessible(page, 'first run, step 2')
  // back loses nothing, on again
  await page.keyboard.press('Escape')
  await expect(screen.field('firm.legalName')).toHaveValue('Dhanvantari Distributors')
  await screen.goOn()
  await screen.goOn()
  expect(await screen.errorOf('ownerName')).toBe('This is needed.')
  expect(readdirSync(userData)).not.toContain('books')
  await page.keyboard.type('Asha')
  await screen.goOn()

  await expect(page.getByRole('heading', { name: /^Today/ })).toBeVisible()
  expect(Date.now() - began).toBeLessThan(60_000)
  expect(readdirSync(path.join(userData, 'books')).filter((file) => file.endsWith('.bahi'))).toEqual([
    'Dhanvantari Distributors.bahi',
  ])
  const state = await replyTo(page, 'company.state', {})
  expect(state).toMatchObject({
    ok: true,
    value: { firm: { gstin: '27AABFD4321K1ZN', pan: 'AABFD4321K', pin: '411037' }, person: { name: 'Asha', role: 'owner' } },
  })
  await expect(page.getByText('No bill has been made in this book.')).toBeVisible()
  await shot(page, 'home-empty')
  await expectAccessible(page, 'an empty day')
})

test('the demo firm: one key, a month of work, and the book is offered again next time', async ({ freshApp, folder }) => {
  test.setTimeout(180_000)
  const userData = path.join(folder, 'demo')
  const first = await freshApp({ userData })
  await laptopSize(first.app)
  const screen = firstRunPage(first.page)
  await screen.shown()
  // stopped by Esc it leaves nothing
  await screen.demo()
  await expect(first.page.getByRole('heading', { name: 'Making the demo firm' })).toBeVisible()
  await first.page.keyboard.press('Escape')
  await screen.shown()
  expect(readdirSync(path.join(userData, 'books'))).toEqual([])

  await screen.demo()
  await expect(first.page.getByRole('progressbar')).toBeVisible()
  await shot(first.page, 'first-run-demo')
  await expect(first.page.getByRole('heading', { name: /^Today/ })).toBeVisible({ timeout: 120_000 })
  await expect(first.page.getByRole('img', { name: /^Sales a day as bars/ })).toBeVisible()
  const bills = first.page.getByRole('region', { name: 'Last bills' }).getByRole('row')
  await expect(bills).toHaveCount(8)
  for (const theme of themes) {
    await first.page.emulateMedia({ colorScheme: theme })
    await shot(first.page, `home-${theme}`)
    await expectAccessible(first.page, `the day, ${theme}`)
  }
  await first.page.getByRole('button', { name: 'Table' }).press('Enter')
  await expect(first.page.getByRole('region', { name: /^Sales of the last/ }).getByRole('row')).toHaveCount(31)
  const doctor = await replyTo(first.page, 'accounts.doctor', {})
  expect(doctor).toMatchObject({ ok: true, value: { findings: [] } })
  await first.close()

  // the book that was open last opens by itself; another one is a key away, and this one is offered again
  const again = await freshApp({ userData })
  await expect(again.page.getByRole('heading', { name: /^Today/ })).toBeVisible()
  await again.page.keyboard.press('F12')
  await expect(again.page.getByRole('heading', { name: 'Firm', exact: true })).toBeVisible()
  await again.page.keyboard.press('Alt+Shift+O')
  await firstRunPage(again.page).shown()
  await expect(again.page.getByRole('listitem').filter({ hasText: 'Dhruva Pharma Distributors' })).toBeVisible()
  await shot(again.page, 'first-run-recent')
  await expectAccessible(again.page, 'first run with a recent book')
  await again.page.keyboard.press('1')
  await expect(again.page.getByRole('heading', { name: /^Today/ })).toBeVisible()
  // mirrored, and in its own words
  await again.page.keyboard.press('F12')
  await again.page.keyboard.press('Alt+Shift+O')
  await again.page.getByRole('button', { name: 'اردو' }).click()
  await expect(again.page.getByRole('heading', { name: 'Bahi میں خوش آمدید' })).toBeVisible()
  await shot(again.page, 'first-run-urdu')
})

test('people with PINs are asked who they are; Ctrl+L locks; a wrong PIN is said beside the field', async ({
  freshApp,
  folder,
}) => {
  const book = foundBook(path.join(folder, 'book'))
  const { page, app } = await freshApp({ book })
  await laptopSize(app)
  await expect(page.getByRole('heading', { name: /^Today/ })).toBeVisible()

  // the owner's PIN and a clerk, on the screen
  await page.keyboard.press('Control+k')
  await page.keyboard.type('users')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible()
  await page.keyboard.press('Alt+p')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.locator('input[type="password"]').first().focus()
  await page.keyboard.type('2468')
  await page.keyboard.press('Enter')
  await page.keyboard.type('2468')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden({ timeout: 15_000 })
  await expect(page.getByText('PIN set')).toBeVisible()
  await page.keyboard.press('Alt+n')
  await expect(page.getByLabel('Name')).toBeFocused()
  await page.keyboard.type('Ravi')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('rowheader', { name: 'Ravi' })).toBeVisible()
  await shot(page, 'users')
  await expectAccessible(page, 'users')

  await page.keyboard.press('Control+l')
  const screen = signInPage(page)
  await screen.shown()
  await expect(screen.pin()).toBeFocused()
  await shot(page, 'sign-in')
  await expectAccessible(page, 'sign-in')
  // locked means locked in main, not only on the screen
  expect(await replyTo(page, 'company.users', {})).toMatchObject({ ok: false, refusal: { code: 'company/sign-in' } })
  await screen.open('1111')
  await expect(page.getByText('Wrong name or PIN.')).toBeVisible({ timeout: 15_000 })
  await screen.open('2468')
  await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible({ timeout: 15_000 })
})

test("the firm's profile and settings change by keyboard and are refused beside the field", async ({ freshApp, folder }) => {
  const { page, app } = await freshApp({ book: foundBook(path.join(folder, 'book')) })
  await laptopSize(app)
  await expect(page.getByRole('heading', { name: /^Today/ })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('firm')
  await page.keyboard.press('Enter')
  const screen = firstRunPage(page)
  await expect(screen.field('legalName')).toHaveValue('Malwa Pharma Distributors')
  await screen.field('ifsc').focus()
  await page.keyboard.type('HDFC123')
  await page.keyboard.press('Control+s')
  expect(await screen.errorOf('ifsc')).toContain('IFSC')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('HDFC0000123')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved.').first()).toBeVisible()
  await shot(page, 'firm')
  await expectAccessible(page, 'firm')
  await page.emulateMedia({ colorScheme: 'dark' })
  await shot(page, 'firm-dark')
  await expectAccessible(page, 'firm, dark')
  expect(await replyTo(page, 'company.state', {})).toMatchObject({ value: { firm: { ifsc: 'HDFC0000123' } } })
})

test('a file that is not a book is refused in words, and the choices stay', async ({ freshApp, folder }) => {
  const { page, app } = await freshApp()
  await firstRunPage(page).shown()
  await app.evaluate(
    (_, file) => {
      process.env.BAHI_PICK_FILE = file
    },
    path.join(import.meta.dirname, 'app.ts'),
  )
  await page.keyboard.press('o')
  await expect(page.getByRole('alert')).toContainText('app.ts')
  expect(readFileSync(path.join(import.meta.dirname, 'app.ts'), 'utf8')).toContain('export')
  await app.evaluate(
    (_, file) => {
      process.env.BAHI_PICK_FILE = file
    },
    foundBook(path.join(folder, 'other')),
  )
  await page.keyboard.press('o')
  await expect(page.getByRole('heading', { name: /^Today/ })).toBeVisible()
})
