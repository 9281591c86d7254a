import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test'

/** Bringing in a list of items, by keys. */
export class ImportPage {
  readonly page: Page
  readonly screen: Locator
  readonly rows: Locator
  readonly mapping: Locator
  readonly result: Locator

  constructor(page: Page) {
    this.page = page
    this.screen = page.getByRole('region', { name: 'Bring in a list of items' }).filter({ visible: true })
    this.rows = page.getByRole('grid', { name: 'Rows of the file' }).filter({ visible: true })
    this.mapping = page.getByRole('region', { name: 'Which column is what' })
    this.result = page.getByRole('region', { name: 'Result' })
  }

  /** Alt+Shift+I, then Alt+I: from the list of items. */
  async open(): Promise<void> {
    // the first screen takes the focus when it has loaded; a person would press again
    await expect(async () => {
      await this.page.keyboard.press('Alt+Shift+I')
      await expect(this.page.getByRole('grid', { name: 'Items' }).filter({ visible: true })).toBeFocused({ timeout: 500 })
    }).toPass()
    await this.page.keyboard.press('Alt+I')
    await expect(this.screen).toBeVisible()
  }
  /** Alt+O; the computer's dialog, which no keys reach, answers with the file. */
  async choose(app: ElectronApplication, file: string): Promise<void> {
    await app.evaluate((_electron, path) => {
      process.env.BAHI_PICK_FILE = path
    }, file)
    await expect(this.screen.getByRole('button', { name: /Choose a file/ })).toBeEnabled()
    await this.page.keyboard.press('Alt+O')
  }
  /** Waits until the rows are checked: what the line above them says. */
  checked = (words: string | RegExp): Promise<void> => expect(this.screen.getByText(words)).toBeVisible({ timeout: 30_000 })
  /** Ctrl+Enter. */
  async apply(): Promise<void> {
    await expect(this.screen.getByRole('button', { name: /^Apply/ })).toBeEnabled()
    await this.page.keyboard.press('Control+Enter')
  }
  figure = (name: string): Locator =>
    this.result
      .locator('div')
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .locator('dd')
}
