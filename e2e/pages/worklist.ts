import { expect, type Locator, type Page } from '@playwright/test'

/** Any list of the app, found by its title. */
export class Worklist {
  readonly page: Page
  readonly grid: Locator

  constructor(page: Page, title: string) {
    this.page = page
    this.grid = page.getByRole('grid', { name: title, exact: true })
  }

  /** Opens a screen by the palette, as a person who knows its name does; the first screen may take the focus once while it loads. */
  async open(words: string, shows: Locator = this.grid): Promise<void> {
    const palette = this.page.getByRole('dialog', { name: 'Search or run a command' })
    await expect(async () => {
      if (!(await palette.isVisible())) await this.page.keyboard.press('Control+k')
      const box = palette.getByRole('textbox')
      await box.focus({ timeout: 1000 })
      await this.page.keyboard.press('Control+a')
      await this.page.keyboard.type(words)
      await expect(palette.getByRole('button').first()).toHaveText(words, { timeout: 1000 })
      await this.page.keyboard.press('Enter')
      await expect(shows).toBeVisible({ timeout: 2000 })
    }).toPass({ timeout: 20_000 })
  }

  /** The row under the cursor. */
  get current(): Locator {
    return this.grid.locator('[data-current]')
  }
}
