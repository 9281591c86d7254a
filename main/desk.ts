import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { BrowserWindow, dialog, type Session, session } from 'electron'
import { pickedFile } from './environment.ts'
import type { Desk } from './host.ts'

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
  printToPdf: async (html, size) => {
    const address = `${paperOrigin}/${randomUUID()}`
    const session = paperSession()
    sheets.set(address, html)
    const window = hiddenWindow(session)
    try {
      await window.loadURL(address)
      return await window.webContents.printToPDF({ pageSize: size, printBackground: true, preferCSSPageSize: true })
    } finally {
      sheets.delete(address)
      window.destroy()
    }
  },
  printPdf: async (pdf, title) => {
    const window = new BrowserWindow({
      show: false,
      title,
      webPreferences: { sandbox: true, contextIsolation: true, plugins: true },
    })
    try {
      await window.loadURL(`data:application/pdf;base64,${Buffer.from(pdf).toString('base64')}`)
      await new Promise<void>((resolve, reject) =>
        window.webContents.print({ silent: false }, (done, reason) =>
          done || reason === 'Print job canceled' ? resolve() : reject(new Error(reason)),
        ),
      )
    } finally {
      window.destroy()
    }
  },
})

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
