import { Image } from 'lucide-react'
import { useState } from 'react'
import { deliveryStates } from '../../shared/sales/delivery-contract.ts'
import { useMay, useToday } from '../book.ts'
import { ask, fetchNow, type OutputOf, tell } from '../client.ts'
import { usePeriod } from '../purchases/list-parts.tsx'
import { askPick } from '../purchases/pick-dialog.tsx'
import { openScreen } from '../tabs.ts'
import { went } from '../told.ts'
import { Button, Chips, StatusPill, type Tone } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { day, money } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords, words } from '../words.ts'
import { deliveryCommands } from './commands.ts'
import { askDelivery, askTrip } from './delivery-dialogs.tsx'
import { attachProof, DeliveryPane } from './delivery-pane.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/deliveries': Record<string, never>
  }
}

type Row = OutputOf<'sales.deliveries'>['rows'][number]
const shown = ['open', 'waiting', 'sent', 'delivered', 'all'] as const
const tones: Readonly<Record<Row['state'], Tone>> = { waiting: 'mute', sent: 'info', delivered: 'ok', part: 'warn', not: 'bad' }

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
  { id: 'area', title: t('sales.bill.area'), width: 110, weight: 'dim', path: 'area', sortable: false },
  { id: 'van', title: t('sales.delivery.van'), width: 120, path: 'trip.van', sortable: false },
  { id: 'receivedBy', title: t('sales.delivery.receivedBy'), width: 110, path: 'receivedBy', sortable: false },
  {
    id: 'proof',
    title: t('sales.delivery.proof'),
    width: 76,
    kind: 'flag',
    path: 'proof',
    sortable: false,
    words: { true: t('sales.delivery.proofThere') },
    cell: (row) => row.proof && <Image size={15} aria-label={t('sales.delivery.proofThere')} />,
  },
  { id: 'reason', title: t('ui.reason'), width: 150, weight: 'dim', path: 'reason', sortable: false, hidden: true },
  {
    id: 'collect',
    title: t('sales.delivery.toCollect'),
    width: 120,
    kind: 'money',
    path: 'collectPaise',
    sum: 'collectPaise',
    sortable: false,
  },
  {
    id: 'total',
    title: t('sales.bills.total'),
    width: 130,
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
    words: Object.fromEntries(deliveryStates.map((one) => [one, t(`sales.delivery.states.${one}`)])),
    cell: (row) => <StatusPill tone={tones[row.state]}>{t(`sales.delivery.states.${row.state}`)}</StatusPill>,
  },
]

/** Which bills of those waiting go out or are picked for; null when the clerk thought better of it. */
async function askBills(title: string, action: string): Promise<readonly Row[] | null> {
  const { rows } = await fetchNow('sales.deliveries', { state: 'open', sort: 'number', limit: 300 })
  return askPick<Row>({
    title,
    action,
    rows: rows.filter((row) => row.state !== 'sent'),
    rowKey: (row) => row.uid,
    rowLabel: (row) => row.number,
    ticked: (row) => row.state === 'waiting',
    empty: words('sales.delivery.noneWaiting'),
    columns: [
      { id: 'number', title: words('sales.bill.number'), cell: (row) => <span className="code">{row.number}</span> },
      { id: 'date', title: words('sales.bill.date'), cell: (row) => day(row.date) },
      { id: 'party', title: words('sales.bill.party'), strong: true, cell: (row) => row.party },
      { id: 'area', title: words('sales.bill.area'), cell: (row) => row.area },
      { id: 'collect', title: words('sales.delivery.toCollect'), numeric: true, cell: (row) => money(row.collectPaise) },
      { id: 'state', title: words('ui.state'), cell: (row) => words(`sales.delivery.states.${row.state}`) },
    ],
  })
}

async function sendOut(date: string): Promise<void> {
  const bills = await askBills(words('sales.delivery.trip'), words('sales.delivery.send'))
  if (!bills?.length) return
  const van = await askTrip(bills.length)
  if (!van) return
  const uid = crypto.randomUUID()
  const told = await tell('sales.postTrip', { uid, date, ...van, bills: bills.map((bill) => bill.uid) })
  if (!went(told)) return
  say(words('sales.delivery.sent', { count: bills.length, van: van.van }))
  openScreen('sales/order-paper', { kind: 'van', uid })
}

async function pick(): Promise<void> {
  const bills = await askBills(words('sales.delivery.pickList'), words('sales.delivery.pick'))
  if (bills?.length) openScreen('sales/order-paper', { kind: 'pick', uid: bills.map((bill) => bill.uid).join(',') })
}

/** Bills and where their goods are: waiting, on a van, given or not. */
export function DeliveriesScreen() {
  const t = useWords()
  const today = useToday()
  const mayBill = useMay('sales.bill')
  const { period, chips } = usePeriod()
  const [state, setState] = useState<(typeof shown)[number]>('open')
  const [row, setRow] = useState<Row | undefined>()
  const right = mayBill ? null : t('app.noRight')
  const mark = async () => {
    if (!row) return
    const marked = await askDelivery(row)
    if (!marked) return
    const told = await tell('sales.markDelivery', { bill: row.uid, ...marked })
    if (went(told)) say(t('sales.delivery.marked', { number: row.number, state: t(`sales.delivery.states.${marked.outcome}`) }))
  }
  const markWhy = right ?? (row ? null : t('sales.bills.chooseFirst'))
  const trip = row?.trip
  useCommands(deliveryCommands, {
    mark: { run: () => void mark(), why: markWhy },
    proof: { run: () => row && void attachProof(row), why: markWhy ?? (row?.at ? null : t('sales.delivery.markFirst')) },
    trip: { run: () => void sendOut(today), why: right },
    pickList: () => void pick(),
    vanSheet: {
      run: () => trip && openScreen('sales/order-paper', { kind: 'van', uid: trip.uid }),
      why: trip ? null : t('sales.delivery.noTrip'),
    },
  })
  return (
    <DataTable<Row>
      id="sales/deliveries"
      title={t('screens.deliveries')}
      focused
      columns={columnsOf(t)}
      page={(request) =>
        ask('sales.deliveries', {
          ...request,
          sort: request.sort as 'date',
          ...period,
          state: state === 'all' ? null : state,
        })
      }
      notes={[t(`sales.delivery.show.${state}`)]}
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={(one) => openScreen('sales/bill-paper', { uid: one.uid })}
      detail={(one) => <DeliveryPane row={one} />}
      tools={
        <>
          <Chips
            label={t('ui.state')}
            value={state}
            onChange={setState}
            choices={shown.map((value) => ({ value, label: t(`sales.delivery.show.${value}`) }))}
          />
          {chips}
        </>
      }
      actions={
        <>
          <Button command={deliveryCommands.commands.mark} onClick={() => void mark()} why={markWhy}>
            {t('sales.delivery.mark')}
          </Button>
          <Button command={deliveryCommands.commands.pickList} onClick={() => void pick()}>
            {t('sales.delivery.pickList')}
          </Button>
          <Button command={deliveryCommands.commands.trip} onClick={() => void sendOut(today)} why={right}>
            {t('sales.delivery.trip')}
          </Button>
        </>
      }
      empty={<EmptyState title={t('sales.delivery.none')} />}
    />
  )
}
