import { randomUUID } from 'node:crypto'
import { expect, type Locator, type Page } from '@playwright/test'
import type { Running } from '../app.ts'

const goods = [
  { name: 'Calpara 500 Tab', mrpPaise: 2500 },
  { name: 'Doloflam 50 Inj', mrpPaise: 4300 },
  { name: 'Rosuva 10 Tab', mrpPaise: 12000 },
]

/** A supplier in the same state and three medicines, put in the book through the window's own calls. */
export async function suppliedBook(running: Running): Promise<{ supplier: string; items: { id: number; name: string }[] }> {
  const supplier = randomUUID()
  await running.call('parties.save', {
    uid: supplier,
    name: 'Kaveri Pharma Agencies',
    city: 'Indore',
    stateCode: '23',
    category: 'regular',
    gstin: '23AAKFM7788P1ZA',
    isCustomer: false,
    isSupplier: true,
    creditDays: 21,
  })
  const items: { id: number; name: string }[] = []
  for (const [n, { name, mrpPaise }] of goods.entries()) {
    const saved = (await running.call('items.save', {
      uid: randomUUID(),
      code: `P${n}`,
      name,
      manufacturer: 'Kaveri Pharma',
      packLabel: '10s',
      baseUnit: 'tablet',
      saleUnit: 'strip',
      saleFactor: 10,
      tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049099' },
      mrpPaise,
    })) as { id: number }
    items.push({ id: saved.id, name })
  }
  return { supplier, items }
}

/** A purchase document as its clerk knows it: keys only. */
export class PurchaseSheet {
  readonly page: Page
  readonly lines: Locator
  readonly said: Locator

  constructor(page: Page, label: string) {
    this.page = page
    this.lines = page.getByRole('grid', { name: label }).filter({ visible: true })
    this.said = page.getByRole('status')
  }

  /** Opens by its key and waits for the field it begins in. */
  async open(key: string, field: string): Promise<void> {
    await this.page.keyboard.press(key)
    await expect(this.field(field)).toBeFocused()
  }
  field(name: string): Locator {
    return this.page
      .getByRole('combobox', { name, exact: true })
      .or(this.page.getByRole('textbox', { name, exact: true }))
      .filter({ visible: true })
  }
  cell(column: string, line: number): Locator {
    const name = `${column}, line ${line}`
    return this.lines.getByRole('textbox', { name, exact: true }).or(this.lines.getByRole('combobox', { name, exact: true }))
  }
  /** Types into the field that has the focus and goes on. */
  async keyField(name: string, text: string): Promise<void> {
    await expect(this.field(name)).toBeFocused()
    if (text !== '') await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
  }
  async key(column: string, line: number, text: string): Promise<void> {
    await expect(this.cell(column, line)).toBeFocused()
    if (text !== '') await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
  }
  async save(): Promise<void> {
    await this.page.keyboard.press('Control+s')
  }
  /** What is said with the document saved; its number. */
  async saved(begins: RegExp): Promise<string> {
    const said = this.said.filter({ hasText: begins })
    await expect(said.first()).toBeAttached()
    return /([A-Z]+\/\d\d-\d\d\/\d+)/.exec((await said.first().textContent()) ?? '')?.[1] ?? ''
  }
  async says(text: RegExp): Promise<void> {
    await expect(this.said.filter({ hasText: text }).first()).toBeAttached()
  }
}
