import { type CallName, type InputOf, type OutputOf, type Told, tell } from './client.ts'
import { cancelTask, runTask, startTask, taskEnd, taskStore } from './tasks.ts'
import { went } from './told.ts'
import { say } from './ui/keyboard.ts'

// What the screens of paper have in common: the preview, the file it is saved in, and what came of it.

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
    // a preview is nobody's finished work to keep
    taskStore.setState(({ tasks }) => ({ tasks: tasks.filter((other) => other.id !== task) }))
    void tell('company.dismissTask', { id: task })
  }
}

export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

type Pdf = { pdfBase64: string; name: string }
type PdfTask = { [N in CallName<'task'>]: OutputOf<N> extends Pdf ? N : never }[CallName<'task'>]

/** The PDF a task makes and the name its file would have; as `previewTask`. */
export async function previewPdf<N extends PdfTask>(
  name: N,
  input: InputOf<N>,
  signal: AbortSignal,
): Promise<{ data: Uint8Array; name: string }> {
  const done = (await previewTask(name, input, signal)) as Pdf
  return { data: bytesOf(done.pdfBase64), name: done.name }
}

/** Asks where, has it written there, and says what came of it. The file's kind is the end of its proposed name. */
export async function saveAs(
  about: { title: string; name: string; saved: (name: string) => string },
  write: (ticket: string) => Promise<Told<unknown>>,
): Promise<void> {
  const extension = about.name.slice(about.name.lastIndexOf('.') + 1)
  const picked = await runTask('company.pickFile', { title: about.title, extensions: [extension], save: about.name })
  if (!went(picked) || !picked.value) return
  const { ticket, name } = picked.value
  if (went(await write(ticket))) say(about.saved(name))
}
