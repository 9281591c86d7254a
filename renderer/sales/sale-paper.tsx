import { useQuery } from '@tanstack/react-query'
import { Mail, MessageCircle, Settings2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useBook } from '../book.ts'
import { fetchNow } from '../client.ts'
import { saveAs } from '../papers.ts'
import { runTask } from '../tasks.ts'
import { went } from '../told.ts'
import { Button } from '../ui/controls.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { PdfView } from '../ui/pdf-view.tsx'
import { PrinterSheet } from '../ui/printer-sheet.tsx'
import { ErrorState } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import styles from './bill-paper.module.css'
import { billPaperCommands } from './commands.ts'
import { makeSalePaper, type PagesAsk, type PaperCalls, paperCalls, type TextAsk } from './make-paper.ts'
import { PaperChips } from './paper-chips.tsx'
import {
  copiesOf,
  copyCounts,
  isTextFormat,
  nextOf,
  type PaperChoices,
  paperLanguages,
  sizes,
  usePaperChoices,
} from './paper-choices.ts'
import { askPrinter } from './printer-dialog.tsx'
import { emailPaper, type SharedPaper, whatsAppPaper } from './share-paper.tsx'

/** The paper of a document with these choices: for pages, and (with a printer of text) the bytes. */
function asksOf(uid: string, { size, copies, language }: PaperChoices, reprint: boolean) {
  const text: TextAsk | null = isTextFormat(size) ? { uid, format: size, copies: copiesOf(copies), reprint } : null
  const pages: PagesAsk = { uid, size: size === 'A5' ? 'A5' : 'A4', copies: copiesOf(copies), language, reprint }
  return { text, pages }
}

/** What is done with the paper on screen: a file of it, or the printer. */
function usePaperWork(calls: PaperCalls, number: string, { text, pages }: ReturnType<typeof asksOf>) {
  const t = useWords()
  const save = async () => {
    const { file: pdf } = await fetchNow('sales.paperContact', { uid: pages.uid })
    const name = text ? pdf.replace(/pdf$/, 'prn') : pdf
    await saveAs(
      { title: t('sales.paper.saveTitle', { number }), name, saved: (name) => t('sales.paper.saved', { name }) },
      (ticket) => (text ? runTask(calls.saveBytes, { ...text, ticket }) : runTask(calls.savePdf, { ...pages, ticket })),
    )
  }
  const send = async (asked: TextAsk) => {
    const told = await runTask(calls.sendBytes, asked)
    if (!told.ok && told.refusal?.code === 'sales/no-text-printer' && (await askPrinter(asked.format)))
      return void (await send(asked))
    if (went(told)) say(t('sales.paper.sentTo', { number, to: told.value.to }))
  }
  const print = async () => {
    if (text) return send(text)
    const told = await runTask(calls.print, pages)
    if (went(told) && told.value.printed) say(t('sales.paper.printed', { number }))
  }
  return { save: () => void save(), print: () => void print() }
}

type Document = SharedPaper & { readonly cancelled: boolean }

/**
 * A bill or a note as it prints: format, copies and language by key, then print, save or share. What is seen here is what the printer
 * gets. Until the document is there, `document` is undefined.
 */
export function SalePaper(props: {
  uid: string
  what: keyof typeof paperCalls
  reprint: boolean
  document: Document | undefined
  error: Error | null
  onRetry: () => void
  name: string
  pill: ReactNode
}) {
  const t = useWords()
  const { firm } = useBook()
  const from = firm?.tradeName ?? firm?.legalName ?? ''
  const { uid, document, name } = props
  const calls = paperCalls[props.what]
  const [choices, choose] = usePaperChoices()
  const asks = asksOf(uid, choices, props.reprint)
  const { text, pages } = asks
  const paper = useQuery({
    queryKey: ['sales', calls.pdf, text ?? pages, document?.cancelled],
    queryFn: ({ signal }) => makeSalePaper(calls, text, pages, signal),
    enabled: document !== undefined,
    // a finished task is itself a change: paper is made again for another choice or a cancellation, not for that
    meta: { live: false },
    gcTime: 0,
  })
  const { save, print } = usePaperWork(calls, document?.number ?? '', asks)
  const email = () => document && void emailPaper(pages, document, from)
  const whatsApp = () => document && void whatsAppPaper(pages, document, from)
  const printer = () => void askPrinter(choices.size === 'matrix' ? 'matrix' : 'thermal')
  useCommands(billPaperCommands, {
    size: () => choose({ size: nextOf(sizes, choices.size) }),
    copies: () => choose({ copies: nextOf(copyCounts, choices.copies) }),
    language: {
      run: () => choose({ language: nextOf(paperLanguages, choices.language) }),
      why: text ? t('sales.paper.textOnly') : null,
    },
    email,
    whatsApp,
    printer: { run: printer, why: text ? null : t('sales.paper.systemPrinter') },
  })
  const error = props.error ?? paper.error
  const shown = { name, onPrint: print, onSave: save }
  return (
    <div className={styles.screen}>
      <div className={styles.choices}>
        <PaperChips choices={choices} choose={choose} />
        {props.pill}
        <div className={styles.share}>
          {text && (
            <Button look="quiet" icon={Settings2} command={billPaperCommands.commands.printer} onClick={printer}>
              {t('commands.billPaper.printer')}
            </Button>
          )}
          <Button look="quiet" icon={Mail} command={billPaperCommands.commands.email} onClick={email}>
            {t('commands.billPaper.email')}
          </Button>
          <Button look="quiet" icon={MessageCircle} command={billPaperCommands.commands.whatsApp} onClick={whatsApp}>
            {t('commands.billPaper.whatsApp')}
          </Button>
        </div>
      </div>
      {error ? (
        <ErrorState error={error} onRetry={() => (props.error ? props.onRetry() : void paper.refetch())} />
      ) : text ? (
        <PrinterSheet job={paper.data?.kind === 'text' ? paper.data.job : null} {...shown} />
      ) : (
        <PdfView data={paper.data?.kind === 'pdf' ? paper.data.data : null} {...shown} />
      )}
    </div>
  )
}
