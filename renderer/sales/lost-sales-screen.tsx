import { useState } from 'react'
import { lostReasons } from '../../shared/sales/counter-contract.ts'
import { useToday } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import { went } from '../told.ts'
import { documentCommands } from '../ui/commands.ts'
import { Chips } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { type Period, periodOf } from '../ui/period.ts'
import { PeriodField } from '../ui/period-field.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/lost': Record<never, never>
  }
}
type Row = OutputOf<'sales.lostSales'>['rows'][number]
const reasons = ['all', ...lostReasons] as const

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('payments.date'), width: 92, kind: 'date', path: 'date' },
  { id: 'item', title: t('sales.bill.columns.item'), width: 220, grow: true, weight: 'strong', path: 'item' },
  { id: 'company', title: t('sales.bill.company'), width: 130, path: 'company', sortable: false, weight: 'dim', hidden: true },
  { id: 'party', title: t('accounts.party'), width: 180, path: 'party' },
  {
    id: 'qty',
    title: t('sales.lost.wanted'),
    width: 100,
    kind: 'qty',
    path: 'qtyMilli',
    per: 'saleFactor',
  },
  {
    id: 'stock',
    title: t('sales.lost.stock'),
    width: 100,
    kind: 'qty',
    path: 'stockMilli',
    per: 'saleFactor',
    sortable: false,
  },
  { id: 'value', title: t('payments.value'), width: 120, kind: 'money', path: 'valuePaise', sum: 'valuePaise', sortable: false },
  {
    id: 'reason',
    title: t('ui.reason'),
    width: 130,
    path: 'reason',
    sortable: false,
    words: Object.fromEntries(lostReasons.map((one) => [one, t(`sales.lost.reasons.${one}`)])),
  },
  { id: 'note', title: t('sales.lost.note'), width: 160, path: 'note', sortable: false },
  { id: 'by', title: t('payments.by'), width: 100, path: 'by', sortable: false, weight: 'dim' },
]

/** What customers wanted and did not get; the order suggestions count it. */
export function LostSalesScreen() {
  const t = useWords()
  const today = useToday()
  const [period, setPeriod] = useState<Period>(() => periodOf('thisMonth', today))
  const [reason, setReason] = useState<(typeof reasons)[number]>('all')
  const [row, setRow] = useState<Row | undefined>()
  const drop = async () => {
    if (!row) return
    const told = await tell('sales.dropLostSale', { uid: row.uid })
    if (went(told)) say(t('sales.lost.dropped', { item: row.item }))
  }
  useCommands(documentCommands, {
    cancelDocument: { run: () => void drop(), why: row ? null : t('payments.chooseFirst'), label: t('sales.lost.drop') },
  })
  return (
    <DataTable<Row>
      id="sales/lost"
      title={t('screens.lostSales')}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('sales.lostSales', { ...request, ...period, reason: reason === 'all' ? null : reason })}
      rowKey={(one) => one.uid}
      onCursor={setRow}
      tools={
        <>
          <Chips
            label={t('ui.reason')}
            value={reason}
            onChange={setReason}
            choices={reasons.map((value) => ({
              value,
              label: value === 'all' ? t('payments.dayBook.all') : t(`sales.lost.reasons.${value}`),
            }))}
          />
          <PeriodField value={period} onChange={setPeriod} today={today} names={['today', 'thisMonth', 'lastMonth']} />
        </>
      }
      empty={<EmptyState title={t('sales.lost.none')} />}
    />
  )
}
