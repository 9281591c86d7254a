import { type InputOf, tell } from '../client.ts'
import { cancelTask, startTask, taskEnd, taskStore } from '../tasks.ts'

export type BillPdf = { data: Uint8Array; name: string; pages: number }

/** Takes a task whose answer has been used out of the tray, here and in main: a preview is nobody's finished work to keep. */
function forget(id: string): void {
  taskStore.setState(({ tasks }) => ({ tasks: tasks.filter((task) => task.id !== id) }))
  void tell('company.dismissTask', { id })
}

/** The PDF of a bill, made anew. Throws the Refusal or Fault; ends the task in main when the signal aborts. */
export async function makeBillPdf(input: InputOf<'sales.billPdf'>, signal: AbortSignal): Promise<BillPdf> {
  const started = await startTask('sales.billPdf', input)
  if (!started.ok) throw started.refusal ?? new Error(started.fault ?? 'task')
  const { task } = started.value
  const stop = () => cancelTask(task)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    const { pdfBase64, name, pages } = await taskEnd<'sales.billPdf'>(task)
    return { data: Uint8Array.from(atob(pdfBase64), (character) => character.charCodeAt(0)), name, pages }
  } finally {
    signal.removeEventListener('abort', stop)
    forget(task)
  }
}
