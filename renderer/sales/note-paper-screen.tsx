import { useQuery } from '@tanstack/react-query'
import { Settings2 } from 'lucide-react'
import { ask, type InputOf } from '../client.ts'
import { bytesOf, previewTask, saveAs } from '../papers.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { runTask } from '../tasks.ts'
import { went } from '../told.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { PdfView } from '../ui/pdf-view.tsx'
import { PrinterSheet } from '../ui/printer-sheet.tsx'
import { ErrorState } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import styles from './bill-paper.module.css'
import { PaperChips } from './bill-paper-screen.tsx'
import { billPaperCommands } from './commands.ts'
import type { ShownPaper } from './make-bill-pdf.ts'
import { copiesOf, copyCounts, isTextFormat, nextOf, paperLanguages, sizes, usePaperChoices } from './paper-choices.ts'
import { askPrinter } from './printer-dialog.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/note-paper': { uid: string; reprint?: boolean }
  }
}

type TextAsk = InputOf<'sales.noteBytes'>
type PagesAsk = InputOf<'sales.notePdf'>

async function makeNote(text: TextAsk | null, pages: PagesAsk, signal: AbortSignal): Promise<ShownPaper> {
  if (!text) {
    const { pdfBase64, name } = await previewTask('sales.notePdf', pages, signal)
    return { kind: 'pdf', data: bytesOf(pdfBase64), name }
  }
  const { bytesBase64, name, language, columns } = await previewTask('sales.noteBytes', text, signal)
  return { kind: 'text', job: { bytes: bytesOf(bytesBase64), language, columns }, name }
}

/** What is done with the paper on screen: a file of it, or the printer. */
function useNoteWork(number: string, file: string | undefined, text: TextAsk | null, pages: PagesAsk) {
  const t = useWords()
  const save = () => {
    const name = file ?? (text ? 'note.prn' : 'note.pdf')
    const saved = (name: string) => t('sales.return.written', { name })
    return saveAs({ title: t('sales.return.savePdf'), name, saved }, (ticket) =>
      text ? runTask('sales.saveNoteBytes', { ...text, ticket }) : runTask('sales.saveNotePdf', { ...pages, ticket }),
    )
  }
  const send = async (asked: TextAsk) => {
    const told = await runTask('sales.sendNoteBytes', asked)
    if (!told.ok && told.refusal?.code === 'sales/no-text-printer' && (await askPrinter(asked.format)))
      return void (await send(asked))
    if (went(told)) say(t('sales.paper.sentTo', { number, to: told.value.to }))
  }
  const print = async () => {
    if (text) return send(text)
    const told = await runTask('sales.printNote', pages)
    if (went(told) && told.value.printed) say(t('sales.paper.printed', { number }))
  }
  return { save, print }
}

/** A note as it goes to the customer: format, copies and language by key as for a bill. What is seen here is what the printer gets. */
export function NotePaperScreen({ params: { uid, reprint = false } }: { params: ScreenParams['sales/note-paper'] }) {
  const t = useWords()
  const [choices, choose] = usePaperChoices()
  const { size, copies: count, language } = choices
  const note = useQuery(ask('sales.note', { uid }))
  const number = note.data?.number
  const copies = copiesOf(count)
  const text: TextAsk | null = isTextFormat(size) ? { uid, format: size, copies, reprint } : null
  const pages: PagesAsk = { uid, size: size === 'A5' ? 'A5' : 'A4', copies, language, reprint }
  const paper = useQuery({
    queryKey: ['sales', 'notePdf', text ?? pages, note.data?.cancelled],
    queryFn: ({ signal }) => makeNote(text, pages, signal),
    enabled: note.isSuccess,
    // a finished task is itself a change: paper is made again for another choice or a cancellation, not for that
    meta: { live: false },
    gcTime: 0,
  })
  useTab({ title: number })
  const { save, print } = useNoteWork(number ?? '', paper.data?.name, text, pages)
  const printer = () => void askPrinter(size === 'matrix' ? 'matrix' : 'thermal')
  useCommands(billPaperCommands, {
    size: () => choose({ size: nextOf(sizes, size) }),
    copies: () => choose({ copies: nextOf(copyCounts, count) }),
    language: {
      run: () => choose({ language: nextOf(paperLanguages, language) }),
      why: text ? t('sales.paper.textOnly') : null,
    },
    printer: { run: printer, why: text ? null : t('sales.paper.systemPrinter') },
  })
  const error = note.error ?? paper.error
  const shown = { name: number ?? t('ui.loading'), onPrint: () => void print(), onSave: () => void save() }
  return (
    <div className={styles.screen}>
      <div className={styles.choices}>
        <PaperChips choices={choices} choose={choose} />
        {note.data && (
          <StatusPill tone={note.data.cancelled ? 'bad' : 'mute'}>
            {note.data.cancelled ? t('sales.bills.cancelled') : t(`sales.return.kinds.${note.data.kind}`)}
          </StatusPill>
        )}
        {text && (
          <div className={styles.share}>
            <Button look="quiet" icon={Settings2} command={billPaperCommands.commands.printer} onClick={printer}>
              {t('commands.billPaper.printer')}
            </Button>
          </div>
        )}
      </div>
      {error ? (
        <ErrorState error={error} onRetry={() => void (note.error ? note.refetch() : paper.refetch())} />
      ) : text ? (
        <PrinterSheet job={paper.data?.kind === 'text' ? paper.data.job : null} {...shown} />
      ) : (
        <PdfView data={paper.data?.kind === 'pdf' ? paper.data.data : null} {...shown} />
      )}
    </div>
  )
}
