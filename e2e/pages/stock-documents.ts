import { expect, type Locator, type Page } from '@playwright/test'
import { openScreen } from './palette.ts'

/** Screens of goods as a storekeeper uses them: opened from the palette, keyed line by line. */
export const store = (page: Page) => {
  const { keyboard } = page
  const press = (key: string) => keyboard.press(key)
  const grid = (name: string) => page.getByRole('grid', { name, exact: true }).filter({ visible: true })
  const cell = (column: string, line: number): Locator =>
    page.getByLabel(`${column}, line ${line}`, { exact: true }).filter({ visible: true })
  return {
    press,
    grid,
    cell,
    /** Opens a screen by its name from the palette. */
    open: (name: string): Promise<void> => openScreen(page, name),
    /** Types into the cell under the cursor, which must be this one, and goes on. */
    key: async (column: string, line: number, text: string): Promise<void> => {
      await expect(cell(column, line)).toBeFocused()
      await keyboard.type(text)
      await press('Enter')
    },
    /** A field of the head: chooses by typing, and goes on. */
    field: async (label: string, text: string): Promise<void> => {
      await expect(page.getByLabel(label, { exact: true }).filter({ visible: true })).toBeFocused()
      await keyboard.type(text)
      await press('Enter')
    },
    said: (text: RegExp) => expect(page.getByRole('status').filter({ hasText: text }).first()).toBeAttached(),
  }
}
