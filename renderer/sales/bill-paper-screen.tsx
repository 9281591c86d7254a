import { useQuery } from '@tanstack/react-query'
import { Mail, MessageCircle, Settings2 } from 'lucide-react'
import { useBook } from '../book.ts'
import { ask, fetchNow, type InputOf } from '../client.ts'
import { saveAs } from '../papers.ts'
import { useTab } from '../tabs.ts'
import { runTask } from '../tasks.ts'
import { went } from '../told.ts'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { PdfView } from '../ui/pdf-view.tsx'
import { PrinterSheet } from '../ui/printer-sheet.tsx'
import { ErrorState } from '../ui/states.tsx'
import { languageNames, useWords } from '../words.ts'
import styles from './bill-paper.module.css'
import { billPaperCommands } from './commands.ts'
import { makeBillPdf, makeBillText } from './make-bill-pdf.ts'
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
import { emailBill, whatsAppBill } from './share-bill.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/bill-paper': { uid: string; reprint?: boolean }
  }
}

/** The paper of a bill with these choices: for pages, and (with a printer of text) the bytes. */
function asksOf(uid: string, { size, copies, language }: PaperChoices, reprint: boolean) {
  const text = isTextFormat(size) ? { uid, format: size, copies: copiesOf(copies) } : null
  const pages: InputOf<'sales.billPdf'> = { uid, size: size === 'A5' ? 'A5' : 'A4', copies: copiesOf(copies), language, reprint }
  return { text, pages }
}

type Asks = ReturnType<typeof asksOf>

/** What is done with the paper on screen: a file of it, or the printer. */
function usePaperWork(uid: string, number: string | undefined, text: Asks['text'], pages: Asks['pages']) {
  const t = useWords()
  const save = async () => {
    const title = t('sales.paper.saveTitle')
    const { file: pdf } = await fetchNow('sales.billContact', { uid })
    const name = text ? pdf.replace(/pdf$/, 'prn') : pdf
    await saveAs({ title, name, saved: (name) => t('sales.paper.saved', { name }) }, (ticket) =>
      text ? runTask('sales.saveBytes', { ...text, ticket }) : runTask('sales.savePdf', { ...pages, ticket }),
    )
  }
  const send = async (asked: NonNullable<typeof text>) => {
    const told = await runTask('sales.sendBytes', asked)
    if (!told.ok && told.refusal?.code === 'sales/no-text-printer' && (await askPrinter(asked.format)))
      return void (await send(asked))
    if (went(told)) say(t('sales.paper.sentTo', { number: number ?? '', to: told.value.to }))
  }
  const print = async () => {
    if (text) return send(text)
    const told = await runTask('sales.printBill', pages)
    if (went(told) && told.value.printed) say(t('sales.paper.printed', { number: number ?? '' }))
  }
  return { save, print }
}

/** A bill as it prints: format, copies and language by key, then print, save or share. What is seen here is what the printer gets. */
export function BillPaperScreen({ params: { uid, reprint = false } }: { params: { uid: string; reprint?: boolean } }) {
  const t = useWords()
  const { firm } = useBook()
  const [choices, choose] = usePaperChoices()
  const bill = useQuery(ask('sales.bill', { uid }))
  const number = bill.data?.number
  const { text, pages } = asksOf(uid, choices, reprint)
  const paper = useQuery({
    queryKey: ['sales', 'billPdf', text ?? pages, bill.data?.cancelled],
    queryFn: ({ signal }) => (text ? makeBillText(text, signal) : makeBillPdf(pages, signal)),
    enabled: bill.isSuccess,
    // a finished task is itself a change: paper is made again for another choice or a cancellation, not for that
    meta: { live: false },
    gcTime: 0,
  })
  useTab({ title: number === undefined ? undefined : t('sales.paper.tab', { number }) })

  const { save, print } = usePaperWork(uid, number, text, pages)
  const about = bill.data && {
    number: bill.data.number,
    date: bill.data.date,
    totalPaise: bill.data.totalPaise,
    firm: firm?.tradeName ?? firm?.legalName ?? '',
  }
  const email = () => about && void emailBill(pages, about)
  const whatsApp = () => about && void whatsAppBill(pages, about)
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
  const error = bill.error ?? paper.error
  const name = number === undefined ? t('ui.loading') : t('sales.paper.of', { number })
  return (
    <div className={styles.screen}>
      <div className={styles.choices}>
        <PaperChips choices={choices} choose={choose} />
        {bill.data?.cancelled && <StatusPill tone="bad">{t('sales.paper.cancelled')}</StatusPill>}
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
        <ErrorState error={error} onRetry={() => void (bill.error ? bill.refetch() : paper.refetch())} />
      ) : text ? (
        <PrinterSheet
          job={paper.data?.kind === 'text' ? paper.data.job : null}
          name={name}
          onPrint={() => void print()}
          onSave={() => void save()}
        />
      ) : (
        <PdfView
          data={paper.data?.kind === 'pdf' ? paper.data.data : null}
          name={name}
          onPrint={() => void print()}
          onSave={() => void save()}
        />
      )}
    </div>
  )
}

/** Format, copies and language as chips; text printers have English letters only. */
export function PaperChips({ choices, choose }: { choices: PaperChoices; choose: (change: Partial<PaperChoices>) => void }) {
  const t = useWords()
  return (
    <>
      <Chips
        label={t('sales.paper.size')}
        value={choices.size}
        onChange={(size) => choose({ size })}
        choices={sizes.map((value) => ({ value, label: t(`sales.formats.${value}`) }))}
      />
      <Chips
        label={t('sales.paper.copies')}
        value={String(choices.copies)}
        onChange={(count) => choose({ copies: Number(count) as 1 })}
        choices={copyCounts.map((count) => ({ value: String(count), label: t('sales.paper.copyCount', { count }) }))}
      />
      {!isTextFormat(choices.size) && (
        <Chips
          label={t('sales.paper.language')}
          value={choices.language}
          onChange={(language) => choose({ language })}
          choices={paperLanguages.map((value) => ({ value, label: languageNames[value] }))}
        />
      )}
    </>
  )
}
