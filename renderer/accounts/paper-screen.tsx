import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type PaperKind, paperLanguages } from '../../shared/accounts/paper-contract.ts'
import { ask, type InputOf } from '../client.ts'
import { previewPdf, saveAs } from '../papers.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { runTask } from '../tasks.ts'
import { went } from '../told.ts'
import { Chips, StatusPill } from '../ui/controls.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { PdfView } from '../ui/pdf-view.tsx'
import { ErrorState } from '../ui/states.tsx'
import { languageNames, useWords } from '../words.ts'
import styles from './accounts.module.css'
import { documentPaperCommands } from './commands.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'accounts/paper': { uid: string }
  }
}

const counts = [1, 2, 3] as const
type Copies = (typeof counts)[number]
type Language = (typeof paperLanguages)[number]
/** Goods travel with three sheets (Rule 55); the others go to one person. */
const usualCopies = (kind: string): Copies => (['claim', 'transfer', 'return-invoice'].includes(kind) ? 3 : 1)
const nextOf = <T,>(list: readonly T[], one: T): T => list[(list.indexOf(one) + 1) % list.length] as T

/** A note, challan or voucher as it prints: copies and language by key, then print or save. */
export function DocumentPaperScreen({ params: { uid } }: { params: ScreenParams['accounts/paper'] }) {
  const t = useWords()
  const about = useQuery(ask('accounts.documentPaper', { uid }))
  const [chosen, setCopies] = useState<Copies | null>(null)
  const [language, setLanguage] = useState<Language>('en')
  const { kind = '', number = '', cancelled = false } = about.data ?? {}
  const copies = chosen ?? usualCopies(kind)
  const name = about.data ? t(`accounts.paper.kinds.${kind as PaperKind}`, { number }) : ''
  useTab({ title: about.data ? name : undefined })
  const input: InputOf<'accounts.documentPdf'> = { uid, copies, language }
  const paper = useQuery({
    queryKey: ['accounts', 'documentPdf', input, cancelled],
    queryFn: ({ signal }) => previewPdf('accounts.documentPdf', input, signal),
    enabled: about.isSuccess,
    // a finished task is itself a change: paper is made again for another choice or a cancellation, not for that
    meta: { live: false },
    gcTime: 0,
  })
  const save = () => {
    const saved = (name: string) => t('accounts.paper.saved', { name })
    return saveAs({ title: t('accounts.paper.saveTitle'), name: paper.data?.name ?? 'paper.pdf', saved }, (ticket) =>
      runTask('accounts.saveDocumentPdf', { ...input, ticket }),
    )
  }
  const print = async () => {
    const told = await runTask('accounts.printDocument', input)
    if (went(told) && told.value.printed) say(t('accounts.paper.printed', { number }))
  }
  useCommands(documentPaperCommands, {
    copies: () => setCopies(nextOf(counts, copies)),
    language: () => setLanguage(nextOf(paperLanguages, language)),
  })
  const error = about.error ?? paper.error
  return (
    <div className={styles.screen}>
      <div className={styles.choices}>
        <Chips
          label={t('sales.paper.copies')}
          value={String(copies)}
          onChange={(count) => setCopies(Number(count) as Copies)}
          choices={counts.map((count) => ({ value: String(count), label: t('sales.paper.copyCount', { count }) }))}
        />
        <Chips
          label={t('sales.paper.language')}
          value={language}
          onChange={setLanguage}
          choices={paperLanguages.map((value) => ({ value, label: languageNames[value] }))}
        />
        {cancelled && <StatusPill tone="bad">{t('accounts.paper.cancelled')}</StatusPill>}
      </div>
      {error ? (
        <ErrorState error={error} onRetry={() => void (about.error ? about.refetch() : paper.refetch())} />
      ) : (
        <PdfView
          data={paper.data?.data ?? null}
          name={name || t('ui.loading')}
          onPrint={() => void print()}
          onSave={() => void save()}
        />
      )}
    </div>
  )
}
