import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Handlers } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { paperCalls } from '../../../shared/sales/paper-contract.ts'
import type { Given, Tasking } from '../../given.ts'
import type { Host } from '../../host.ts'
import { printerPort, sendToPrinter } from '../../printer-port.ts'
import type { TextFormat } from './run-bills.ts'

type Printers = { readonly thermal: string | null; readonly matrix: string | null }
const none: Printers = { thermal: null, matrix: null }
// beside the installation's other settings: what is plugged into this computer is no fact of the book
const kept = (home: string) => join(home, 'printers.json')

/** The printers of text of this computer. Unreadable settings are none. */
export function readPrinters({ home }: Host): Printers {
  if (home === null) return none
  try {
    const read = JSON.parse(readFileSync(kept(home), 'utf8')) as Partial<Record<TextFormat, unknown>>
    const one = (value: unknown) => (typeof value === 'string' ? value : null)
    return { thermal: one(read.thermal), matrix: one(read.matrix) }
  } catch {
    return none
  }
}

/** Sends a job to this computer's printer of that kind; refuses when there is none, or it does not take it. */
export async function sendText(given: Tasking, format: TextFormat, bytes: Uint8Array): Promise<string> {
  const to = readPrinters(given.host)[format]
  const port = to === null ? null : printerPort(to)
  if (to === null || !port)
    throw new Refusal('sales/no-text-printer', 'No printer of this kind is set on this computer', undefined, { format })
  try {
    await sendToPrinter(port, bytes, given.signal)
  } catch (error) {
    given.signal.throwIfAborted()
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message
    throw new Refusal('sales/printer-silent', `The printer ${to} did not take it (${reason})`, undefined, { to, reason })
  }
  return to
}

/** Where printers of text are reached from this computer. */
export const textHandlers = {
  printers: (_, { host }) => readPrinters(host),
  setPrinter: ({ format, to }, { host }) => {
    if (to !== null && !printerPort(to)) throw new Refusal('sales/printer-address', 'This names no printer', 'to', { to })
    if (host.home === null) throw new Refusal('sales/no-printer-settings', 'A headless host keeps no settings of the computer')
    mkdirSync(host.home, { recursive: true })
    writeFileSync(kept(host.home), JSON.stringify({ ...readPrinters(host), [format]: to }))
    host.changed(['sales'])
    return { ok: true as const }
  },
} satisfies Partial<Handlers<typeof paperCalls, Given>>
