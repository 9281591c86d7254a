import { type InputOf, type OutputOf, tell } from './client.ts'
import { cancelTask, startTask, taskEnd, taskStore } from './tasks.ts'

type PdfTask = 'accounts.statementPdf' | 'accounts.documentPdf'
export type PreviewPdf = { data: Uint8Array; name: string }

/** The PDF a task makes, for the preview. Throws the Refusal or fault; ends the task in main when the signal aborts. */
export async function previewPdf<N extends PdfTask>(name: N, input: InputOf<N>, signal: AbortSignal): Promise<PreviewPdf> {
  const started = await startTask(name, input)
  if (!started.ok) throw started.refusal ?? new Error(started.fault ?? 'task')
  const { task } = started.value
  const stop = () => cancelTask(task)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    const done = (await taskEnd<N>(task)) as OutputOf<PdfTask>
    return { data: Uint8Array.from(atob(done.pdfBase64), (character) => character.charCodeAt(0)), name: done.name }
  } finally {
    signal.removeEventListener('abort', stop)
    // a preview is nobody's finished work to keep
    taskStore.setState(({ tasks }) => ({ tasks: tasks.filter((other) => other.id !== task) }))
    void tell('company.dismissTask', { id: task })
  }
}
