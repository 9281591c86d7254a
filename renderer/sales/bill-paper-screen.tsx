import { useQuery } from '@tanstack/react-query'
import { ask, type InputOf } from '../client.ts'
import { useTab } from '../tabs.ts'
import { runTask } from '../tasks.ts'
import { Chips, StatusPill } from '../ui/controls.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { PdfView } from '../ui/pdf-view.tsx'
import { ErrorState } from '../ui/states.tsx'
import { toast } from '../ui/toasts.ts'
import { codeWords, languageNames, useWords } from '../words.ts'
import styles from './bill-paper.module.css'
import { billPaperCommands } from './commands.ts'
import { makeBillPdf } from './make-bill-pdf.ts'
import { copiesOf, copyCounts, nextOf, paperLanguages, sizes, usePaperChoices } from './paper-choices.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/bill-paper': { uid: string }
  }
}

type Done = { ok: true } | { ok: false; refusal?: { code: string; message: string; details?: unknown }; fault?: string }

/** A refusal in the key strip, a fault in a toast with its reference. */
function answer(told: Done, done: () => void): void {
  if (told.ok) done()
  else if (told.refusal) say(codeWords(told.refusal.code, told.refusal.details as never, told.refusal.message))
  else if (told.fault) toast.fault(told.fault)
}

/** A bill as it prints: size, copies and language by key, then print or save. What is seen here is what the printer gets. */
export function BillPaperScreen({ params: { uid } }: { params: { uid: string } }) {
  const t = useWords()
  const [choices, choose] = usePaperChoices()
  const bill = useQuery(ask('sales.bill', { uid }))
  const number = bill.data?.number
  const input: InputOf<'sales.billPdf'> = {
    uid,
    size: choices.size,
    copies: copiesOf(choices.copies),
    language: choices.language,
  }
  const paper = useQuery({
    queryKey: ['sales', 'billPdf', input, bill.data?.cancelled],
    queryFn: ({ signal }) => makeBillPdf(input, signal),
    enabled: bill.isSuccess,
    // a finished task is itself a change: paper is made again for another choice or a cancellation, not for that
    meta: { live: false },
    gcTime: 0,
  })
  useTab({ title: number === undefined ? undefined : t('sales.paper.tab', { number }) })

  const save = async () => {
    const title = t('sales.paper.saveTitle')
    const picked = await runTask('company.pickFile', { title, extensions: ['pdf'], save: paper.data?.name ?? 'bill.pdf' })
    if (!picked.ok) return answer(picked, () => undefined)
    const file = picked.value
    if (file)
      answer(await runTask('sales.savePdf', { ...input, ticket: file.ticket }), () =>
        say(t('sales.paper.saved', { name: file.name })),
      )
  }
  const print = async () => {
    const told = await runTask('sales.printBill', input)
    answer(told, () => {
      if (told.ok && told.value.printed) say(t('sales.paper.printed', { number: number ?? '' }))
    })
  }

  useCommands(billPaperCommands, {
    size: () => choose({ size: nextOf(sizes, choices.size) }),
    copies: () => choose({ copies: nextOf(copyCounts, choices.copies) }),
    language: () => choose({ language: nextOf(paperLanguages, choices.language) }),
  })
  const error = bill.error ?? paper.error
  return (
    <div className={styles.screen}>
      <div className={styles.choices}>
        <Chips
          label={t('sales.paper.size')}
          value={choices.size}
          onChange={(size) => choose({ size })}
          choices={sizes.map((value) => ({ value, label: value }))}
        />
        <Chips
          label={t('sales.paper.copies')}
          value={String(choices.copies)}
          onChange={(count) => choose({ copies: Number(count) as 1 })}
          choices={copyCounts.map((count) => ({ value: String(count), label: t('sales.paper.copyCount', { count }) }))}
        />
        <Chips
          label={t('sales.paper.language')}
          value={choices.language}
          onChange={(language) => choose({ language })}
          choices={paperLanguages.map((value) => ({ value, label: languageNames[value] }))}
        />
        {bill.data?.cancelled && <StatusPill tone="bad">{t('sales.paper.cancelled')}</StatusPill>}
      </div>
      {error ? (
        <ErrorState error={error} onRetry={() => void (bill.error ? bill.refetch() : paper.refetch())} />
      ) : (
        <PdfView
          data={paper.data?.data ?? null}
          name={number === undefined ? t('ui.loading') : t('sales.paper.of', { number })}
          onPrint={() => void print()}
          onSave={() => void save()}
        />
      )}
    </div>
  )
}
