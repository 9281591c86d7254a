import { useQuery } from '@tanstack/react-query'
import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { listCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { day, expiry, money, percent, rupees } from '../ui/format.ts'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords, wordsOr } from '../words.ts'
import {
  type Decision,
  decideRequest,
  RequestDialog,
  RequestFacts,
  RequestGoods,
  requestState,
  useRequestsShown,
} from './requests.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/approvals': { state?: string }
  }
}

type Row = OutputOf<'inventory.writeOffRequests'>['rows'][number]
const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('inventory.columns.date'), width: 96, kind: 'date', sortable: false, path: 'date' },
  {
    id: 'reason',
    title: t('inventory.columns.reason'),
    width: 150,
    weight: 'strong',
    sortable: false,
    path: 'reason',
    cell: (row) => wordsOr(`inventory.writeOffReasons.${row.reason}`, row.reason),
  },
  { id: 'narration', title: t('inventory.documents.narration'), width: 130, grow: true, sortable: false, path: 'narration' },
  { id: 'lines', title: t('inventory.documents.lineCount'), width: 70, kind: 'count', sortable: false, path: 'lines' },
  { id: 'askedBy', title: t('inventory.documents.askedBy'), width: 120, sortable: false, path: 'askedBy' },
  requestState(t, 130),
  { id: 'decidedBy', title: t('inventory.documents.decidedBy'), width: 120, sortable: false, path: 'decidedBy' },
  {
    id: 'number',
    title: t('inventory.columns.number'),
    width: 150,
    sortable: false,
    path: 'number',
    cell: (row) => <span className="code">{row.number}</span>,
  },
  { id: 'note', title: t('inventory.documents.note'), width: 150, sortable: false, path: 'note' },
]

/** What is asked to be written off; Enter shows it to who may approve. */
export function ApprovalsScreen() {
  const t = useWords()
  const mayApprove = useMay('stock.approve')
  const mayWrite = useMay('stock.write')
  const { state, chips, notes } = useRequestsShown()
  const create = () => openScreen('inventory/write-off', {}, { another: true })
  const decide = ({ uid, state }: Row) =>
    decideRequest(
      (onDone) => <WriteOffDialog uid={uid} may={mayApprove} waits={state === 'waiting'} onDone={onDone} />,
      ({ what, note }) =>
        what === 'withdraw'
          ? tell('inventory.withdrawWriteOff', { uid })
          : tell('inventory.decideWriteOff', { uid, approve: what === 'approve', note }),
      (number) => t('inventory.documents.writtenOff', { number }),
    )
  return (
    <DataTable<Row>
      id="inventory/approvals"
      title={t('screens.approvals')}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('inventory.writeOffRequests', { ...request, state }) as never}
      notes={notes}
      rowKey={(row) => row.uid}
      onOpen={(row) => void decide(row)}
      tools={chips}
      actions={
        mayWrite && (
          <Button command={listCommands.commands.create} onClick={create}>
            {t('screens.writeOff')}
          </Button>
        )
      }
      commands={mayWrite ? { create } : {}}
      empty={
        <EmptyState
          title={t('inventory.documents.nothingWaits')}
          action={
            mayWrite && (
              <Button look="main" onClick={create}>
                {t('screens.writeOff')}
              </Button>
            )
          }
        />
      }
    />
  )
}

type WriteOffProps = { uid: string; may: boolean; waits: boolean; onDone: (decision: Decision | null) => void }

/** One request: the goods, the credit that goes back, and the decision. */
function WriteOffDialog({ uid, ...props }: WriteOffProps) {
  const t = useWords()
  const found = useQuery(ask('inventory.writeOffRequest', { uid }))
  const request = found.data
  const reason = request && t(`inventory.writeOffReasons.${request.reason as 'expired'}`)
  const back = (line: { taxPaise: number | null; rateBp: number }) =>
    line.taxPaise ? [t('inventory.documents.creditBack', { amount: money(line.taxPaise), rate: percent(line.rateBp) })] : []
  return (
    <RequestDialog title={reason ? t('inventory.documents.requestTitle', { reason }) : ''} {...props}>
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} inline />}
      {request && (
        <>
          <RequestFacts>
            <span>{day(request.date)}</span>
            {request.certificate && <span>{t('inventory.documents.certificateIs', { certificate: request.certificate })}</span>}
            {request.narration && <span dir="auto">{request.narration}</span>}
            {request.taxPaise !== null && (
              <b data-testid="credit">{t('inventory.documents.creditTotal', { amount: rupees(request.taxPaise) })}</b>
            )}
          </RequestFacts>
          <RequestGoods
            lines={request.lines.map((line) => ({
              item: line.item,
              batch: line.batch,
              amount: showStockQuantity(line.qtyMilli, line.saleFactor),
              about: [line.location, expiry(line.expiry), ...back(line)].join(' · '),
            }))}
          />
        </>
      )}
    </RequestDialog>
  )
}
