import { useState } from 'react'
import { overLimitShows } from '../../shared/sales/credit-calls.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { allowCredit } from '../parties/allowance-dialog.tsx'
import { openScreenNamed, type ScreenParams } from '../tabs.ts'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { creditListCommands } from './commands.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/over-limit': { show?: string }
  }
}

type Row = OutputOf<'sales.overLimit'>['rows'][number]
type Show = (typeof overLimitShows)[number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'party', title: t('sales.bill.party'), width: 210, grow: true, weight: 'strong', path: 'party' },
  { id: 'city', title: t('sales.bill.area'), width: 100, path: 'city', weight: 'dim', sortable: false },
  { id: 'phone', title: t('sales.bill.phone'), width: 120, path: 'phone', weight: 'dim', sortable: false, hidden: true },
  { id: 'salesman', title: t('sales.bill.salesman'), width: 120, path: 'salesman', sortable: false, hidden: true },
  { id: 'owed', title: t('sales.credit.owed'), width: 135, kind: 'money', path: 'owedPaise', sum: 'owedPaise' },
  { id: 'limit', title: t('sales.credit.limit'), width: 130, kind: 'money', path: 'limitPaise', sortable: false },
  { id: 'over', title: t('sales.credit.over'), width: 130, kind: 'money', path: 'overPaise', sum: 'overPaise', weight: 'strong' },
  { id: 'till', title: t('sales.credit.till'), width: 100, kind: 'date', path: 'allowedTill', sortable: false },
  { id: 'bills', title: t('sales.credit.openBills'), width: 90, kind: 'count', path: 'openBills', sortable: false },
  { id: 'overdue', title: t('sales.credit.lateBills'), width: 80, kind: 'count', path: 'overdueBills', sortable: false },
  { id: 'late', title: t('sales.credit.lateDays'), width: 90, kind: 'count', path: 'overdueDays' },
  {
    id: 'verdict',
    title: '',
    heading: t('sales.credit.verdict'),
    width: 110,
    path: 'verdict',
    sortable: false,
    words: { warn: t('sales.credit.verdicts.warn'), stop: t('sales.credit.verdicts.stop') },
    cell: (row) => (
      <StatusPill tone={row.verdict === 'stop' ? 'bad' : 'warn'}>{t(`sales.credit.verdicts.${row.verdict}`)}</StatusPill>
    ),
  },
]

/** Customers over a limit of theirs, the latest first: Enter opens the party, Alt+K gives a limit for a time. */
export function OverLimitScreen({ params }: { params: ScreenParams['sales/over-limit'] }) {
  const t = useWords()
  const mayAllow = useMay('sales.over-limit')
  const [show, setShow] = useState<Show>(overLimitShows.find((one) => one === params.show) ?? 'all')
  const [row, setRow] = useState<Row | undefined>()
  const why = !mayAllow ? t('app.noRight') : row ? null : t('sales.bills.chooseFirst')
  const allow = () => row && void allowCredit({ uid: row.uid, name: row.party })
  useCommands(creditListCommands, { allow: { run: () => void allow(), why } })
  return (
    <DataTable<Row>
      id="sales/over-limit"
      title={t('screens.overLimit')}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('sales.overLimit', { ...request, show })}
      notes={[t(`sales.credit.shows.${show}`)]}
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={(one) => openScreenNamed('parties/party', { uid: one.uid })}
      tools={
        <Chips<Show>
          label={t('sales.credit.verdict')}
          value={show}
          onChange={setShow}
          choices={overLimitShows.map((value) => ({ value, label: t(`sales.credit.shows.${value}`) }))}
        />
      }
      actions={
        <Button command={creditListCommands.commands.allow} onClick={() => void allow()} why={why}>
          {t('parties.allow')}
        </Button>
      }
      empty={<EmptyState title={t('sales.credit.nobody')} />}
    />
  )
}
