import { ipcMain, type WebContents } from 'electron'
import { channels } from '../shared/bridge.ts'
import type { Envelope, Reply } from '../shared/contract.ts'
import { dispatch } from './dispatch.ts'
import type { Connected } from './given.ts'
import type { Host } from './host.ts'
import { isOurFrame } from './security.ts'
import { cancelTask, newConnection } from './tasks.ts'

/** What a window may say beside the input; anything else in the message is dropped, files above all: those are main's to give. */
function cleanEnvelope(envelope: unknown): Envelope {
  const { accepted, draftUid, tokens } = (envelope ?? {}) as Envelope
  return {
    accepted: Array.isArray(accepted)
      ? accepted.map((one) => ({
          code: String(one.code),
          reason: String(one.reason).slice(0, 200),
          ...(one.field === undefined ? {} : { field: String(one.field) }),
        }))
      : [],
    draftUid: typeof draftUid === 'string' ? draftUid : undefined,
    tokens: Array.isArray(tokens) ? tokens.map(String) : [],
  }
}

/** Carries calls between windows and the dispatcher. It learns nothing new when a feature is added. */
export function openIpc(host: Host, admit: (connection: Connected) => void): void {
  const connections = new WeakMap<WebContents, Connected>()
  const of = (contents: WebContents): Connected => {
    let connection = connections.get(contents)
    if (!connection) {
      connection = newConnection((progress) => {
        if (!contents.isDestroyed()) contents.send(channels.progress, progress)
      })
      connections.set(contents, connection)
      host.connections.add(connection)
      const gone = connection
      contents.once('destroyed', () => host.connections.delete(gone))
      admit(connection)
    }
    return connection
  }
  ipcMain.handle(channels.call, (event, name: unknown, input: unknown, envelope: unknown): Promise<Reply> | Reply => {
    if (!isOurFrame(event)) {
      host.log.warn('call from a stranger', { url: event.senderFrame?.url })
      return { ok: false, refusal: { code: 'company/stranger', message: 'This page may not call Bahi' } }
    }
    return dispatch(host, of(event.sender), String(name), input, cleanEnvelope(envelope))
  })
  ipcMain.on(channels.cancel, (event, id: unknown) => {
    if (isOurFrame(event)) cancelTask(host, String(id))
  })
  ipcMain.on(channels.mark, (event, name: unknown, at: unknown) => {
    if (isOurFrame(event)) host.log.info('mark', { mark: String(name).slice(0, 40), at: Number(at) })
  })
}

/** Tells every window, after the commit and at most once a turn, which rooms have changed. */
export function changedTeller(windows: () => readonly WebContents[]): (rooms: readonly string[]) => void {
  const told = new Set<string>()
  return (rooms) => {
    if (!told.size)
      setImmediate(() => {
        const list = [...told]
        told.clear()
        for (const contents of windows()) if (!contents.isDestroyed()) contents.send(channels.changed, list)
      })
    for (const room of rooms) told.add(room)
  }
}
