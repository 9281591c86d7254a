import { spawnSync } from 'node:child_process'
import { command, expect, type Running, test } from './app.ts'

/** Presses a key as the operating system would. Playwright's own keys enter below the window and pass its accelerators by. */
async function press({ app, page }: Running, keyCode: string, ...modifiers: ('control' | 'shift' | 'alt')[]): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, key) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      contents?.sendInputEvent({ type: 'keyDown', ...key })
      contents?.sendInputEvent({ type: 'keyUp', ...key })
    },
    { keyCode, modifiers },
  )
  // the page has seen it once it answers
  await page.evaluate(() => undefined)
}

test('there is no menu, and no key closes or reloads the window', async ({ running, page }) => {
  expect(await running.app.evaluate(({ Menu }) => Menu.getApplicationMenu())).toBeNull()
  await page.evaluate(() => Object.assign(window, { stillHere: true }))
  for (const key of ['r', 'w', 'q', 'F5', 'F4']) await press(running, key, 'control')
  await press(running, 'r', 'control', 'shift')
  await press(running, 'i', 'control', 'shift')
  await press(running, 'F5')
  await press(running, 'Left', 'alt')
  await page.waitForTimeout(200)
  expect(await page.evaluate(() => 'stillHere' in window)).toBe(true)
  expect(running.app.windows()).toHaveLength(1)
})

test('zoom works by keys', async ({ running }) => {
  const factor = (): Promise<number | undefined> =>
    running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor())
  await press(running, '=', 'control')
  await press(running, '=', 'control')
  await expect.poll(factor).toBeCloseTo(1.25)
  await press(running, '-', 'control')
  await expect.poll(factor).toBeCloseTo(1.1)
  await press(running, '0', 'control')
  await expect.poll(factor).toBeCloseTo(1)
})

test('a second start hands over to the first', async ({ freshApp }) => {
  const { app, userData } = await freshApp()
  await app.evaluate(({ app: first }) => {
    Object.assign(globalThis, { handedOver: false })
    first.once('second-instance', () => Object.assign(globalThis, { handedOver: true }))
  })
  const { executablePath, args, env } = command(userData)
  const second = spawnSync(executablePath, args, { env, timeout: 15_000 })
  expect(second.status).toBe(0)
  await expect.poll(() => app.evaluate(() => (globalThis as unknown as { handedOver: boolean }).handedOver)).toBe(true)
})

test('a page that dies is loaded again', async ({ freshApp }) => {
  const { app } = await freshApp()
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    // nothing may be asked of the page while it dies: the question would never be answered
    contents?.once('render-process-gone', () =>
      contents.once('did-finish-load', () => Object.assign(globalThis, { revived: true })),
    )
    contents?.forcefullyCrashRenderer()
  })
  await expect.poll(() => app.evaluate(() => 'revived' in globalThis), { timeout: 15_000 }).toBe(true)
  const content = (): Promise<unknown> =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`document.getElementById('root')?.childElementCount ?? 0`),
    )
  await expect.poll(content).toBeGreaterThan(0)
})
