import { useState } from 'react'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { AskedPane, linked } from '../purchases/document-pane.tsx'
import { usePeriod } from '../purchases/list-parts.tsx'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { documentCommands, listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill, type Tone } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { day, quantity, rate, rupees } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { saleOrderCommands } from './commands.ts'
import { billFrom } from './load-dialog.ts'
import {
  cancelSaleGoods,
  challanFromOrder,
  changeSaleOrder,
  closeSaleOrder,
  confirmSaleOrder,
  copyQuotation,
  orderFromQuotation,
} from './order-actions.ts'
import { pickOrders } from './pick-documents.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/orders': { party?: string }
    'sales/quotations': { party?: string }
  }
}

type Row = OutputOf<'sales.salesOrders'>['rows'][number]
type Kind = 'quotation' | 'sales-order'
const shownStates = {
  'sales-order': ['waiting', 'draft', 'confirmed', 'part', 'invoiced', 'delivered', 'all'],
  quotation: ['waiting', 'ordered', 'lapsed', 'all'],
} as const
const tones: Readonly<Record<Row['state'], Tone>> = {
  draft: 'mute',
  confirmed: 'info',
  part: 'warn',
  invoiced: 'ok',
  delivered: 'ok',
  returned: 'mute',
  closed: 'mute',
  cancelled: 'bad',
  open: 'info',
  ordered: 'ok',
  lapsed: 'warn',
}

const heldColumn = (t: Say): Column<Row> => ({
  id: 'held',
  title: t('sales.order.heldUntil'),
  width: 100,
  kind: 'date',
  path: 'heldUntil',
  sortable: false,
})
const columnsOf = (t: Say, kind: Kind): readonly Column<Row>[] => [
  { id: 'date', title: t('sales.bill.date'), width: 92, kind: 'date', path: 'date' },
  {
    id: 'number',
    title: t('sales.bill.number'),
    width: 150,
    path: 'number',
    cell: (row) => <span className="code">{row.number}</span>,
  },
  { id: 'party', title: t('sales.bill.party'), width: 180, grow: true, weight: 'strong', path: 'party' },
  {
    id: 'wanted',
    title: t(kind === 'quotation' ? 'sales.order.validTill' : 'sales.order.wanted'),
    width: 100,
    kind: 'date',
    path: 'wanted',
    sortable: kind === 'sales-order',
  },
  { id: 'lines', title: t('sales.order.items'), width: 70, kind: 'count', path: 'lines', sortable: false },
  { id: 'leftLines', title: t('sales.order.leftLines'), width: 80, kind: 'count', path: 'leftLines', sortable: false },
  ...(kind === 'quotation' ? [] : [heldColumn(t)]),
  {
    id: 'left',
    title: t('sales.order.leftValue'),
    width: 120,
    kind: 'money',
    path: 'leftPaise',
    sum: 'leftPaise',
    sortable: false,
  },
  {
    id: 'total',
    title: t('sales.bills.total'),
    width: 140,
    kind: 'money',
    path: 'totalPaise',
    sum: 'totalPaise',
    weight: 'strong',
  },
  {
    id: 'state',
    title: '',
    heading: t('ui.state'),
    width: 120,
    path: 'state',
    sortable: false,
    words: Object.fromEntries(Object.keys(tones).map((one) => [one, t(`sales.order.states.${one as 'draft'}`)])),
    cell: (row) => <StatusPill tone={tones[row.state]}>{t(`sales.order.states.${row.state}`)}</StatusPill>,
  },
]

/** What can be done with the order or quotation under the cursor, each with why not. */
function useOrderActions(row: Row | undefined, kind: Kind) {
  const t = useWords()
  const today = useToday()
  const mayBill = useMay('sales.bill')
  const quotation = kind === 'quotation'
  const none = !mayBill ? t('app.noRight') : row ? null : t('sales.order.chooseFirst')
  const left = none ?? (row && row.leftLines > 0 ? null : t('sales.order.nothingLeftShort'))
  const draft = none ?? (row?.state === 'draft' ? null : t('sales.order.notDraft'))
  const firm = left ?? (row?.state === 'draft' ? t('sales.order.confirmFirst') : null)
  const bill = () => row?.partyUid && void billFrom({ uid: row.uid, partyUid: row.partyUid, party: row.party }, today)
  const next = quotation
    ? { run: () => row && void orderFromQuotation(row.uid, today), why: left, label: t('sales.order.toOrder') }
    : { run: bill, why: firm, label: t('sales.order.toBill') }
  const confirm = { run: () => row && void confirmSaleOrder(row), why: draft }
  useCommands(documentCommands, {
    cancelDocument: {
      run: () => row && void cancelSaleGoods('sales.cancelSalesOrder', row),
      why: none ?? (row?.state === 'cancelled' ? t('sales.order.isCancelled') : null),
    },
  })
  useCommands(saleOrderCommands, {
    paper: { run: () => row && openScreen('sales/order-paper', { kind: 'order', uid: row.uid }), why: row ? null : none },
    confirm: quotation ? undefined : confirm,
    change: quotation
      ? { run: () => row && void copyQuotation(row.uid, today), why: none, label: t('sales.order.copy') }
      : { run: () => row && void changeSaleOrder(row.uid), why: draft },
    next,
    challan: quotation ? undefined : { run: () => row && void challanFromOrder(row.uid, today), why: firm },
    close: { run: () => row && void closeSaleOrder(row), why: left },
    pickList: quotation ? undefined : () => void pickOrders(row?.uid),
  })
  return { next, confirm }
}

