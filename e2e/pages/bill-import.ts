import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test'
import { openScreen } from './palette.ts'

/** Importing supplier bills, as a person with a keyboard sees it. */
export class BillImportPage {
  readonly page: Page
  readonly grid: Locator
  readonly bills: Locator
  readonly offers: Locator
  readonly open: Locator
  constructor(page: Page) {
    this.page = page
    this.grid = page.getByRole('grid', { name: 'Lines' })
    this.bills = page.getByRole('table', { name: 'Bills' })
    this.offers = page.getByRole('listbox', { name: 'Our item' })
    this.open = page.getByTestId('open')
  }

  async show(): Promise<void> {
    await openScreen(this.page, 'Import supplier bills')
    await expect(this.page.getByRole('button', { name: /Choose a bill file/ })).toBeVisible()
  }

  /** Alt+O, and the computer's dialog answers with this file. */
  async choose(app: ElectronApplication, file: string): Promise<void> {
    await app.evaluate((_, path) => {
      process.env.BAHI_PICK_FILE = path
    }, file)
    await this.page.keyboard.press('Alt+O')
  }
}
