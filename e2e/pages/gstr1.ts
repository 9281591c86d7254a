import { expect, type Locator, type Page } from '@playwright/test'

/** The month's return as an accountant goes through it, by keys. */
export class Gstr1 {
  readonly page: Page
  readonly sections: Locator
  readonly checks: Locator
  readonly files: Locator
  readonly path: Locator

  constructor(page: Page) {
    this.page = page
    this.sections = page.getByRole('grid', { name: 'GSTR-1' }).filter({ visible: true })
    this.checks = page.getByRole('region', { name: 'Checks before filing' })
    this.files = page.getByRole('status', { name: 'Files written' })
    this.path = page.getByRole('navigation', { name: 'Where you are' })
  }

  /** Alt+Shift+G: last month's return. */
  async open(): Promise<void> {
    await this.page.keyboard.press('Alt+Shift+G')
    await expect(this.page.getByRole('heading', { name: 'GSTR-1', exact: true })).toBeVisible()
  }
  /** The figures of a section's row as they stand on screen: bills, rows, taxable, IGST, CGST, SGST, value. */
  async figures(section: string): Promise<string[]> {
    const row = this.sections.getByRole('row').filter({ hasText: section }).first()
    await expect(row).toBeVisible()
    return (await row.getByRole('gridcell').allInnerTexts()).slice(2)
  }
  grid = (name: string): Locator => this.page.getByRole('grid', { name }).filter({ visible: true })
  /** Puts the cursor of the section list on a section (the list has the focus) and opens it. */
  async enter(down: number): Promise<void> {
    for (let n = 0; n < down; n += 1) await this.page.keyboard.press('ArrowDown')
    await this.page.keyboard.press('Enter')
  }
}
