import { expect, type Locator, type Page } from '@playwright/test'

/** A bill on paper as a clerk sees it before printing. */
export class BillPaper {
  readonly page: Page
  readonly sheets: Locator
  readonly said: Locator

  constructor(page: Page) {
    this.page = page
    this.sheets = page.locator('[data-page]').filter({ visible: true })
    this.said = page.getByRole('status')
  }

  /** From the list of bills: the newest stands first. */
  async openNewest(): Promise<void> {
    await this.page.keyboard.press('Alt+Shift+B')
    await expect(this.page.getByRole('row').nth(1)).toBeVisible()
    await this.page.keyboard.press('Enter')
    await this.drawn()
  }
  /** Waits until the first sheet is drawn and its text can be read. */
  async drawn(): Promise<void> {
    await expect(this.sheets.first().locator('canvas')).toBeVisible({ timeout: 15_000 })
    await expect(this.sheets.first()).toContainText('Net payable')
  }
  text = (): Promise<string> => this.sheets.first().innerText()
  chip = (name: string): Locator => this.page.getByRole('button', { name, exact: true }).filter({ visible: true })
}
