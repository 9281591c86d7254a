import { expect, type Page } from '@playwright/test'

/** Opens a screen by its name, as Ctrl+K and Enter do. */
export async function openScreen(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible()
  const box = page.getByPlaceholder('Search or run a command')
  // the first screen takes the focus when it has loaded; a person would press again
  await expect(async () => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+K')
    await expect(box).toBeFocused({ timeout: 500 })
    await page.keyboard.press('Control+A')
    await page.keyboard.type(name)
    await expect(page.getByRole('dialog').locator('[data-selected]')).toContainText(name, { timeout: 1500 })
  }).toPass()
  await page.keyboard.press('Enter')
}
