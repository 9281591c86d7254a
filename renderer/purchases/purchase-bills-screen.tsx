import { useState } from 'react'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { documentCommands, listCommands } from '../ui/commands.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { rupees } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { postedCommands } from './commands.ts'
import { BillPane } from './document-panes.tsx'
import { amountColumn, dateColumn, numberColumn, supplierColumn } from './list-columns.tsx'
import { cancelWith, usePeriod } from './list-parts.tsx'
import { returnOf } from './start-draft.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/bills': { supplier?: string }
  }
}

type Row = OutputOf<'purchases.bills'>['rows'][number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  dateColumn(t, { width: 90 }),
  numberColumn(t, { width: 140 }),
  supplierColumn(t, { width: 200 }),
  {
    id: 'supplierNumber',
    title: t('purchases.bill.supplierNumber'),
    width: 110,
    path: 'supplierNumber',
    cell: (row) => <span className="code">{row.supplierNumber}</span>,
  },
  {
    id: 'supplierDate',
    title: t('purchases.bill.supplierDate'),
    width: 96,
    kind: 'date',
    path: 'supplierDate',
    sortable: false,
    hidden: true,
  },
  { id: 'gstin', title: 'GSTIN', width: 150, weight: 'dim', path: 'gstin', sortable: false, hidden: true },
  { id: 'due', title: t('purchases.columns.due'), width: 90, kind: 'date', path: 'dueDate', sortable: false },
  amountColumn('taxable', t('purchases.bill.taxable'), 'taxablePaise', { width: 118 }),
  amountColumn('tax', t('purchases.return.tax'), 'taxPaise', { width: 96 }),
  amountColumn('total', t('purchases.bill.total'), 'totalPaise', { width: 122, weight: 'strong', sortable: true }),
  amountColumn('left', t('purchases.columns.owing'), 'leftPaise', { width: 118 }),
  {
    id: 'state',
    title: '',
    heading: t('purchases.columns.state'),
    width: 92,
    kind: 'flag',
    path: 'cancelled',
    words: { true: t('purchases.states.cancelled') },
    sortable: false,
    cell: (row) =>
      row.cancelled ? (
        <StatusPill tone="bad">{t('purchases.states.cancelled')}</StatusPill>
      ) : row.matched ? (
        <StatusPill tone="ok">{t('purchases.states.matched')}</StatusPill>
      ) : null,
  },
]

/** Supplier bills of a period: totals over the whole filter, return and cancel from here. */
export function PurchaseBillsScreen({ params }: { params: ScreenParams['purchases/bills'] }) {
  const t = useWords()
  const today = useToday()
  const mayWrite = useMay('purchases.write')
  const { period, chips } = usePeriod()
  const [row, setRow] = useState<Row | undefined>()
  const why = !mayWrite ? t('app.noRight') : !row ? t('purchases.chooseFirst') : row.cancelled ? t('purchases.isCancelled') : null
  const cancel = () =>
    row &&
    void cancelWith('purchases.cancelBill', {
      uid: row.uid,
      title: t('purchases.cancelTitle', { number: row.number, total: rupees(row.totalPaise) }),
      text: t('purchases.bill.cancelText', { supplier: row.supplier, number: row.supplierNumber }),
      action: t('purchases.cancelAction'),
      done: t('purchases.cancelled', { number: row.number }),
    })
  useCommands(documentCommands, { cancelDocument: { run: () => void cancel(), why } })
  const giveBack = { run: () => row && void returnOf(row, today), why }
  useCommands(postedCommands, { giveBack })
  const create = () => openScreen('purchases/bill', {}, { another: true })
  return (
    <DataTable<Row>
      id="purchases/bills"
      title={t('screens.purchaseBills')}
      focused
      columns={columnsOf(t)}
      page={(request) =>
        ask('purchases.bills', { ...request, sort: request.sort as 'date', ...period, supplier: params.supplier ?? null })
      }
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={(one) => openScreen('purchases/document', { kind: 'purchase', uid: one.uid })}
      detail={(one) => <BillPane uid={one.uid} />}
      tools={chips}
      actions={
        <>
          <Button command={postedCommands.commands.giveBack} onClick={giveBack.run} why={why}>
            {t('purchases.return.begin')}
          </Button>
          <Button command={listCommands.commands.create} onClick={create}>
            {t('screens.purchaseBill')}
          </Button>
        </>
      }
      commands={{ create }}
      empty={
        <EmptyState
          title={t('purchases.bill.none')}
          action={
            <Button look="main" onClick={create}>
              {t('screens.purchaseBill')}
            </Button>
          }
        />
      }
    />
  )
}
