import { useState } from 'react'
import { openDocument } from '../accounts/open-document.ts'
import { useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { Chips } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { balance } from '../ui/format.ts'
import { type Period, periodOf } from '../ui/period.ts'
import { PeriodField } from '../ui/period-field.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { openPosted } from './posted-bill-screen.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/register': { party?: string }
  }
}
type Row = OutputOf<'sales.salesRegister'>['rows'][number]
const figures = [
  'gross',
  'discount',
  'charges',
  'nil',
  'at5',
  'at12',
  'at18',
  'at40',
  'atOther',
  'taxable',
  'withoutGst',
  'cgst',
  'sgst',
  'igst',
  'cess',
  'roundOff',
  'total',
] as const
const hidden: readonly string[] = ['gross', 'discount', 'charges', 'nil', 'at12', 'at40', 'atOther', 'cess']

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('payments.date'), width: 92, kind: 'date', path: 'date' },
  {
    id: 'number',
    title: t('payments.number'),
    width: 150,
    path: 'number',
    cell: (row) => <span className="code">{row.number}</span>,
  },
  {
    id: 'kind',
    title: t('payments.kind'),
    width: 110,
    path: 'kind',
    sortable: false,
    weight: 'dim',
    words: Object.fromEntries(
      (['sale', 'sale-return', 'credit-note', 'commercial-credit', 'debit-note'] as const).map((kind) => [
        kind,
        t(`payments.documents.${kind}`),
      ]),
    ),
  },
  { id: 'party', title: t('accounts.party'), width: 200, grow: true, weight: 'strong', path: 'party' },
  {
    id: 'gstin',
    title: 'GSTIN',
    width: 150,
    weight: 'dim',
    sortable: false,
    path: 'gstin',
    cell: (row) => <span className="code">{row.gstin}</span>,
  },
  ...figures.map(
    (name): Column<Row> => ({
      id: name,
      title: t(`sales.register.${name}`),
      width: 98,
      cell: (row) => balance(row[`${name}Paise`]),
      kind: 'money',
      path: `${name}Paise`,
      sum: `${name}Paise`,
      sortable: name === 'taxable' || name === 'total',
      ...(hidden.includes(name) ? { hidden: true } : {}),
      ...(name === 'total' ? { weight: 'strong' as const } : {}),
    }),
  ),
]

/** The sales register: bills and notes as they stand, with taxable value by rate and each tax. */
export function SalesRegisterScreen({ params }: { params: { party?: string } }) {
  const t = useWords()
  const today = useToday()
  const [period, setPeriod] = useState<Period>(() => periodOf('thisMonth', today))
  const [kind, setKind] = useState<'all' | 'sale' | 'note'>('all')
  return (
    <DataTable<Row>
      id="sales/register"
      title={t('screens.salesRegister')}
      focused
      columns={columnsOf(t)}
      page={(request) =>
        ask('sales.salesRegister', { ...request, ...period, kind: kind === 'all' ? null : kind, party: params.party ?? null })
      }
      rowKey={(row) => row.uid}
      onOpen={(row) => (row.kind === 'sale' ? openPosted(row.uid) : openDocument(row.kind, row.uid, ''))}
      tools={
        <>
          <Chips
            label={t('payments.which')}
            value={kind}
            onChange={setKind}
            choices={(['all', 'sale', 'note'] as const).map((value) => ({ value, label: t(`sales.register.kinds.${value}`) }))}
          />
          <PeriodField
            value={period}
            onChange={setPeriod}
            today={today}
            names={['today', 'thisMonth', 'lastMonth', 'thisYear']}
          />
        </>
      }
      empty={<EmptyState title={t('sales.bills.none')} />}
    />
  )
}
