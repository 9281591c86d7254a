import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'
import { readSettings, reopenBook } from './company/book-file.ts'
import { onlyPerson } from './company/people.ts'
import { deskOf } from './desk.ts'
import { applyUserData, bookFromEnvironment } from './environment.ts'
import { founders, furnish } from './furnish.ts'
import type { Host } from './host.ts'
import { keepCostSettled } from './inventory/keep-settled.ts'
import { changedTeller, openIpc } from './ipc.ts'
import { openLog } from './log.ts'
import { hardenContents, hardenSession, registerScheme, sandboxEverything, serveRenderer } from './security.ts'
import { watchOtherProcesses } from './watch.ts'
import { bringToFront, createWindow } from './window.ts'

// The composition root of the app: opens the book, furnishes the rooms, opens the window.
applyUserData()
registerScheme()
hardenContents()

if (!app.requestSingleInstanceLock()) app.exit(0)
else {
  sandboxEverything()
  void app.whenReady().then(start)
}

function start(): void {
  const root = app.getAppPath()
  const resources = app.isPackaged ? process.resourcesPath : root
  const out = join(root, 'out')
  const home = app.getPath('userData')
  const log = openLog(join(home, 'logs'))
  process.on('uncaughtException', (error) => log.fault(error, { uncaught: true }))
  process.on('unhandledRejection', (error) => log.fault(error, { unhandled: true }))

  const host: Host = {
    paths: {
      migrations: join(resources, 'db-migrations'),
      fonts: app.isPackaged ? join(resources, 'fonts') : join(out, 'fonts'),
      reportWorker: join(out, 'main/report-worker.cjs'),
      workers: join(out, 'main'),
    },
    log,
    clock: Date.now,
    rooms: furnish(),
    book: null,
    connections: new Set(),
    changed: changedTeller(() => BrowserWindow.getAllWindows().map((window) => window.webContents)),
    home,
    desk: deskOf(),
  }
  const file = bookFromEnvironment() ?? readSettings(host).last
  if (file) {
    try {
      reopenBook(host, file, founders)
    } catch (error) {
      // the window opens on the first-run screen, which offers the recent books again
      log.fault(error, { opening: true })
    }
  }
  // the window of a one-person book without a PIN opens as that person; any other asks who is there
  openIpc(host, (connection) => {
    const db = host.book?.connection.reader
    connection.person = db ? onlyPerson(db) : null
  })
  hardenSession()
  serveRenderer(join(out, 'renderer'))
  watchOtherProcesses(host)
  keepCostSettled(host)
  let window: BrowserWindow | null = createWindow({
    preload: join(out, 'preload/preload.cjs'),
    onClosed: () => {
      window = null
    },
    onShown: () => log.info('mark', { mark: 'shown', at: Date.now(), startedAt: Math.round(performance.timeOrigin) }),
    onCrash: (reason, again) => log.warn('the page died', { reason, again }),
  })
  app.on('second-instance', () => {
    if (window) bringToFront(window)
  })
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => host.book?.close())
}
