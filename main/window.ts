import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, type Input, Menu, type Rectangle, screen, type WebContents } from 'electron'
import { origin } from './security.ts'

const zoomSteps = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3]
const smallest = { width: 960, height: 600 }

type Remembered = { bounds: Rectangle; maximized: boolean }

export type WindowOptions = {
  /** The bundled preload, out/preload/preload.cjs. */
  preload: string
  onClosed?: () => void
  onShown?: () => void
  /** The page's process died for `reason`; it is being loaded again unless it dies over and over (`again` false). */
  onCrash?: (reason: string, again: boolean) => void
}

const memory = (): string => join(app.getPath('userData'), 'window.json')

/** Where the window was last, if that place is still on a screen. */
function remembered(): Remembered | null {
  try {
    const { bounds, maximized } = JSON.parse(readFileSync(memory(), 'utf8')) as Remembered
    const area = screen.getDisplayMatching(bounds).workArea
    const seen =
      bounds.x < area.x + area.width &&
      bounds.x + bounds.width > area.x &&
      bounds.y >= area.y - 8 &&
      bounds.y < area.y + area.height
    return seen && bounds.width >= smallest.width && bounds.height >= smallest.height
      ? { bounds, maximized: maximized === true }
      : null
  } catch {
    return null
  }
}

function remember(window: BrowserWindow): void {
  try {
    writeFileSync(
      memory(),
      JSON.stringify({ bounds: window.getNormalBounds(), maximized: window.isMaximized() } satisfies Remembered),
    )
  } catch {
    // a read-only profile only costs the window its place
  }
}

/** There is no menu, hence no menu accelerators: Ctrl+W and Ctrl+R reach the page, and zoom must be done here. */
function zoomBy(contents: WebContents, direction: 1 | -1 | 0): void {
  const now = contents.getZoomFactor()
  const larger = zoomSteps.find((step) => step > now + 0.01) ?? now
  const smaller = zoomSteps.findLast((step) => step < now - 0.01) ?? now
  contents.setZoomFactor(direction === 0 ? 1 : direction > 0 ? larger : smaller)
}

function zoomKey(input: Input): 1 | -1 | 0 | null {
  if (input.type !== 'keyDown' || !(input.control || input.meta) || input.alt) return null
  if (input.code === 'NumpadAdd' || input.key === '+' || input.key === '=') return 1
  if (input.code === 'NumpadSubtract' || input.key === '-') return -1
  return input.key === '0' || input.code === 'Numpad0' ? 0 : null
}

function watchKeys(contents: WebContents): void {
  contents.on('before-input-event', (event, input) => {
    const zoom = zoomKey(input)
    if (zoom !== null) {
      event.preventDefault()
      zoomBy(contents, zoom)
    } else if (!app.isPackaged && input.type === 'keyDown' && input.key === 'F12' && input.control) {
      contents.toggleDevTools()
    }
  })
  contents.on('zoom-changed', (_event, direction) => zoomBy(contents, direction === 'in' ? 1 : -1))
}

/** A page that dies is loaded again (its drafts are with main); three deaths within a minute mean that it never will live. */
function reviveOnCrash(window: BrowserWindow, onCrash: WindowOptions['onCrash']): void {
  let deaths: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const now = Date.now()
    deaths = [...deaths.filter((at) => now - at < 60_000), now]
    const again = deaths.length < 3
    onCrash?.(reason, again)
    if (again) window.webContents.reload()
  })
}

/** Opens the one window on our own page: sandboxed, isolated, shown only once it has something to show. */
export function createWindow(options: WindowOptions): BrowserWindow {
  Menu.setApplicationMenu(null)
  const last = remembered()
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    ...last?.bounds,
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    backgroundColor: '#eef1f5',
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  window.once('ready-to-show', () => {
    if (last?.maximized) window.maximize()
    window.show()
    options.onShown?.()
  })
  window.on('close', () => remember(window))
  window.on('closed', () => options.onClosed?.())
  watchKeys(window.webContents)
  reviveOnCrash(window, options.onCrash)
  void window.loadURL(`${origin}/`)
  return window
}

/** What a second start of the app does to the first: brings its window up. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
