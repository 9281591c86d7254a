import { type CallName, type InputOf, type OutputOf, tell } from '../client.ts'
import { cancelTask, startTask, taskEnd, taskStore } from '../tasks.ts'
import type { PrinterJob } from '../ui/printer-sheet.tsx'

/** Takes a task whose answer has been used out of the tray, here and in main: a preview is nobody's finished work to keep. */
function forget(id: string): void {
  taskStore.setState(({ tasks }) => ({ tasks: tasks.filter((task) => task.id !== id) }))
  void tell('company.dismissTask', { id })
}

/** The answer of a preview's task. Throws the Refusal or Fault; ends the task in main when the signal aborts. */
export async function previewTask<N extends CallName<'task'>>(
  name: N,
  input: InputOf<N>,
  signal: AbortSignal,
): Promise<OutputOf<N>> {
  const started = await startTask(name, input)
  if (!started.ok) throw started.refusal ?? new Error(started.fault ?? 'task')
  const { task } = started.value
  const stop = () => cancelTask(task)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    return await taskEnd<N>(task)
  } finally {
    signal.removeEventListener('abort', stop)
    forget(task)
  }
}

export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

export type ShownPaper =
  | { readonly kind: 'pdf'; readonly data: Uint8Array; readonly name: string }
  | { readonly kind: 'text'; readonly job: PrinterJob; readonly name: string }

/** The PDF of a bill, made anew. */
export async function makeBillPdf(input: InputOf<'sales.billPdf'>, signal: AbortSignal): Promise<ShownPaper> {
  const { pdfBase64, name } = await previewTask('sales.billPdf', input, signal)
  return { kind: 'pdf', data: bytesOf(pdfBase64), name }
}

/** What a printer of text is sent for a bill. */
export async function makeBillText(input: InputOf<'sales.billBytes'>, signal: AbortSignal): Promise<ShownPaper> {
  const { bytesBase64, name, language, columns } = await previewTask('sales.billBytes', input, signal)
  return { kind: 'text', job: { bytes: bytesOf(bytesBase64), language, columns }, name }
}
