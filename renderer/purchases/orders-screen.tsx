import { useState } from 'react'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { went } from '../told.ts'
import { documentCommands, listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill, type Tone } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { postedCommands } from './commands.ts'
import { OrderPane } from './document-panes.tsx'
import { amountColumn, dateColumn, numberColumn, supplierColumn } from './list-columns.tsx'
import { askReason, cancelWith, usePeriod } from './list-parts.tsx'
import { saveOrderCsv } from './order-paper-screen.tsx'
import { receiveOrder } from './start-draft.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/orders': { supplier?: string }
  }
}

type Row = OutputOf<'purchases.orders'>['rows'][number]
const shown = ['open', 'done', 'closed', 'cancelled', 'all'] as const
const tones: Readonly<Record<Row['state'], Tone>> = {
  pending: 'warn',
  part: 'info',
  done: 'ok',
  closed: 'mute',
  cancelled: 'bad',
}

const columnsOf = (t: Say): readonly Column<Row>[] => [
  dateColumn(t),
  numberColumn(t, { width: 142 }),
  supplierColumn(t, { width: 190 }),
  { id: 'expected', title: t('purchases.columns.expected'), width: 100, kind: 'date', path: 'expected' },
  {
    id: 'late',
    title: t('purchases.columns.late'),
    width: 90,
    kind: 'count',
    path: 'lateDays',
    sortable: false,
    cell: (row) =>
      row.lateDays > 0 ? <StatusPill tone="bad">{t('purchases.order.late', { count: row.lateDays })}</StatusPill> : null,
  },
  { id: 'lines', title: t('purchases.columns.lines'), width: 70, kind: 'count', path: 'lines', sortable: false },
  {
    id: 'pendingLines',
    title: t('purchases.columns.pendingLines'),
    width: 90,
    kind: 'count',
    path: 'pendingLines',
    sortable: false,
  },
  amountColumn('pending', t('purchases.columns.pendingValue'), 'pendingPaise', { width: 140 }),
  amountColumn('total', t('purchases.order.total'), 'totalPaise', { width: 150, weight: 'strong', sortable: true }),
  {
    id: 'state',
    title: '',
    heading: t('purchases.columns.state'),
    width: 110,
    path: 'state',
    sortable: false,
    words: Object.fromEntries(
      (['pending', 'part', 'done', 'closed', 'cancelled'] as const).map((one) => [one, t(`purchases.states.${one}`)]),
    ),
    cell: (row) => <StatusPill tone={tones[row.state]}>{t(`purchases.states.${row.state}`)}</StatusPill>,
  },
]

/** What can be done with the order under the cursor, each with why not. */
function useOrderActions(row: Row | undefined) {
  const t = useWords()
  const today = useToday()
  const mayWrite = useMay('purchases.write')
  const open = row?.state === 'pending' || row?.state === 'part'
  const why = !mayWrite ? t('app.noRight') : row ? null : t('purchases.chooseFirst')
  const giveUp = async () => {
    if (!row) return
    const reason = await askReason({
      title: t('purchases.order.closeTitle', { number: row.number, amount: rupees(row.pendingPaise) }),
      text: t('purchases.order.closeText', { supplier: row.supplier }),
      action: t('purchases.order.close'),
    })
    if (reason === null) return
    const told = await tell('purchases.closeOrder', { uid: row.uid, lines: null, reason })
    if (went(told)) say(t('purchases.order.closed', { number: row.number }))
  }
  const cancel = () =>
    row &&
    void cancelWith('purchases.cancelOrder', {
      uid: row.uid,
      title: t('purchases.cancelTitle', { number: row.number, total: rupees(row.totalPaise) }),
      text: t('purchases.order.cancelText', { supplier: row.supplier }),
      action: t('purchases.cancelAction'),
      done: t('purchases.cancelled', { number: row.number }),
    })
  const notOpen = why ?? (open ? null : t('purchases.order.notOpen'))
  useCommands(documentCommands, {
    cancelDocument: { run: () => void cancel(), why: why ?? (row?.state === 'cancelled' ? t('purchases.isCancelled') : null) },
  })
  const receive = { run: () => row && void receiveOrder(row.uid, today), why: notOpen, label: t('purchases.order.receive') }
  const close = { run: () => void giveUp(), why: notOpen }
  useCommands(postedCommands, {
    paper: {
      run: () => row && openScreen('purchases/order-paper', { uid: row.uid }),
      why: row ? null : t('purchases.chooseFirst'),
    },
    csv: { run: () => row && void saveOrderCsv(row.uid, row.number), why: row ? null : t('purchases.chooseFirst') },
    close,
    next: receive,
  })
  return { receive, close }
}

/** Orders to suppliers and what is still to come of them. */
export function OrdersScreen({ params }: { params: ScreenParams['purchases/orders'] }) {
  const t = useWords()
  const { period, chips } = usePeriod()
  const [state, setState] = useState<(typeof shown)[number]>('open')
  const [row, setRow] = useState<Row | undefined>()
  const { receive, close } = useOrderActions(row)
  const create = () => openScreen('purchases/order', {}, { another: true })
  return (
    <DataTable<Row>
      id="purchases/orders"
      title={t('screens.purchaseOrders')}
      focused
      columns={columnsOf(t)}
      page={(request) =>
        ask('purchases.orders', {
          ...request,
          sort: request.sort as 'date',
          ...period,
          supplier: params.supplier ?? null,
          state: state === 'all' ? null : state,
        })
      }
      notes={[t(`purchases.order.show.${state}`)]}
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={(one) => openScreen('purchases/order-paper', { uid: one.uid })}
      detail={(one) => <OrderPane uid={one.uid} />}
      tools={
        <>
          <Chips
            label={t('purchases.columns.state')}
            value={state}
            onChange={setState}
            choices={shown.map((value) => ({ value, label: t(`purchases.order.show.${value}`) }))}
          />
          {chips}
        </>
      }
      actions={
        <>
          <Button command={postedCommands.commands.next} onClick={receive.run} why={receive.why}>
            {t('purchases.order.receive')}
          </Button>
          <Button command={postedCommands.commands.close} onClick={close.run} why={close.why}>
            {t('purchases.order.close')}
          </Button>
          <Button command={listCommands.commands.create} onClick={create}>
            {t('screens.purchaseOrder')}
          </Button>
        </>
      }
      commands={{ create }}
      empty={
        <EmptyState
          title={t('purchases.order.none')}
          action={
            <Button look="main" onClick={create}>
              {t('screens.purchaseOrder')}
            </Button>
          }
        />
      }
    />
  )
}
