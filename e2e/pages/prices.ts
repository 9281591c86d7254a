import { expect, type Page } from '@playwright/test'

/** Schemes, special rates and price lists as they are keyed; nothing is filled in behind the clerk's back. */
export class Prices {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  /** A screen by its name in the palette. */
  async open(name: string): Promise<void> {
    // a screen that has just loaded takes the focus; a person would press again
    await expect(async () => {
      await this.page.keyboard.press('Escape')
      await this.page.keyboard.press('Control+k')
      await expect(this.page.getByPlaceholder('Search or run a command')).toBeFocused({ timeout: 500 })
      await this.page.keyboard.type(name)
      await expect(this.page.getByRole('dialog').locator('[data-selected]')).toContainText(name, { timeout: 1000 })
    }).toPass()
    await this.page.keyboard.press('Enter')
  }
  said(text: string | RegExp) {
    return this.page.getByRole('status').filter({ hasText: text }).first()
  }
  private box(label: string) {
    // a needed field has its star
    return this.page.getByLabel(new RegExp(`^${label}\\*?$`)).filter({ visible: true })
  }

  /** Alt+C, then field by field: an item scheme of so many and so many free till a day. */
  async newScheme(scheme: { name: string; till: string; item: string; buy: string; free: string }): Promise<void> {
    await this.open('Schemes')
    await expect(this.page.getByRole('button', { name: /^New scheme/ }).first()).toBeVisible()
    await this.page.keyboard.press('Alt+c')
    await expect(this.box('Name')).toBeFocused()
    await this.keyed(scheme.name)
    await this.page.keyboard.press('Enter') // kind: free goods
    await this.page.keyboard.press('Enter') // from: today
    await this.keyed(scheme.till)
    await this.page.keyboard.press('Enter') // for: one item
    await expect(this.box('Item')).toBeFocused()
    await this.keyed(scheme.item)
    await expect(this.box('Buy packs')).toBeFocused()
    await this.keyed(scheme.buy)
    await this.keyed(scheme.free)
    await this.page.keyboard.press('Control+s')
    await expect(this.said(`${scheme.name} saved`)).toBeAttached()
  }

  async newSpecial(special: { party: string; item: string; rate: string }): Promise<void> {
    await this.open('Special rates')
    await expect(this.page.getByRole('button', { name: /^New special rate/ }).first()).toBeVisible()
    await this.page.keyboard.press('Alt+c')
    await expect(this.box('Party')).toBeFocused()
    await this.keyed(special.party)
    await expect(this.box('Item')).toBeFocused()
    await this.keyed(special.item)
    await expect(this.box('Rate')).toBeFocused()
    await this.keyed(special.rate)
    await this.page.keyboard.press('Control+Enter')
    await expect(this.said(/^Special rate of/)).toBeAttached()
  }
  private async keyed(text: string): Promise<void> {
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
  }
}
