import { useState } from 'react'
import { useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import type { ScreenParams } from '../tabs.ts'
import { Chips } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { quantity } from '../ui/format.ts'
import { type Period, periodOf } from '../ui/period.ts'
import { PeriodField, usePeriodWords } from '../ui/period-field.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/drug-register': { schedule?: string }
  }
}

type Row = OutputOf<'sales.drugRegister'>['rows'][number]
const kept = ['H1', 'NDPS', 'X'] as const
type Kept = (typeof kept)[number]

/** A quantity in the smallest unit; a move that is none is left blank, as in the register on paper. */
const moved = { width: 62, kind: 'qty', sortable: false } as const

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('sales.bill.date'), width: 92, kind: 'date', path: 'date' },
  {
    id: 'number',
    title: t('sales.bill.number'),
    width: 128,
    path: 'number',
    sortable: false,
    cell: (row) => <span className="code">{row.number}</span>,
  },
  { id: 'kind', title: t('sales.drugs.kind'), width: 84, path: 'kind', sortable: false, words: kindWords(t) },
  { id: 'party', title: t('sales.bill.party'), width: 150, grow: true, weight: 'strong', path: 'party' },
  { id: 'address', title: t('sales.drugs.address'), width: 160, path: 'address', weight: 'dim', sortable: false, hidden: true },
  { id: 'licence', title: t('sales.drugs.licence'), width: 116, path: 'licence', sortable: false },
  { id: 'item', title: t('sales.bill.columns.item'), width: 150, grow: true, path: 'item' },
  {
    id: 'manufacturer',
    title: t('sales.bill.company'),
    width: 120,
    path: 'manufacturer',
    weight: 'dim',
    sortable: false,
    hidden: true,
  },
  { id: 'batch', title: t('sales.bill.columns.batch'), width: 90, path: 'batch', sortable: false },
  { id: 'expiry', title: t('sales.bill.columns.expiry'), width: 64, kind: 'expiry', path: 'expiry', sortable: false },
  {
    ...moved,
    id: 'in',
    title: t('sales.drugs.in'),
    path: 'inMilli',
    sum: 'inMilli',
    cell: (row) => quantity(row.inMilli || null),
  },
  {
    ...moved,
    id: 'out',
    title: t('sales.drugs.out'),
    path: 'outMilli',
    sum: 'outMilli',
    cell: (row) => quantity(row.outMilli || null),
  },
  { ...moved, id: 'balance', title: t('sales.drugs.balance'), width: 74, weight: 'strong', path: 'balanceMilli' },
  { id: 'unit', title: t('sales.drugs.unit'), width: 62, path: 'unit', weight: 'dim', sortable: false },
  { id: 'prescriber', title: t('sales.prescription.prescriber'), width: 130, path: 'prescriber', sortable: false, hidden: true },
  { id: 'patient', title: t('sales.prescription.patient'), width: 130, path: 'patient', sortable: false, hidden: true },
]

const kinds = [
  'sale',
  'sale-return',
  'goods-receipt',
  'purchase',
  'purchase-return',
  'opening-stock',
  'commercial-credit',
  'return-invoice',
  'stock-adjustment',
  'write-off',
  'replacement',
  'claim',
  'return-bill',
  'stock-count',
] as const
const kindWords = (t: Say) => Object.fromEntries(kinds.map((kind) => [kind, t(`sales.drugs.kinds.${kind}`)]))

/** The register of H1, X or narcotics: every move in and out with its party, licence, batch, prescriber and patient, for file and paper. */
export function DrugRegisterScreen({ params }: { params: ScreenParams['sales/drug-register'] }) {
  const t = useWords()
  const today = useToday()
  const [schedule, setSchedule] = useState<Kept>(kept.find((one) => one === params.schedule) ?? 'H1')
  const [period, setPeriod] = useState<Period>(() => periodOf('thisMonth', today))
  const said = usePeriodWords(period)
  return (
    <DataTable<Row>
      id="sales/drug-register"
      title={t('screens.drugRegister')}
      subtitle={said}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('sales.drugRegister', { ...request, ...period, schedule })}
      notes={[t('sales.bill.schedule', { schedule }), said]}
      rowKey={(one) => one.id}
      tools={
        <>
          <Chips<Kept>
            label={t('sales.drugs.which')}
            value={schedule}
            onChange={setSchedule}
            choices={kept.map((value) => ({ value, label: t('sales.bill.schedule', { schedule: value }) }))}
          />
          <PeriodField
            value={period}
            onChange={setPeriod}
            today={today}
            names={['today', 'thisMonth', 'lastMonth', 'thisYear', 'lastYear']}
          />
        </>
      }
      empty={<EmptyState title={t('sales.drugs.none')} />}
    />
  )
}
