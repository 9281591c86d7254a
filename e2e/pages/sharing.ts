import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from '@playwright/test'
import { expectAccessible, looked, type Running } from '../app.ts'

/** The ways a paper leaves the firm, taken by keys from its preview. Nothing is truly opened or sent: what would be is written into a file. */
export function sharing(running: Running, folder: string) {
  const { app, page } = running
  const { keyboard } = page
  const spoken = (words: RegExp) => expect(page.getByRole('status').filter({ hasText: words })).toBeAttached({ timeout: 15_000 })
  const into = (name: string, file: string) =>
    app.evaluate(
      (_, [variable, to]) => {
        process.env[variable as string] = to
      },
      [name, path.join(folder, file)],
    )
  const send = page.getByRole('dialog')
  const chat = async (number: string) => {
    await keyboard.press('Alt+W')
    await expect(send.getByLabel('Mobile number')).toBeFocused()
    await keyboard.press('Control+A')
    await keyboard.type(number)
    await keyboard.press('Control+Enter')
  }
  /** A credit note to its buyer as a bill goes: a draft, a chat, a file. */
  const shareByKeys = async () => {
    await into('BAHI_OPENED', 'opened.txt')
    await keyboard.press('Alt+E')
    await expect(send).toContainText('Nothing is sent')
    await expect(send.getByLabel('Subject')).toHaveValue(/^Credit note CA/)
    await expect(send.getByLabel('To')).toBeFocused()
    await keyboard.type('buyer@example.com')
    await looked(page, 'note-email')
    await expectAccessible(page, 'an e-mail with a note')
    await keyboard.press('Control+Enter')
    await spoken(/^Draft .*\.eml opened/)
    await chat('12')
    await spoken(/12 is no mobile number/)
    await chat('98220 12345')
    await spoken(/^Chat opened/)
    expect(readFileSync(path.join(folder, 'opened.txt'), 'utf8')).toMatch(/^link https:\/\/wa\.me\/919822012345\?text=.*note/im)
    await into('BAHI_PICK_FILE', 'note.pdf')
    await keyboard.press('Control+S')
    await spoken(/^Saved as note.pdf/)
  }
  return { into, send, spoken, shareByKeys }
}
