import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { app, BrowserWindow, dialog, type Session, session, shell, type WebContents } from 'electron'
import { openedNotes, pickedFile } from './environment.ts'
import { type Desk, mayOpenLink } from './host.ts'

/** What the desktop does for tasks: file dialogs that give tickets, Chromium's PDF, the system's printer. */
export const deskOf = (): Desk => ({
  pickFile: async (connection, { title, extensions, save }) => {
    const filters = [{ name: extensions.join(', '), extensions }]
    const path =
      pickedFile() ??
      (save === undefined
        ? (await dialog.showOpenDialog({ title, filters, properties: ['openFile'] })).filePaths[0]
        : (await dialog.showSaveDialog({ title, filters, defaultPath: save })).filePath)
    if (!path) return null
    const ticket = randomUUID()
    connection.files.set(ticket, path)
    return { ticket, name: basename(path) }
  },
  printToPdf: (html, size) =>
    onPage(html, (page) => page.printToPDF({ pageSize: size, printBackground: true, preferCSSPageSize: true })),
  print: (html, size) =>
    onPage(html, async (page) => {
      if ((await page.getPrintersAsync()).length === 0) return 'no-printer'
      const options = {
        silent: false,
        printBackground: true,
        margins: { marginType: 'none' as const },
        // Electron counts in thousandths of a millimetre
        pageSize:
          typeof size === 'object'
            ? { width: size.widthMm * 1000, height: size.heightMm * 1000 }
            : size === 'A5'
              ? ('A5' as const)
              : ('A4' as const),
        landscape: size === 'A4-landscape',
      }
      return await new Promise((resolve, reject) =>
        page.print(options, (done, reason) => {
          if (done) resolve('printed')
          else if (reason === 'Print job canceled') resolve('closed')
          else reject(new Error(reason))
        }),
      )
    }),
  shareFolder: () => join(openedNotes() ? app.getPath('userData') : app.getPath('documents'), 'Bahi'),
  openFile: (path) => outside('file', path, async () => void (await shell.openPath(path))),
  showFile: (path) => void outside('folder', path, async () => shell.showItemInFolder(path)),
  openLink: async (address) => {
    if (!mayOpenLink(address)) throw new Error(`not an address the app may open: ${address}`)
    await outside('link', address, () => shell.openExternal(address))
  },
})

/** Hands something to the system's programs; under test it is written down instead. */
async function outside(what: string, address: string, open: () => Promise<void>): Promise<void> {
  const notes = openedNotes()
  if (notes) appendFileSync(notes, `${what} ${address}\n`)
  else await open()
}

/** Lays a page of ours out in a hidden window and does something with it. */
async function onPage<T>(html: string, work: (page: WebContents) => Promise<T>): Promise<T> {
  const address = `${paperOrigin}/${randomUUID()}`
  const window = hiddenWindow(paperSession())
  sheets.set(address, html)
  try {
    await window.loadURL(address)
    return await work(window.webContents)
  } finally {
    sheets.delete(address)
    window.destroy()
  }
}

// Paper carries its fonts, which makes it longer than a data: address may be (2 MB). So it is answered from memory, in a session
// of its own that answers nothing else.
const paperOrigin = 'https://paper.invalid'
const sheets = new Map<string, string>()
let papers: Session | null = null

function paperSession(): Session {
  if (papers) return papers
  papers = session.fromPartition('paper')
  papers.protocol.handle('https', ({ url }) => {
    const html = sheets.get(url)
    return html === undefined
      ? new Response(null, { status: 404 })
      : new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
  })
  papers.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !sheets.has(url) && !url.startsWith('data:') }))
  papers.setPermissionRequestHandler((_page, _permission, answer) => answer(false))
  return papers
}

/** A page without script, network or bridge: only for laying paper out. */
const hiddenWindow = (paper: Session) =>
  new BrowserWindow({
    show: false,
    webPreferences: {
      session: paper,
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      images: true,
    },
  })
