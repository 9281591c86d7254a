import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreen, type ScreenParams, useTab } from '../tabs.ts'
import { Button } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { rupees } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { type Period, periodOf } from '../ui/period.ts'
import { PeriodField, usePeriodWords } from '../ui/period-field.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import type { PageRequest } from '../ui/table-pages.ts'
import { type Say, useWords } from '../words.ts'
import styles from './accounts.module.css'
import { partyBooksCommands } from './commands.ts'
import { openDocument } from './open-document.ts'
import { PartyField } from './party-field.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    /** No party: it is asked for. */
    'accounts/party-ledger': { party?: string; from?: string; to?: string }
  }
}

type Row = OutputOf<'accounts.partyLedger'>['rows'][number]

const kinds = [
  'sale',
  'purchase',
  'purchase-return',
  'receipt',
  'payment',
  'journal',
  'opening-balance',
  'claim',
  'mode-change',
  'sale-return',
  'credit-note',
  'debit-note',
  'commercial-credit',
  'return-bill',
  'replacement',
  'cancelled',
  'amended',
] as const
/** The words of the kinds a row of a party's books can be of. */
export const kindWords = (t: Say): Record<string, string> =>
  Object.fromEntries(kinds.map((kind) => [kind, t(`accounts.kind.${kind}`)]))

/** A balance with its side: '1,200.00 Dr'. */
export const sided = (t: Say, amountPaise: number): string =>
  amountPaise === 0
    ? t('accounts.nil')
    : t(amountPaise > 0 ? 'accounts.dr' : 'accounts.cr', { amount: rupees(Math.abs(amountPaise)) })

const columnsOf = (t: Say): readonly Column<Row>[] => {
  const all: Column<Row>[] = [
    { id: 'date', title: t('accounts.columns.date'), width: 92, kind: 'date', path: 'date' },
    { id: 'kind', title: t('accounts.columns.particulars'), width: 150, grow: true, path: 'kind', words: kindWords(t) },
    {
      id: 'number',
      title: t('accounts.columns.number'),
      width: 160,
      path: 'number',
      cell: (row) => <span className="code">{row.number}</span>,
    },
    {
      id: 'reference',
      title: t('accounts.columns.reference'),
      width: 120,
      path: 'reference',
      cell: (row) => <bdi>{row.reference}</bdi>,
    },
    {
      id: 'against',
      title: t('accounts.columns.against'),
      width: 200,
      weight: 'dim',
      path: 'against',
      cell: (row) => <bdi>{row.against}</bdi>,
    },
    { id: 'dr', title: t('accounts.columns.dr'), width: 140, kind: 'money', path: 'drPaise', sum: 'drPaise' },
    { id: 'cr', title: t('accounts.columns.cr'), width: 140, kind: 'money', path: 'crPaise', sum: 'crPaise' },
    {
      id: 'balance',
      title: t('accounts.columns.balance'),
      width: 150,
      kind: 'money',
      weight: 'strong',
      path: 'balancePaise',
      sum: 'closingPaise',
    },
  ]
  return all.map((column) => ({ ...column, sortable: false }))
}

/** A party's account over a period: opening, every line with what it is set against and the balance after it, closing. */
export function PartyLedgerScreen({ params }: { params: ScreenParams['accounts/party-ledger'] }) {
  const t = useWords()
  const today = useToday()
  const [period, setPeriod] = useState<Period>(
    params.from && params.to ? { from: params.from as LocalDate, to: params.to as LocalDate } : periodOf('thisYear', today),
  )
  const { party } = params
  const about = useQuery({ ...ask('parties.party', { uid: party ?? '' }), enabled: party !== undefined }).data
  const tab = useTab({ title: about ? t('accounts.ledgerOf', { name: about.name }) : t('screens.partyLedger') })
  const choose = (uid: string) => tab.become({ party: uid })
  if (party === undefined)
    return (
      <div className={styles.choose} data-fields>
        <h1>{t('screens.partyLedger')}</h1>
        <PartyField party={undefined} customers onChoose={choose} autoFocus />
        <PartyField party={undefined} customers={false} onChoose={choose} />
      </div>
    )
  return (
    <Ledger
      key={party}
      party={party}
      name={about?.name ?? ''}
      customer={about?.isCustomer ?? true}
      period={period}
      onPeriod={setPeriod}
      onChoose={choose}
    />
  )
}

type LedgerProps = {
  party: string
  name: string
  customer: boolean
  period: Period
  onPeriod: (period: Period) => void
  onChoose: (uid: string) => void
}

function Ledger({ party, name, customer, period, onPeriod, onChoose }: LedgerProps) {
  const t = useWords()
  const today = useToday()
  const words = usePeriodWords(period)
  const figures = useQuery(ask('accounts.partyLedger', { party, ...period, offset: 0, limit: 1 })).data
  const statement = () => openScreen('accounts/statement', { party, from: period.from, to: period.to })
  const outstanding = () => openScreen('accounts/outstanding', { party })
  useCommands(partyBooksCommands, {
    statement,
    outstanding,
    other: () => openScreen('accounts/party-ledger', {}, { another: true }),
  })
  const { statement: statementCommand, outstanding: outstandingCommand } = partyBooksCommands.commands
  return (
    <DataTable<Row>
      id="accounts/party-ledger"
      title={t('screens.partyLedger')}
      focused
      filterable={false}
      columns={columnsOf(t)}
      page={({ offset, limit }: PageRequest) => ask('accounts.partyLedger', { party, ...period, offset, limit })}
      rowKey={(row) => row.line}
      onOpen={(row) => openDocument(row.kind, row.documentUid, party)}
      tools={
        <>
          <div className={styles.party} data-fields>
            <PartyField party={party} customers={customer} onChoose={onChoose} bare />
          </div>
          <PeriodField
            value={period}
            onChange={onPeriod}
            today={today}
            names={['thisMonth', 'lastMonth', 'thisYear', 'lastYear']}
          />
        </>
      }
      notes={[name, ...(figures ? [t('accounts.openingIs', { amount: sided(t, figures.openingPaise) })] : [])]}
      subtitle={
        figures && (
          <span className="num">
            {words} · {t('accounts.openingIs', { amount: sided(t, figures.openingPaise) })} ·{' '}
            {t('accounts.closingIs', { amount: sided(t, figures.closingPaise) })}
          </span>
        )
      }
      actions={
        <>
          <Button command={outstandingCommand} onClick={outstanding}>
            {t('accounts.outstanding')}
          </Button>
          <Button command={statementCommand} onClick={statement}>
            {t('accounts.statement')}
          </Button>
        </>
      }
      empty={<EmptyState title={t('accounts.noLines')} />}
    />
  )
}
