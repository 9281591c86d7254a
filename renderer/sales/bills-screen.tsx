import { Printer } from 'lucide-react'
import { useRef, useState } from 'react'
import { addDays, type LocalDate, monthEnd } from '../../shared/calendar.ts'
import { deliveryStates } from '../../shared/sales/delivery-contract.ts'
import { billModes } from '../../shared/sales/price-bill.ts'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import { openScreen, openScreenNamed, type ScreenParams } from '../tabs.ts'
import { went } from '../told.ts'
import { askWith } from '../ui/ask.tsx'
import { documentCommands, listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable, type TableHandle } from '../ui/data-table.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { day, rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords, words } from '../words.ts'
import { useBulkPrint } from './bulk-print.tsx'
import { billsCommands } from './commands.ts'
import { changeBill, copyBill } from './posted-bill.ts'
import { openPosted } from './posted-bill-screen.tsx'
import { postedBillCommands } from './posted-commands.ts'
import { giveBack } from './start-return.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/bills': { from?: string; to?: string; party?: string }
  }
}

type Row = OutputOf<'sales.bills'>['rows'][number]
type Period = 'today' | 'month' | 'year' | 'all' | 'asked'

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
    id: 'gstin',
    title: 'GSTIN',
    width: 150,
    weight: 'dim',
    sortable: false,
    path: 'gstin',
    cell: (row) => <span className="code">{row.gstin}</span>,
  },
  {
    id: 'mode',
    title: t('sales.bill.mode'),
    width: 116,
    sortable: false,
    path: 'mode',
    words: Object.fromEntries(billModes.map((mode) => [mode, t(`sales.modes.${mode}`)])),
    cell: (row) =>
      row.converted
        ? `${t(`sales.modes.${row.mode as 'cash'}`)} → ${t(`sales.modes.${row.converted as 'cash'}`)}`
        : t(`sales.modes.${row.mode as 'cash'}`),
  },
  {
    id: 'taxable',
    title: t('sales.bill.taxable'),
    width: 112,
    sortable: false,
    kind: 'money',
    path: 'taxablePaise',
    sum: 'taxablePaise',
  },
  { id: 'tax', title: t('sales.bills.tax'), width: 96, sortable: false, kind: 'money', path: 'taxPaise', sum: 'taxPaise' },
  {
    id: 'total',
    title: t('sales.bills.total'),
    width: 124,
    weight: 'strong',
    kind: 'money',
    path: 'totalPaise',
    sum: 'totalPaise',
  },
  {
    id: 'delivery',
    title: t('sales.bills.delivery'),
    width: 110,
    sortable: false,
    hidden: true,
    path: 'delivery',
    words: Object.fromEntries(deliveryStates.map((one) => [one, t(`sales.delivery.states.${one}`)])),
  },
  {
    id: 'state',
    title: '',
    heading: t('ui.state'),
    width: 100,
    sortable: false,
    kind: 'flag',
    path: 'cancelled',
    words: { true: t('sales.bills.cancelled') },
    cell: (row) =>
      row.cancelled ? (
        <StatusPill tone="bad">{t('sales.bills.cancelled')}</StatusPill>
      ) : row.version > 1 ? (
        <StatusPill tone="mute">{t('sales.versions.version', { version: row.version })}</StatusPill>
      ) : null,
  },
]

function spanOf(
  period: Period,
  today: LocalDate,
  asked: { from?: string | undefined; to?: string | undefined },
): { from: string | null; to: string | null } {
  switch (period) {
    case 'today':
      return { from: today, to: today }
    case 'month':
      return { from: `${today.slice(0, 7)}-01`, to: monthEnd(today) }
    case 'year': {
      const year = Number(today.slice(0, 4)) - (today.slice(5) < '04-01' ? 1 : 0)
      return { from: `${year}-04-01`, to: addDays(`${year + 1}-04-01` as LocalDate, -1) }
    }
    case 'asked':
      return { from: asked.from ?? null, to: asked.to ?? null }
    case 'all':
      return { from: null, to: null }
  }
}

