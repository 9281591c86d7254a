import { useMay } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import {
  type Decision,
  decideRequest,
  RequestDialog,
  RequestFacts,
  RequestGoods,
  requestState,
  useRequestsShown,
} from '../inventory/requests.tsx'
import { openScreen } from '../tabs.ts'
import { listCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { day, rupees } from '../ui/format.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords, wordsOr } from '../words.ts'
import { shown } from './return.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/return-requests': Record<string, never>
  }
}

type Row = OutputOf<'sales.returnRequests'>['rows'][number]
const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('sales.bill.date'), width: 92, kind: 'date', sortable: false, path: 'date' },
  { id: 'party', title: t('sales.bill.party'), width: 140, grow: true, weight: 'strong', sortable: false, path: 'party' },
  {
    id: 'bill',
    title: t('sales.return.bill'),
    width: 134,
    sortable: false,
    path: 'bill',
    cell: (row) => <span className="code">{row.bill}</span>,
  },
  {
    id: 'reason',
    title: t('ui.reason'),
    width: 110,
    sortable: false,
    path: 'reason',
    cell: (row) => wordsOr(`sales.return.reasons.${row.reason}`, row.reason),
  },
  {
    id: 'what',
    title: t('sales.return.way'),
    width: 136,
    sortable: false,
    path: 'what',
    words: whatWords(t),
  },
  { id: 'askedBy', title: t('inventory.documents.askedBy'), width: 90, sortable: false, path: 'askedBy' },
  {
    id: 'total',
    title: t('sales.return.columns.amount'),
    width: 100,
    weight: 'strong',
    kind: 'money',
    sortable: false,
    path: 'totalPaise',
    sum: 'totalPaise',
  },
  requestState(t, 112),
  { id: 'decidedBy', title: t('inventory.documents.decidedBy'), width: 90, sortable: false, path: 'decidedBy' },
  {
    id: 'number',
    title: t('sales.bill.number'),
    width: 134,
    sortable: false,
    path: 'number',
    cell: (row) => <span className="code">{row.number}</span>,
  },
]

/** What is asked for, by the document it becomes. */
const whatWords = (t: Say): Record<Row['what'], string> => ({
  goods: t('sales.return.kinds.sale-return'),
  value: t('sales.return.kinds.credit-note'),
  debit: t('sales.return.kinds.debit-note'),
  replacement: t('sales.return.kinds.replacement'),
})

/** Where a line's goods go and what is given for them, or what becomes of its value. */
function aboutLine(t: Say, { what }: Row, { to, givenBatch }: Row['lines'][number]): string {
  if (to === null) return t(what === 'debit' ? 'sales.return.ways.more' : 'sales.return.ways.less')
  const place = wordsOr(`sales.return.places.${to}`, to)
  return givenBatch === null ? place : t('sales.return.givenFor', { place, batch: givenBatch })
}

/** What waits for somebody's word of returns, notes and replacements; Enter shows one to who may give it. */
export function ReturnRequestsScreen() {
  const t = useWords()
  const mayApprove = useMay('sales.return-approve')
  const { state, chips, notes } = useRequestsShown()
  const decide = (row: Row) =>
    decideRequest(
      (onDone) => <ReturnDialog row={row} may={mayApprove} onDone={onDone} />,
      ({ what, note }) =>
        what === 'withdraw'
          ? tell('sales.withdrawReturn', { uid: row.uid })
          : tell('sales.decideReturn', { uid: row.uid, approve: what === 'approve', note }),
      (number) => t('sales.return.saved', { number, total: rupees(row.what === 'replacement' ? 0 : row.totalPaise) }),
    )
  const create = () => openScreen('sales/return', {}, { another: true })
  return (
    <DataTable<Row>
      id="sales/return-requests"
      title={t('screens.returnRequests')}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('sales.returnRequests', { ...request, state })}
      notes={notes}
      rowKey={(row) => row.uid}
      onOpen={(row) => void decide(row)}
      tools={chips}
      actions={
        <Button command={listCommands.commands.create} onClick={create}>
          {t('screens.saleReturn')}
        </Button>
      }
      commands={{ create }}
      empty={<EmptyState title={t('sales.return.nothingWaits')} />}
    />
  )
}

/** One request: whose goods, which, where they would go, and the decision. */
function ReturnDialog({ row, ...props }: { row: Row; may: boolean; onDone: (decision: Decision | null) => void }) {
  const t = useWords()
  return (
    <RequestDialog
      title={t('sales.return.requestTitle', { what: whatWords(t)[row.what], party: row.party, total: rupees(row.totalPaise) })}
      waits={row.state === 'waiting'}
      {...props}
    >
      <RequestFacts>
        <span>{day(row.date)}</span>
        <span>{row.bill ?? t('sales.return.withoutBill')}</span>
        <span>{wordsOr(`sales.return.reasons.${row.reason}`, row.reason)}</span>
      </RequestFacts>
      <RequestGoods
        lines={row.lines.map((line) => ({
          item: line.item,
          batch: line.batch,
          amount: line.amountPaise === null ? shown(line.qtyMilli, line) : rupees(line.amountPaise),
          about: aboutLine(t, row, line),
        }))}
      />
    </RequestDialog>
  )
}
