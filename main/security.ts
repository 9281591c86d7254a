import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { app, type IpcMainEvent, type IpcMainInvokeEvent, net, protocol, session } from 'electron'
import { devServer } from './environment.ts'

const scheme = 'app'
const host = 'bahi'
/** The one place the window's pages come from. */
export const origin = `${scheme}://${host}`

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
}

/** Vite's hot reload needs its own inline script and a socket; a packaged app has no dev server, so neither. */
function contentPolicy(): string {
  const dev = devServer()
  return [
    "default-src 'none'",
    dev ? "script-src 'self' 'unsafe-inline'" : "script-src 'self'",
    // component libraries set style attributes; script is what must never be inline
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    dev ? `connect-src 'self' ${dev.replace('http', 'ws')}` : "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}

/** Makes app:// a proper origin (fetch, storage, compiled-code cache). Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/**
 * The file of `folder` a page address stands for, or null when it would leave the folder. Any path without a file ending is a
 * screen's address and gets the one page.
 */
export function fileFor(folder: string, pathname: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (path.includes('\0')) return null
  const file = normalize(join(folder, extname(path) ? path : 'index.html'))
  return file.startsWith(normalize(folder) + sep) ? file : null
}

async function answer(folder: string, request: Request): Promise<Response> {
  const url = new URL(request.url)
  if (url.host !== host || request.method !== 'GET') return new Response(null, { status: 404 })
  const dev = devServer()
  if (dev) {
    const page = await net.fetch(dev + url.pathname + url.search)
    return new Response(page.body, { status: page.status, headers: page.headers })
  }
  const file = fileFor(folder, url.pathname)
  const type = file && types[extname(file)]
  if (!file || !type) return new Response(null, { status: 404 })
  const body = await readFile(file).catch(() => null)
  return body ? new Response(body, { headers: { 'content-type': type } }) : new Response(null, { status: 404 })
}

/** Answers app://bahi/… from the built pages in `folder`, every answer under the content policy. */
export function serveRenderer(folder: string): void {
  protocol.handle(scheme, async (request) => {
    const response = await answer(folder, request)
    const headers = new Headers(response.headers)
    headers.set('content-security-policy', contentPolicy())
    headers.set('x-content-type-options', 'nosniff')
    headers.set('referrer-policy', 'no-referrer')
    return new Response(response.body, { status: response.status, headers })
  })
}

/** The network is closed to pages: only our own scheme and what a page made itself may be loaded. */
function mayLoad(address: string): boolean {
  const dev = devServer()
  if (dev && (address.startsWith(`${dev}/`) || address.startsWith(`${dev.replace('http', 'ws')}/`))) return true
  return address.startsWith(`${origin}/`) || ['data:', 'blob:', 'devtools:'].some((start) => address.startsWith(start))
}

/** Denies every permission, device, download and foreign address to the default session. Call once, when the app is ready. */
export function hardenSession(): void {
  const ours = session.defaultSession
  // copying a bill number is the one thing a page may do to the machine by itself
  const allowed = (permission: string): boolean => permission === 'clipboard-sanitized-write'
  ours.setPermissionRequestHandler((_contents, permission, decide) => decide(allowed(permission)))
  ours.setPermissionCheckHandler((_contents, permission) => allowed(permission))
  ours.setDevicePermissionHandler(() => false)
  // files leave by a task with a ticket from main's own dialog
  ours.on('will-download', (event) => event.preventDefault())
  ours.webRequest.onBeforeRequest((request, decide) => decide({ cancel: !mayLoad(request.url) }))
}

/** No page leaves our origin, opens a window or embeds another, whichever window it is in. Call before any window exists. */
export function hardenContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!event.url.startsWith(`${origin}/`)) event.preventDefault()
    })
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** True when a message comes from the top frame of one of our own pages; main/ipc.ts refuses everything else. */
export function isOurFrame(event: IpcMainInvokeEvent | IpcMainEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === event.sender.mainFrame && frame.url.startsWith(`${origin}/`)
}

/**
 * Turns Chromium's process sandbox on for every process. Not under --no-sandbox (root, so development and CI only): the call
 * would strike that switch from the command line and every child process would die.
 */
export function sandboxEverything(): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
}
