import { open, stat } from 'node:fs/promises'
import { connect } from 'node:net'

// Where a printer of text is reached: by the device or share the system has for it, or over the network (raw, port 9100).

export type PrinterPort =
  | { readonly kind: 'network'; readonly host: string; readonly port: number }
  /** A device file, a Windows port or a Windows share. */
  | { readonly kind: 'device'; readonly path: string }

const rawPort = 9100

/**
 * Reads what a person wrote for a printer, or null. Only what can be a printer: `host:port`, `/dev/…`, `LPT1`, `COM1`,
 * `\\host\share`. Any other path would let this setting write over a file.
 */
export function printerPort(text: string): PrinterPort | null {
  const given = text.trim()
  if (/^\/dev\/[A-Za-z0-9._/-]+$/.test(given) && !given.includes('..')) return { kind: 'device', path: given }
  if (/^(LPT|COM)[1-9]$/i.test(given)) return { kind: 'device', path: `\\\\.\\${given.toUpperCase()}` }
  if (/^\\\\[A-Za-z0-9._-]+\\[A-Za-z0-9._ $-]+$/.test(given)) return { kind: 'device', path: given }
  const network = /^([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::(\d{1,5}))?$/.exec(given)
  if (!network?.[1]) return null
  const port = network[2] === undefined ? rawPort : Number(network[2])
  return port >= 1 && port <= 65_535 ? { kind: 'network', host: network[1], port } : null
}

const patienceMs = 15_000

function overNetwork(
  { host, port }: Extract<PrinterPort, { kind: 'network' }>,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port })
    const fail = (error: Error) => {
      socket.destroy()
      reject(error)
    }
    const stop = () => fail(signal.reason instanceof Error ? signal.reason : new Error('stopped'))
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    socket.setTimeout(patienceMs, () => fail(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })))
    socket.on('error', fail)
    // everything is with the printer when its side has seen the end
    socket.on('close', (failed) => {
      signal.removeEventListener('abort', stop)
      if (!failed) resolve()
    })
    // a printer may send its state back; unread it would keep the line open
    socket.resume()
    socket.end(bytes)
  })
}

/** Sends bytes to a printer as they are. Rejects with the system's error; a path that is an ordinary file is `EPERM`. */
export async function sendToPrinter(port: PrinterPort, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  if (port.kind === 'network') return await overNetwork(port, bytes, signal)
  const windows = port.path.startsWith('\\\\')
  if (!windows && (await stat(port.path)).isFile()) throw Object.assign(new Error('not a printer'), { code: 'EPERM' })
  const device = await open(port.path, windows ? 'r+' : 'w')
  try {
    await device.writeFile(bytes)
  } finally {
    await device.close()
  }
}
