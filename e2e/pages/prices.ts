import { expect, type Page } from '@playwright/test'

/** Schemes, special rates and price lists as they are keyed; nothing is filled in behind the clerk's back. */
export class Prices {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  /** A screen by its own key. */
  async open(name: 'Schemes' | 'Special rates' | 'Price lists' | 'Discount ladder'): Promise<void> {
    const keys = { Schemes: 'M', 'Special rates': 'N', 'Price lists': 'T', 'Discount ladder': 'E' }
    await this.page.keyboard.press(`Alt+Shift+${keys[name]}`)
    await expect(this.page.getByRole('grid', { name }).filter({ visible: true })).toBeVisible()
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
  /** Alt+Y on a list: into a new one, so many per cent up or down. */
  async copyList(copy: { from: string; name: string; percent: string }): Promise<void> {
    await this.open('Price lists')
    await expect(this.page.getByRole('row', { name: /PTR/ }).filter({ visible: true }).first()).toBeVisible()
    await this.page.keyboard.press('/')
    await this.page.keyboard.type(copy.from)
    await expect(this.page.getByRole('row', { name: /MRP/ }).filter({ visible: true })).toHaveCount(0)
    await this.page.keyboard.press('Alt+y')
    await expect(this.box('Into')).toBeFocused()
    await this.page.keyboard.press('Enter')
    await expect(this.box('Name of the list')).toBeFocused()
    await this.keyed(copy.name)
    await this.keyed(copy.percent)
    await this.page.keyboard.press('Control+Enter')
    await expect(this.said(/rates copied from/)).toBeAttached()
  }
  async newDiscount(discount: { company: string; percent: string }): Promise<void> {
    await this.open('Discount ladder')
    await expect(this.page.getByRole('button', { name: /^New discount/ }).first()).toBeVisible()
    await this.page.keyboard.press('Alt+c')
    await expect(this.box('Rung')).toBeFocused()
    await this.page.keyboard.press('Enter')
    await expect(this.box('Maker')).toBeFocused()
    await this.keyed(discount.company)
    await expect(this.box('Per cent')).toBeFocused()
    await this.keyed(discount.percent)
    await this.page.keyboard.press('Control+Enter')
    await expect(this.page.getByRole('row', { name: /Company discount/ }).filter({ visible: true })).toBeVisible()
  }
  async companyList(about: { company: string; list: string }): Promise<void> {
    await this.page.keyboard.press('Alt+i')
    await expect(this.box('Maker')).toBeFocused()
    await this.keyed(about.company)
    await expect(this.box('Price list')).toBeFocused()
    await this.page.keyboard.type(about.list)
    await this.page.keyboard.press('Enter')
    await this.page.keyboard.press('Control+Enter')
    await expect(this.page.getByRole('dialog')).toHaveCount(0)
  }
  private async keyed(text: string): Promise<void> {
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
  }
}
