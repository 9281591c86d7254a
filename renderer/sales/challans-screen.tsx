import { useState } from 'react'
import { challanReasons, challanStates } from '../../shared/sales/challan-contract.ts'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { AskedPane, linked } from '../purchases/document-pane.tsx'
import { usePeriod } from '../purchases/list-parts.tsx'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { documentCommands, listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill, type Tone } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { count, expiry, quantity, rupees } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { saleOrderCommands } from './commands.ts'
import { billFrom } from './load-dialog.ts'
import { cancelSaleGoods, returnOfChallan } from './order-actions.ts'
import { pickChallans } from './pick-documents.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/challans': { party?: string }
  }
}

type Row = OutputOf<'sales.challans'>['rows'][number]
const shown = ['open', 'billed', 'back', 'all'] as const
const tones: Readonly<Record<Row['state'], Tone>> = { out: 'warn', part: 'info', billed: 'ok', back: 'mute', cancelled: 'bad' }
/** Goods out so long are worth a look. */
const longDays = 30

const columnsOf = (t: Say): readonly Column<Row>[] => [
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
    id: 'reason',
    title: t('sales.challan.reason'),
    width: 170,
    path: 'reason',
    sortable: false,
    words: Object.fromEntries(challanReasons.map((one) => [one, t(`sales.challan.reasons.${one}`)])),
  },
  {
    id: 'age',
    title: t('sales.challan.age'),
    width: 90,
    kind: 'count',
    path: 'ageDays',
    cell: (row) => (row.ageDays > longDays ? <StatusPill tone="warn">{count(row.ageDays)}</StatusPill> : count(row.ageDays)),
  },
  {
    id: 'left',
    title: t('sales.challan.leftValue'),
    width: 130,
    kind: 'money',
    path: 'leftPaise',
    sum: 'leftPaise',
    sortable: false,
  },
  {
    id: 'total',
    title: t('sales.challan.worth'),
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
    width: 110,
    path: 'state',
    sortable: false,
    words: Object.fromEntries(challanStates.map((one) => [one, t(`sales.challan.states.${one}`)])),
    cell: (row) => <StatusPill tone={tones[row.state]}>{t(`sales.challan.states.${row.state}`)}</StatusPill>,
  },
]

function useChallanActions(row: Row | undefined) {
  const t = useWords()
  const today = useToday()
  const mayBill = useMay('sales.bill')
  const mayCancel = useMay('sales.cancel')
  const none = row ? null : t('sales.challan.chooseFirst')
  const open = !mayBill ? t('app.noRight') : (none ?? (row?.leftPaise || row?.ageDays ? null : t('sales.challan.nothingOut')))
  const bill = { run: () => row && void billFrom(row, today), why: open, label: t('sales.order.toBill') }
  const back = { run: () => row && void returnOfChallan(row.uid, today), why: open }
  useCommands(documentCommands, {
    cancelDocument: {
      run: () => row && void cancelSaleGoods('sales.cancelChallan', row),
      why: !mayCancel ? t('app.noRight') : (none ?? (row?.state === 'cancelled' ? t('sales.order.isCancelled') : null)),
    },
  })
  useCommands(saleOrderCommands, {
    paper: { run: () => row && openScreen('sales/order-paper', { kind: 'challan', uid: row.uid }), why: none },
    next: bill,
    back,
    pickList: () => void pickChallans(row?.uid),
  })
  return { bill, back }
}

/** A challan, where its goods are, and what answers it. */
function ChallanPane({ uid }: { uid: string }) {
  const t = useWords()
  return (
    <AskedPane
      call="sales.challan"
      input={{ uid }}
      show={(data) => ({
        title: data.number,
        facts: [
          [t('sales.bill.party'), data.party],
          [t('ui.state'), t(`sales.challan.states.${data.state}`)],
          [t('sales.challan.reason'), t(`sales.challan.reasons.${data.reason}`)],
          [t('sales.challan.worth'), rupees(data.totalPaise)],
          [t('sales.challan.transport'), data.transport],
          [t('ui.reason'), data.cancelReason],
        ],
        heads: [
          t('sales.order.item'),
          t('sales.order.batch'),
          t('sales.challan.sent'),
          t('sales.challan.billed'),
          t('sales.challan.backShort'),
          t('sales.challan.out'),
        ],
        lines: data.lines.map((line) => ({
          key: String(line.line),
          name: line.item,
          cells: [
            `${line.batch} ${expiry(line.expiry)}`.trim(),
            ...[line.qtyMilli + line.freeMilli, line.billedMilli, line.backMilli, line.leftMilli].map((qty) =>
              quantity(Math.round(qty / line.factor)),
            ),
          ],
        })),
        children: <ul>{linked(data.answeredBy, t('sales.challan.states.cancelled'))}</ul>,
      })}
    />
  )
}

/** Challans, the open ones with how long their goods are out. */
export function ChallansScreen({ params }: { params: ScreenParams['sales/challans'] }) {
  const t = useWords()
  const { period, chips } = usePeriod()
  const [state, setState] = useState<(typeof shown)[number]>('open')
  const [row, setRow] = useState<Row | undefined>()
  const { bill, back } = useChallanActions(row)
  const create = () => openScreen('sales/challan', {}, { another: true })
  return (
    <DataTable<Row>
      id="sales/challans"
      title={t('screens.challans')}
      focused
      columns={columnsOf(t)}
      page={(request) =>
        ask('sales.challans', {
          ...request,
          sort: request.sort as 'date',
          ...period,
          party: params.party ?? null,
          state: state === 'all' ? null : state,
        })
      }
      notes={[t(`sales.challan.show.${state}`)]}
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={(one) => openScreen('sales/order-paper', { kind: 'challan', uid: one.uid })}
      detail={(one) => <ChallanPane uid={one.uid} />}
      tools={
        <>
          <Chips
            label={t('ui.state')}
            value={state}
            onChange={setState}
            choices={shown.map((value) => ({ value, label: t(`sales.challan.show.${value}`) }))}
          />
          {chips}
        </>
      }
      actions={
        <>
          <Button command={saleOrderCommands.commands.next} onClick={bill.run} why={bill.why}>
            {bill.label}
          </Button>
          <Button command={saleOrderCommands.commands.back} onClick={back.run} why={back.why}>
            {t('sales.challan.back')}
          </Button>
          <Button command={saleOrderCommands.commands.pickList} onClick={() => void pickChallans(row?.uid)}>
            {t('sales.delivery.pickList')}
          </Button>
          <Button command={listCommands.commands.create} onClick={create}>
            {t('screens.challan')}
          </Button>
        </>
      }
      commands={{ create }}
      empty={
        <EmptyState
          title={t('sales.challan.none')}
          action={
            <Button look="main" onClick={create}>
              {t('screens.challan')}
            </Button>
          }
        />
      }
    />
  )
}
