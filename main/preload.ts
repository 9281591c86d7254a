import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import { type Bridge, channels } from '../shared/bridge.ts'

/** The sender's event stays on this side: through it a page would reach ipcRenderer itself. */
function listen<T>(channel: string, tell: (letter: T) => void): () => void {
  const heard = (_event: IpcRendererEvent, letter: T): void => tell(letter)
  ipcRenderer.on(channel, heard)
  return () => {
    ipcRenderer.off(channel, heard)
  }
}

const bridge: Bridge = {
  call: (call, input, envelope) => ipcRenderer.invoke(channels.call, call, input, envelope),
  cancel: (taskId) => ipcRenderer.send(channels.cancel, taskId),
  onProgress: (tell) => listen(channels.progress, tell),
  onChanged: (tell) => listen(channels.changed, tell),
  mark: (name) => ipcRenderer.send(channels.mark, name, Date.now()),
}
contextBridge.exposeInMainWorld('bridge', bridge)
