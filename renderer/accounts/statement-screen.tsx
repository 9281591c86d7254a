import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { statementKinds } from '../../shared/accounts/party-contract.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { partyLanguages } from '../../shared/parties/contract.ts'
import { useToday } from '../book.ts'
import { ask, type InputOf } from '../client.ts'
import { previewPdf, saveAs } from '../papers.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { runTask } from '../tasks.ts'
import { went } from '../told.ts'
import { Chips } from '../ui/controls.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { PdfView } from '../ui/pdf-view.tsx'
import { type Period, periodOf } from '../ui/period.ts'
import { PeriodField } from '../ui/period-field.tsx'
import { ErrorState } from '../ui/states.tsx'
import { languageNames, useWords } from '../words.ts'
import styles from './accounts.module.css'
import { statementCommands } from './commands.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'accounts/statement': { party: string; from?: string; to?: string; kind?: string }
  }
}

const sizes = ['A4', 'A5'] as const
const nextOf = <T,>(list: readonly T[], one: T): T => list[(list.indexOf(one) + 1) % list.length] as T

/** A party's statement as it prints, in its own language: the ledger of a period, or what is open. */
export function StatementScreen({ params }: { params: ScreenParams['accounts/statement'] }) {
  const t = useWords()
  const today = useToday()
  const { party } = params
  const about = useQuery(ask('parties.party', { uid: party }))
  const [kind, setKind] = useState<(typeof statementKinds)[number]>(params.kind === 'outstanding' ? 'outstanding' : 'ledger')
  const [size, setSize] = useState<(typeof sizes)[number]>('A4')
  const [period, setPeriod] = useState<Period>(
    params.from && params.to ? { from: params.from as LocalDate, to: params.to as LocalDate } : periodOf('thisYear', today),
  )
  const [spoken, setSpoken] = useState<(typeof partyLanguages)[number] | null>(null)
  const language = spoken ?? about.data?.language ?? 'en'
  const name = about.data?.name ?? ''
  useTab({ title: t('accounts.statementOf', { name }) })
  const input: InputOf<'accounts.statementPdf'> = { party, kind, size, language, ...period }
  const paper = useQuery({
    queryKey: ['accounts', 'statementPdf', input],
    queryFn: ({ signal }) => previewPdf('accounts.statementPdf', input, signal),
    enabled: about.isSuccess,
    // a finished task is itself a change: paper is made again for another choice only
    meta: { live: false },
    gcTime: 0,
  })
  const save = () => {
    const saved = (name: string) => t('accounts.statementSaved', { name })
    return saveAs({ title: t('accounts.saveStatement'), name: paper.data?.name ?? 'statement.pdf', saved }, (ticket) =>
      runTask('accounts.saveStatement', { ...input, ticket }),
    )
  }
  const print = async () => {
    const told = await runTask('accounts.printStatement', input)
    if (went(told) && told.value.printed) say(t('accounts.statementPrinted', { name }))
  }
  useCommands(statementCommands, {
    kind: () => setKind(nextOf(statementKinds, kind)),
    language: () => setSpoken(nextOf(partyLanguages, language)),
    size: () => setSize(nextOf(sizes, size)),
  })
  const error = about.error ?? paper.error
  return (
    <div className={styles.screen}>
      <div className={styles.choices}>
        <Chips
          label={t('accounts.statementKind')}
          value={kind}
          onChange={setKind}
          choices={statementKinds.map((value) => ({ value, label: t(`accounts.statementKinds.${value}`) }))}
        />
        <PeriodField
          value={period}
          onChange={setPeriod}
          today={today}
          names={['thisMonth', 'lastMonth', 'thisYear', 'lastYear']}
        />
        <Chips
          label={t('sales.paper.size')}
          value={size}
          onChange={setSize}
          choices={sizes.map((value) => ({ value, label: value }))}
        />
        <Chips
          label={t('sales.paper.language')}
          value={language}
          onChange={setSpoken}
          choices={partyLanguages.map((value) => ({ value, label: languageNames[value] }))}
        />
      </div>
      {error ? (
        <ErrorState error={error} onRetry={() => void (about.error ? about.refetch() : paper.refetch())} />
      ) : (
        <PdfView
          data={paper.data?.data ?? null}
          name={t('accounts.statementOf', { name })}
          onPrint={() => void print()}
          onSave={() => void save()}
        />
      )}
    </div>
  )
}
