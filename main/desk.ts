import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { BrowserWindow, dialog } from 'electron'
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
    const window = hiddenWindow()
    try {
      await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`)
      return await window.webContents.printToPDF({ pageSize: size, printBackground: true, preferCSSPageSize: true })
    } finally {
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

/** A page without script, network or bridge: only for laying paper out. */
const hiddenWindow = () =>
  new BrowserWindow({
    show: false,
    webPreferences: { javascript: false, sandbox: true, contextIsolation: true, nodeIntegration: false, images: true },
  })
