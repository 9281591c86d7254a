import { useState } from 'react'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { documentCommands, listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill, type Tone } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { rupees } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { postedCommands } from './commands.ts'
import { ReceiptPane } from './document-panes.tsx'
import { amountColumn, dateColumn, numberColumn, supplierColumn } from './list-columns.tsx'
import { cancelWith, usePeriod } from './list-parts.tsx'
import { billReceipt } from './start-draft.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/receipts': { supplier?: string }
  }
}

type Row = OutputOf<'purchases.receipts'>['rows'][number]
const shown = ['open', 'billed', 'cancelled', 'all'] as const
const states = ['unbilled', 'part', 'billed', 'cancelled'] as const
const tones: Readonly<Record<Row['state'], Tone>> = { unbilled: 'warn', part: 'info', billed: 'ok', cancelled: 'bad' }

const columnsOf = (t: Say): readonly Column<Row>[] => [
  dateColumn(t),
  numberColumn(t),
  supplierColumn(t),
  { id: 'challan', title: t('purchases.columns.challan'), width: 140, path: 'challanNumber', sortable: false },
  { id: 'lines', title: t('purchases.columns.lines'), width: 70, kind: 'count', path: 'lines', sortable: false },
  amountColumn('unbilled', t('purchases.columns.unbilledValue'), 'unbilledPaise', { width: 140 }),
  amountColumn('value', t('purchases.columns.value'), 'valuePaise', { width: 150, weight: 'strong', sortable: true }),
  {
    id: 'state',
    title: '',
    heading: t('purchases.columns.state'),
    width: 120,
    path: 'state',
    sortable: false,
    words: Object.fromEntries(states.map((one) => [one, t(`purchases.states.${one}`)])),
    cell: (row) => <StatusPill tone={tones[row.state]}>{t(`purchases.states.${row.state}`)}</StatusPill>,
  },
]

/** Billing and cancelling the receipt under the cursor; gives back the way on, with why not. */
function useReceiptActions(row: Row | undefined) {
  const t = useWords()
  const today = useToday()
  const mayWrite = useMay('purchases.write')
  const why = !mayWrite ? t('app.noRight') : row ? null : t('purchases.chooseFirst')
  const cancel = () =>
    row &&
    void cancelWith('purchases.cancelReceipt', {
      uid: row.uid,
      title: t('purchases.cancelTitle', { number: row.number, total: rupees(row.valuePaise) }),
      text: t('purchases.receipt.cancelText', { supplier: row.supplier }),
      action: t('purchases.cancelAction'),
      done: t('purchases.cancelled', { number: row.number }),
    })
  useCommands(documentCommands, {
    cancelDocument: { run: () => void cancel(), why: why ?? (row?.state === 'cancelled' ? t('purchases.isCancelled') : null) },
  })
  const unbilled = row?.state === 'unbilled' || row?.state === 'part'
  const bill = {
    run: () => row && void billReceipt(row.uid, today),
    why: why ?? (unbilled ? null : t('purchases.receipt.isBilled')),
    label: t('purchases.receipt.bill'),
  }
  useCommands(postedCommands, { next: bill })
  return bill
}

/** Goods received, and what of them waits for a bill. */
export function ReceiptsScreen({ params }: { params: ScreenParams['purchases/receipts'] }) {
  const t = useWords()
  const { period, chips } = usePeriod()
  const [state, setState] = useState<(typeof shown)[number]>('open')
  const [row, setRow] = useState<Row | undefined>()
  const bill = useReceiptActions(row)
  const create = () => openScreen('purchases/receipt', {}, { another: true })
  return (
    <DataTable<Row>
      id="purchases/receipts"
      title={t('screens.goodsReceipts')}
      focused
      columns={columnsOf(t)}
      page={(request) =>
        ask('purchases.receipts', {
          ...request,
          sort: request.sort as 'date',
          ...period,
          supplier: params.supplier ?? null,
          state: state === 'all' ? null : state,
        })
      }
      notes={[t(`purchases.receipt.show.${state}`)]}
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={(one) => openScreen('purchases/document', { kind: 'goods-receipt', uid: one.uid })}
      detail={(one) => <ReceiptPane uid={one.uid} />}
      tools={
        <>
          <Chips
            label={t('purchases.columns.state')}
            value={state}
            onChange={setState}
            choices={shown.map((value) => ({ value, label: t(`purchases.receipt.show.${value}`) }))}
          />
          {chips}
        </>
      }
      actions={
        <>
          <Button command={postedCommands.commands.next} onClick={bill.run} why={bill.why}>
            {t('purchases.receipt.bill')}
          </Button>
          <Button command={listCommands.commands.create} onClick={create}>
            {t('screens.goodsReceipt')}
          </Button>
        </>
      }
      commands={{ create }}
      empty={
        <EmptyState
          title={t('purchases.receipt.none')}
          action={
            <Button look="main" onClick={create}>
              {t('screens.goodsReceipt')}
            </Button>
          }
        />
      }
    />
  )
}
