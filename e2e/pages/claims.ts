import { expect, type Locator, type Page } from '@playwright/test'
import { openScreen } from './palette.ts'

/** Claims on suppliers, by keys. */
export class ClaimsPage {
  readonly page: Page
  readonly goods: Locator
  readonly list: Locator
  constructor(page: Page) {
    this.page = page
    this.goods = page.getByRole('grid', { name: 'Goods' }).filter({ visible: true })
    this.list = page.getByRole('grid', { name: 'Claims on suppliers' }).filter({ visible: true })
  }

  /** A new claim on a supplier, with the goods the list offers. */
  async begin(supplier: string, reason = 'Expired'): Promise<void> {
    await openScreen(this.page, 'Claim on a supplier')
    const box = this.page.getByRole('combobox', { name: 'Supplier' }).filter({ visible: true })
    await expect(box).toBeFocused()
    await this.page.keyboard.type(supplier.slice(0, 6).toLowerCase())
    await expect(this.page.getByRole('option', { name: new RegExp(supplier) })).toBeVisible()
    await this.page.keyboard.press('Enter')
    await expect(this.page.getByRole('combobox', { name: 'Why' }).filter({ visible: true })).toBeFocused()
    await this.page.keyboard.type(reason)
    await this.page.keyboard.press('Enter')
    await this.page.keyboard.press('Alt+F1')
    await expect(this.page.getByRole('dialog')).toContainText('can be claimed')
    await expect(this.page.getByRole('dialog').getByRole('checkbox').first()).toBeFocused()
  }
  saved = (words: RegExp): Promise<void> => expect(this.page.getByText(words).first()).toBeVisible()
}