/** An order or quotation and what came of it. */
function OrderPane({ uid }: { uid: string }) {
  const t = useWords()
  return (
    <AskedPane
      call="sales.salesOrder"
      input={{ uid }}
      show={(data) => ({
        title: data.number,
        facts: [
          [t('sales.bill.party'), data.party],
          [t('ui.state'), t(`sales.order.states.${data.state}`)],
          ...(data.confirmed
            ? [[t('sales.order.heldUntil'), `${day(data.confirmed.heldUntil)}, ${data.confirmed.by}`] as const]
            : []),
          [t('sales.order.reference'), data.reference],
          [t('sales.bills.total'), rupees(data.totalPaise)],
          [t('sales.order.notes'), data.notes],
          [t('ui.reason'), data.cancelReason],
        ],
        heads: [
          t('sales.order.item'),
          t('sales.order.ordered'),
          t('sales.order.answered'),
          t('sales.order.left'),
          t('sales.order.rate'),
        ],
        lines: data.lines.map((line) => ({
          key: String(line.line),
          name: line.item,
          cells: [line.qtyMilli, line.answeredMilli, line.leftMilli]
            .map((qty) => quantity(Math.round(qty / line.factor)))
            .concat(rate(line.rateE4)),
        })),
        children: (
          <ul>
            {linked(data.answeredBy, t('sales.order.states.cancelled'))}
            {data.closings.map((one) => (
              <li key={`${one.line} ${one.at}`}>{t('sales.order.givenUp', { line: one.line, reason: one.reason })}</li>
            ))}
          </ul>
        ),
      })}
    />
  )
}

function OrdersList({ kind, party }: { kind: Kind; party: string | null }) {
  const t = useWords()
  const { period, chips } = usePeriod()
  const [state, setState] = useState<string>('waiting')
  const [row, setRow] = useState<Row | undefined>()
  const { next, confirm } = useOrderActions(row, kind)
  const quotation = kind === 'quotation'
  const title = t(quotation ? 'screens.quotations' : 'screens.saleOrders')
  const create = () => openScreen(quotation ? 'sales/quotation' : 'sales/order', {}, { another: true })
  const create_ = t(quotation ? 'screens.quotation' : 'screens.saleOrder')
  const label = (one: string) =>
    t(one === 'all' || one === 'waiting' ? `sales.order.show.${one as 'all'}` : `sales.order.states.${one as 'draft'}`)
  return (
    <DataTable<Row>
      id={quotation ? 'sales/quotations' : 'sales/orders'}
      title={title}
      focused
      columns={columnsOf(t, kind)}
      page={(request) =>
        ask('sales.salesOrders', {
          ...request,
          kind,
          sort: request.sort as 'date',
          ...period,
          party,
          state: state === 'all' ? null : (state as 'waiting'),
        })
      }
      notes={[label(state)]}
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={(one) => openScreen('sales/order-paper', { kind: 'order', uid: one.uid })}
      detail={(one) => <OrderPane uid={one.uid} />}
      tools={
        <>
          <Chips
            label={t('ui.state')}
            value={state}
            onChange={setState}
            choices={shownStates[kind].map((value) => ({ value: value as string, label: label(value) }))}
          />
          {chips}
        </>
      }
      actions={
        <>
          {!quotation && (
            <Button command={saleOrderCommands.commands.confirm} onClick={confirm.run} why={confirm.why}>
              {t('sales.order.confirm')}
            </Button>
          )}
          <Button command={saleOrderCommands.commands.next} onClick={next.run} why={next.why}>
            {next.label}
          </Button>
          {!quotation && (
            <Button command={saleOrderCommands.commands.pickList} onClick={() => void pickOrders(row?.uid)}>
              {t('sales.delivery.pickList')}
            </Button>
          )}
          <Button command={listCommands.commands.create} onClick={create}>
            {create_}
          </Button>
        </>
      }
      commands={{ create }}
      empty={
        <EmptyState
          title={t(quotation ? 'sales.order.noQuotations' : 'sales.order.none')}
          action={
            <Button look="main" onClick={create}>
              {create_}
            </Button>
          }
        />
      }
    />
  )
}

/** Orders of customers and what is still to be billed of them. */
export const SaleOrdersScreen = ({ params }: { params: ScreenParams['sales/orders'] }) => (
  <OrdersList kind="sales-order" party={params.party ?? null} />
)
/** Quotations and what came of them. */
export const QuotationsScreen = ({ params }: { params: ScreenParams['sales/quotations'] }) => (
  <OrdersList kind="quotation" party={params.party ?? null} />
)
