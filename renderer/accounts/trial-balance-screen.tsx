import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import type { ScreenParams } from '../tabs.ts'
import { StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { money } from '../ui/format.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import type { PageRequest } from '../ui/table-pages.ts'
import { DateField } from '../ui/value-fields.tsx'
import { type Say, useWords } from '../words.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'accounts/trial-balance': { asOn?: string }
  }
}

type Trial = OutputOf<'accounts.trialBalance'>
type Row = Trial['rows'][number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  {
    id: 'account',
    title: t('accounts.columns.account'),
    width: 260,
    grow: true,
    weight: 'strong',
    sortable: false,
    path: 'account',
  },
  { id: 'group', title: t('accounts.columns.group'), width: 220, weight: 'dim', sortable: false, path: 'group' },
  {
    id: 'dr',
    title: t('accounts.columns.dr'),
    width: 170,
    kind: 'money',
    path: 'drPaise',
    sortable: false,
    cell: (row) => (row.drPaise === 0 ? '' : money(row.drPaise)),
    sum: 'drPaise',
  },
  {
    id: 'cr',
    title: t('accounts.columns.cr'),
    width: 170,
    kind: 'money',
    path: 'crPaise',
    sortable: false,
    cell: (row) => (row.crPaise === 0 ? '' : money(row.crPaise)),
    sum: 'crPaise',
  },
]

/** A trial balance is a few dozen rows and comes whole; the table looks at it in pages like any other. */
const pageOf =
  (asOn: LocalDate) =>
  ({ offset, limit, filter }: PageRequest) => ({
    ...ask('accounts.trialBalance', { asOn, filter }),
    select: ({ rows, drPaise, crPaise }: Trial) => ({
      rows: rows.slice(offset, offset + limit),
      total: rows.length,
      sums: { drPaise, crPaise },
    }),
  })

/** Balances of all accounts on a day; the totals are of the whole book, whatever is filtered. */
export function TrialBalanceScreen({ params }: { params: ScreenParams['accounts/trial-balance'] }) {
  const t = useWords()
  const today = useToday()
  const [asOn, setAsOn] = useState<LocalDate>((params.asOn as LocalDate | undefined) ?? today)
  const trial = useQuery(ask('accounts.trialBalance', { asOn })).data
  return (
    <DataTable<Row>
      id="accounts/trial-balance"
      title={t('screens.trialBalance')}
      focused
      columns={columnsOf(t)}
      page={pageOf(asOn)}
      rowKey={(row) => row.account}
      tools={
        <DateField
          label={t('accounts.asOn')}
          value={asOn}
          today={today}
          onChange={(value) => value && setAsOn(value as LocalDate)}
        />
      }
      subtitle={
        trial &&
        (trial.drPaise === trial.crPaise ? (
          <StatusPill tone="ok">{t('accounts.agrees')}</StatusPill>
        ) : (
          <StatusPill tone="bad">{t('accounts.differs', { amount: money(trial.drPaise - trial.crPaise) })}</StatusPill>
        ))
      }
      empty={<EmptyState title={t('accounts.noBalances')} />}
    />
  )
}