/** The bills of a period: filter, totals over the whole of it, Enter for the paper, Alt+X to cancel by right. */
export function BillsScreen({ params }: { params: ScreenParams['sales/bills'] }) {
  const t = useWords()
  const today = useToday()
  const mayCancel = useMay('sales.cancel')
  const [period, setPeriod] = useState<Period>(params.from || params.to ? 'asked' : params.party ? 'all' : 'month')
  const [row, setRow] = useState<Row | undefined>()
  const span = spanOf(period, today, params)
  const cancel = async () => {
    if (!row) return
    const reason = await askReason(row)
    if (reason === null) return
    const told = await tell('sales.cancelBill', { uid: row.uid, reason })
    if (went(told)) say(t('sales.bills.cancelledNow', { number: row.number }))
  }
  useCommands(documentCommands, {
    cancelDocument: {
      run: () => void cancel(),
      why: !mayCancel
        ? t('app.noRight')
        : !row
          ? t('sales.bills.chooseFirst')
          : row.cancelled
            ? t('sales.bills.isCancelled')
            : null,
    },
  })
  const chosen = row ? null : t('sales.bills.chooseFirst')
  const mayAmend = useMay('sales.amend')
  useCommands(postedBillCommands, {
    look: { run: () => row && openPosted(row.uid), why: chosen },
    change: {
      run: () => row && void changeBill(row.uid),
      why: !mayAmend ? t('app.noRight') : (chosen ?? (row?.cancelled ? t('sales.bills.isCancelled') : null)),
    },
    copy: { run: () => row && void copyBill(row.uid, today), why: chosen },
    reprint: { run: () => row && openScreenNamed('sales/bill-paper', { uid: row.uid, reprint: true }), why: chosen },
  })
  const newBill = () => openScreen('sales/bill', {}, { another: true })
  const table = useRef<TableHandle<Row>>(null)
  const bulk = useBulkPrint<Row>('bills', () => ({
    filter: table.current?.question().filter ?? '',
    ...span,
    party: params.party ?? null,
  }))
  const mayReturn = useMay('sales.return')
  useCommands(billsCommands, {
    choose: bulk.choose,
    bulkPrint: bulk.print,
    giveBack: {
      run: () => row && void giveBack(row.uid, today),
      why: !mayReturn ? t('app.noRight') : (chosen ?? (row?.cancelled ? t('sales.bills.isCancelled') : null)),
    },
  })
  return (
    <DataTable<Row>
      id="sales/bills"
      title={t('screens.bills')}
      focused
      handle={table}
      {...bulk.ticks}
      columns={columnsOf(t)}
      page={(request) =>
        ask('sales.bills', {
          ...request,
          sort: request.sort as never,
          ...(span as { from: null; to: null }),
          party: params.party ?? null,
        }) as never
      }
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={(one) => openScreenNamed('sales/bill-paper', { uid: one.uid })}
      tools={
        <Chips<Period>
          label={t('sales.bills.period')}
          value={period}
          onChange={setPeriod}
          choices={(['today', 'month', 'year', 'all'] as const).map((value) => ({
            value,
            label: t(`sales.bills.periods.${value}`),
          }))}
        />
      }
      actions={
        <>
          <Button icon={Printer} command={billsCommands.commands.bulkPrint} onClick={bulk.print}>
            {t('commands.bills.bulkPrint')}
          </Button>
          <Button command={listCommands.commands.create} onClick={newBill}>
            {t('screens.newBill')}
          </Button>
        </>
      }
      commands={{ create: newBill }}
      empty={
        <EmptyState
          title={t('sales.bills.none')}
          action={
            <Button look="main" onClick={newBill}>
              {t('screens.newBill')}
            </Button>
          }
        />
      }
      subtitle={period === 'asked' ? `${day(params.from)} – ${day(params.to)}` : undefined}
    />
  )
}

/** Cancelling names the bill and its amount, and asks why; the reason stays in the books. */
const askReason = (row: Row): Promise<string | null> => askWith<string | null>((done) => <ReasonDialog row={row} onDone={done} />)

function ReasonDialog({ row, onDone }: { row: Row; onDone: (reason: string | null) => void }) {
  const t = useWords()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const accept = () => (reason.trim().length > 2 ? onDone(reason) : setAsked(true))
  return (
    <Dialog
      title={t('sales.bills.cancelTitle', { number: row.number, total: rupees(row.totalPaise) })}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="danger" onClick={accept}>
            {t('sales.bills.cancelAction')}
          </Button>
        </>
      }
    >
      <p>{t('sales.bills.cancelText', { party: row.party })}</p>
      <TextField
        label={t('sales.bills.reason')}
        value={reason}
        onChange={setReason}
        autoFocus
        maxLength={200}
        error={asked && reason.trim().length < 3 ? words('sales.bills.reasonNeeded') : null}
      />
    </Dialog>
  )
}
