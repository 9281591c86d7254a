import type { Page } from '@playwright/test'
import { expect } from '../app.ts'

/** The first-run screen, worked by keys alone. */
export const firstRunPage = (page: Page) => ({
  /** Waits for the choices. */
  shown: () => expect(page.getByRole('heading', { name: 'Welcome to Bahi' })).toBeVisible(),
  newFirm: async () => {
    await page.keyboard.press('n')
    await expect(page.getByRole('heading', { name: 'Who is the firm?' })).toBeVisible()
    await expect(page.getByLabel('Legal name')).toBeFocused()
  },
  demo: () => page.keyboard.press('d'),
  /** Types into the field that has the focus and goes to the next with Enter. */
  key: async (...texts: string[]) => {
    for (const text of texts) {
      if (text) await page.keyboard.type(text)
      await page.keyboard.press('Enter')
    }
  },
  /** The step's main action. */
  goOn: () => page.keyboard.press('Control+Enter'),
  focused: () => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name ?? ''),
  field: (name: string) => page.locator(`[name="${name}"]`),
  /** The words under a field. */
  errorOf: async (name: string): Promise<string> => {
    const field = page.locator(`[name="${name}"]`)
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    const described = await field.getAttribute('aria-describedby')
    return (await page.locator(`[id="${described}"]`).textContent()) ?? ''
  },
})

/** The sign-in screen. */
export const signInPage = (page: Page) => ({
  shown: () => expect(page.getByRole('heading', { name: 'Who is there?' })).toBeVisible(),
  pin: () => page.locator('input[type="password"]'),
  open: async (pin: string) => {
    await page.keyboard.type(pin)
    await page.keyboard.press('Enter')
  },
})

/** Gives the window the size of a common laptop. */
export async function laptopSize(app: {
  evaluate: (work: (electron: typeof import('electron')) => void) => Promise<unknown>
}): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
}
