import { useState } from 'react'
import { ask, type OutputOf } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { Chips } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { usePeriodWords } from '../ui/period-field.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { amountColumn, dateColumn, numberColumn, supplierColumn } from './list-columns.tsx'
import { usePeriod } from './list-parts.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/register': Record<string, never>
  }
}

type Row = OutputOf<'purchases.register'>['rows'][number]
const kinds = ['purchase', 'purchase-return', 'landed-cost'] as const
const itc = ['inputs', 'capital', 'blocked', 'none', 'ineligible'] as const

const columnsOf = (t: Say): readonly Column<Row>[] => {
  return [
    dateColumn(t, { sortable: false }),
    {
      id: 'kind',
      title: t('purchases.columns.kind'),
      width: 74,
      path: 'kind',
      sortable: false,
      words: Object.fromEntries(kinds.map((kind) => [kind, t(`purchases.register.kinds.${kind}`)])),
    },
    numberColumn(t, { width: 132, sortable: false }),
    { id: 'supplierNumber', title: t('purchases.bill.supplierNumber'), width: 104, path: 'supplierNumber', sortable: false },
    {
      id: 'supplierDate',
      title: t('purchases.bill.supplierDate'),
      width: 92,
      kind: 'date',
      path: 'supplierDate',
      sortable: false,
      hidden: true,
    },
    supplierColumn(t, { width: 146, sortable: false }),
    { id: 'gstin', title: 'GSTIN', width: 150, weight: 'dim', path: 'gstin', sortable: false, hidden: true },
    { id: 'rate', title: t('purchases.columns.gst'), width: 60, kind: 'percent', path: 'rateBp', sortable: false },
    {
      id: 'itc',
      title: t('purchases.columns.itc'),
      width: 76,
      path: 'itcClass',
      sortable: false,
      words: Object.fromEntries(itc.map((one) => [one, t(`purchases.itc.${one}`)])),
    },
    {
      id: 'rcm',
      title: t('purchases.columns.reverseCharge'),
      width: 90,
      kind: 'flag',
      path: 'reverseCharge',
      sortable: false,
      hidden: true,
      words: { true: t('purchases.yes') },
    },
    amountColumn('taxable', t('purchases.bill.taxable'), 'taxablePaise', { width: 112 }),
    amountColumn('igst', 'IGST', 'igstPaise', { width: 88 }),
    amountColumn('cgst', 'CGST', 'cgstPaise', { width: 88 }),
    amountColumn('sgst', 'SGST', 'sgstPaise', { width: 88 }),
    amountColumn('total', t('purchases.bill.total'), 'totalPaise', { width: 118 }),
  ]
}

/** The purchase register: a row for each rate and credit class of a bill, returns with the other sign. */
export function RegisterScreen() {
  const t = useWords()
  const { period, chips } = usePeriod()
  const subtitle = usePeriodWords(period)
  const [kind, setKind] = useState<(typeof kinds)[number] | 'all'>('all')
  return (
    <DataTable<Row>
      id="purchases/register"
      title={t('screens.purchaseRegister')}
      focused
      columns={columnsOf(t)}
      page={({ sort: _, ...request }) => ask('purchases.register', { ...request, ...period, kind: kind === 'all' ? null : kind })}
      rowKey={(row) => `${row.uid} ${row.rateBp} ${row.itcClass} ${row.taxClass} ${row.reverseCharge}`}
      onOpen={(row) => row.kind !== 'landed-cost' && openScreen('purchases/document', { kind: row.kind, uid: row.uid })}
      tools={
        <>
          <Chips
            label={t('purchases.columns.kind')}
            value={kind}
            onChange={setKind}
            choices={[
              { value: 'all' as const, label: t('purchases.register.all') },
              ...kinds.map((value) => ({ value, label: t(`purchases.register.kinds.${value}`) })),
            ]}
          />
          {chips}
        </>
      }
      notes={kind === 'all' ? [] : [t(`purchases.register.kinds.${kind}`)]}
      subtitle={subtitle}
      empty={<EmptyState title={t('purchases.register.none')} />}
    />
  )
}
