import { expect, type Page } from '@playwright/test'

/** Opens a screen by its name, as Ctrl+K and Enter do. */
export async function openScreen(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible()
  // the first screen takes the focus when it has loaded; a person would press again
  await expect(async () => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+K')
    await expect(page.getByPlaceholder('Search or run a command')).toBeFocused({ timeout: 500 })
  }).toPass()
  await page.keyboard.type(name)
  await expect(page.getByRole('dialog').locator('[data-selected]')).toContainText(name)
  await page.keyboard.press('Enter')
}
