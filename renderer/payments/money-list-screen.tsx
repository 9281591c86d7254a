import { useState } from 'react'
import { moneyKinds, paymentModes } from '../../shared/payments/contract.ts'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import { askWhy } from '../inventory/ask-why.tsx'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { went } from '../told.ts'
import { documentCommands, listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { type Period, periodOf } from '../ui/period.ts'
import { PeriodField } from '../ui/period-field.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { moneyListCommands } from './commands.ts'
import { MoneyPane } from './money-pane.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'payments/money': { party?: string }
  }
}
type Row = OutputOf<'payments.money'>['rows'][number]
const kinds = ['all', ...moneyKinds] as const

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('payments.date'), width: 92, kind: 'date', path: 'date' },
  {
    id: 'number',
    title: t('payments.number'),
    width: 150,
    path: 'number',
    cell: (row) => <span className="code">{row.number}</span>,
  },
  { id: 'party', title: t('accounts.party'), width: 180, grow: true, weight: 'strong', path: 'party' },
  {
    id: 'mode',
    title: t('payments.mode'),
    width: 90,
    path: 'mode',
    words: Object.fromEntries(paymentModes.map((mode) => [mode, t(`sales.modes.${mode}`)])),
  },
  { id: 'reference', title: t('payments.reference'), width: 130, path: 'reference', sortable: false },
  { id: 'in', title: t('payments.in'), width: 112, kind: 'money', path: 'inPaise', sum: 'inPaise', sortable: false },
  { id: 'out', title: t('payments.out'), width: 112, kind: 'money', path: 'outPaise', sum: 'outPaise', sortable: false },
  {
    id: 'discount',
    title: t('payments.discount'),
    width: 110,
    kind: 'money',
    path: 'discountPaise',
    sum: 'discountPaise',
    sortable: false,
  },
  {
    id: 'onAccount',
    title: t('payments.onAccount'),
    width: 120,
    kind: 'money',
    path: 'onAccountPaise',
    sum: 'onAccountPaise',
    sortable: false,
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
    cell: (row) => (row.cancelled ? <StatusPill tone="bad">{t('sales.bills.cancelled')}</StatusPill> : null),
  },
]

/** Asks why and takes a receipt or payment back. */
async function takeBack(row: Row, t: Say): Promise<void> {
  const reason = await askWhy({
    title: t('payments.cancelTitle', { number: row.number, amount: rupees(row.inPaise + row.outPaise) }),
    text: t('payments.cancelText', { party: row.party }),
    action: t('payments.cancelAction'),
  })
  if (reason === null) return
  const told = await tell('payments.cancelMoney', { uid: row.uid, reason })
  if (went(told)) say(t('payments.cancelledNow', { number: row.number }))
}

/** Receipts and payments: what came in, what went out, what stands on account. */
export function MoneyListScreen({ params }: { params: ScreenParams['payments/money'] }) {
  const t = useWords()
  const today = useToday()
  const mayCancel = useMay('sales.cancel')
  const [period, setPeriod] = useState<Period>(() => periodOf('thisMonth', today))
  const [kind, setKind] = useState<(typeof kinds)[number]>('all')
  const [row, setRow] = useState<Row | undefined>()
  const chosen = row ? null : t('payments.chooseFirst')
  const paper = () => row && openScreen('payments/paper', { uid: row.uid })
  useCommands(documentCommands, {
    cancelDocument: {
      run: () => row && void takeBack(row, t),
      why: !mayCancel ? t('app.noRight') : (chosen ?? (row?.cancelled ? t('sales.bills.isCancelled') : null)),
    },
  })
  useCommands(moneyListCommands, {
    paper: { run: () => void paper(), why: chosen },
    kind: () => setKind(kinds[(kinds.indexOf(kind) + 1) % kinds.length] ?? 'all'),
  })
  const create = () => openScreen(kind === 'payment' ? 'payments/payment' : 'payments/receipt', {}, { another: true })
  return (
    <DataTable<Row>
      id="payments/money"
      title={t('screens.money')}
      focused
      columns={columnsOf(t)}
      page={(request) =>
        ask('payments.money', { ...request, ...period, kind: kind === 'all' ? null : kind, party: params.party ?? null })
      }
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={(one) => openScreen('payments/paper', { uid: one.uid })}
      detail={(one) => <MoneyPane uid={one.uid} />}
      tools={
        <>
          <Chips
            label={t('payments.which')}
            value={kind}
            onChange={setKind}
            choices={kinds.map((value) => ({ value, label: t(`payments.kinds.${value}`) }))}
          />
          <PeriodField
            value={period}
            onChange={setPeriod}
            today={today}
            names={['today', 'thisMonth', 'lastMonth', 'thisYear']}
          />
        </>
      }
      actions={
        <Button command={listCommands.commands.create} onClick={create}>
          {t('screens.receipt')}
        </Button>
      }
      commands={{ create }}
      empty={<EmptyState title={t('payments.none')} />}
    />
  )
}
