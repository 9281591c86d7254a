import { expect, expectAccessible, shot, test } from './app.ts'

test('a party is keyed, corrected where main refuses it, found in the list and hidden', async ({ running, page }) => {
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible()
  // the first screen takes the focus when it has loaded; a person would press again
  await expect(async () => {
    await page.keyboard.press('Alt+Shift+P')
    await expect(page.getByRole('grid', { name: 'Parties' })).toBeFocused({ timeout: 500 })
  }).toPass()
  await page.keyboard.press('Alt+C')
  const name = page.getByLabel('Name', { exact: false }).first()
  await expect(name).toBeFocused()
  await page.keyboard.type('Ravi Medical')
  await page.getByLabel('GSTIN').fill('23AABCM4567K1ZD')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('something is mistyped')).toBeVisible()
  await page.getByLabel('GSTIN').fill('23AABCM4567K1ZC')
  await expect(page.getByLabel('PAN')).toHaveValue('AABCM4567K')
  await page.getByLabel('Town').fill('Indore')
  await page.getByLabel('PIN code').fill('452001')
  await page.getByLabel('Credit limit').fill('3L')
  await page.getByLabel('Credit days').fill('30')
  await page.getByRole('button', { name: 'Add a licence' }).click()
  await page.getByLabel('Form', { exact: true }).fill('20B')
  await page.keyboard.press('Enter')
  await page.getByLabel('Number', { exact: true }).fill('MP-2024-77')
  await shot(page, 'party-form')
  await expectAccessible(page, 'the form of a party')
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('heading', { name: /Ravi Medical/ })).toBeVisible()
  await expect(page.getByText('Nothing owing')).toBeVisible()
  const { rows } = (await running.call('parties.search', { text: 'ravi indore' })) as {
    rows: { gstin: string; creditDays: number; creditLimitPaise: number }[]
  }
  expect(rows).toMatchObject([{ gstin: '23AABCM4567K1ZC', creditDays: 30, creditLimitPaise: 3_00_000_00 }])

  await page.keyboard.press('Alt+Shift+P')
  const grid = page.getByRole('grid', { name: 'Parties' })
  await expect(grid.getByText('Ravi Medical')).toBeVisible()
  await shot(page, 'parties')
  await expectAccessible(page, 'the list of parties')
  await page.getByRole('button', { name: 'Hide' }).click()
  await expect(grid.getByText('Ravi Medical')).toHaveCount(0)
})
