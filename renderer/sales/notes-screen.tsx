import { Printer } from 'lucide-react'
import { useRef, useState } from 'react'
import { noteKinds } from '../../shared/sales/return-drafts.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { AskedPane } from '../purchases/document-pane.tsx'
import { cancelWith, usePeriod } from '../purchases/list-parts.tsx'
import { openScreen } from '../tabs.ts'
import { documentCommands, listCommands } from '../ui/commands.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import { DataTable, type TableHandle } from '../ui/data-table.tsx'
import { day, money, rupees } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords, wordsOr } from '../words.ts'
import { useBulkPrint } from './bulk-print.tsx'
import { noteListCommands } from './commands.ts'
import { shown } from './return.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/notes': Record<string, never>
  }
}

type Row = OutputOf<'sales.notes'>['rows'][number]
const kindWords = (t: Say) => Object.fromEntries(noteKinds.map((kind) => [kind, t(`sales.return.kinds.${kind}`)]))

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('sales.bill.date'), width: 88, kind: 'date', path: 'date' },
  {
    id: 'number',
    title: t('sales.bill.number'),
    width: 136,
    path: 'number',
    cell: (row) => <span className="code">{row.number}</span>,
  },
  { id: 'kind', title: t('sales.return.kind'), width: 136, sortable: false, path: 'kind', words: kindWords(t) },
  { id: 'party', title: t('sales.bill.party'), width: 150, grow: true, weight: 'strong', path: 'party' },
  {
    id: 'bill',
    title: t('sales.return.bill'),
    width: 132,
    sortable: false,
    path: 'bill',
    cell: (row) => <span className="code">{row.bill}</span>,
  },
  {
    id: 'reason',
    title: t('ui.reason'),
    width: 108,
    sortable: false,
    path: 'reason',
    cell: (row) => wordsOr(`sales.return.reasons.${row.reason}`, row.reason),
  },
  {
    id: 'taxable',
    title: t('sales.return.taxable'),
    width: 104,
    sortable: false,
    kind: 'money',
    path: 'taxablePaise',
    sum: 'taxablePaise',
  },
  { id: 'tax', title: t('sales.return.tax'), width: 84, sortable: false, kind: 'money', path: 'taxPaise', sum: 'taxPaise' },
  {
    id: 'total',
    title: t('sales.return.total'),
    width: 112,
    weight: 'strong',
    kind: 'money',
    path: 'totalPaise',
    sum: 'totalPaise',
  },
  {
    id: 'state',
    title: '',
    heading: t('ui.state'),
    width: 90,
    sortable: false,
    kind: 'flag',
    path: 'cancelled',
    words: { true: t('sales.bills.cancelled') },
    cell: (row) => (row.cancelled ? <StatusPill tone="bad">{t('sales.bills.cancelled')}</StatusPill> : null),
  },
]

/** Notes of a period; Enter for the paper, Alt+X to cancel by right. */
export function NotesScreen() {
  const t = useWords()
  const mayCancel = useMay('sales.cancel')
  const mayReturn = useMay('sales.return')
  const { period, chips } = usePeriod()
  const [row, setRow] = useState<Row | undefined>()
  const cancel = ({ uid, number, party, totalPaise }: Row) =>
    cancelWith('sales.cancelNote', {
      uid,
      title: t('sales.return.cancelTitle', { number, total: rupees(totalPaise) }),
      text: t('sales.return.cancelText', { party }),
      action: t('sales.return.cancelAction'),
      done: t('sales.bills.cancelledNow', { number }),
    })
  useCommands(documentCommands, {
    cancelDocument: {
      run: () => row && void cancel(row),
      why: !mayCancel
        ? t('app.noRight')
        : !row
          ? t('sales.return.chooseFirst')
          : row.cancelled
            ? t('sales.bills.isCancelled')
            : null,
    },
  })
  const table = useRef<TableHandle<Row>>(null)
  const bulk = useBulkPrint<Row>('notes', () => ({ filter: table.current?.question().filter ?? '', party: null, ...period }))
  useCommands(noteListCommands, {
    reprint: {
      run: () => row && openScreen('sales/note-paper', { uid: row.uid, reprint: true }),
      why: row ? null : t('sales.return.chooseFirst'),
    },
    choose: bulk.choose,
    bulkPrint: bulk.print,
  })
  const create = () => openScreen('sales/return', {}, { another: true })
  return (
    <DataTable<Row>
      id="sales/notes"
      title={t('screens.notes')}
      focused
      handle={table}
      {...bulk.ticks}
      columns={columnsOf(t)}
      page={(request) => ask('sales.notes', { ...request, sort: request.sort as 'date', ...period })}
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={(one) => openScreen('sales/note-paper', { uid: one.uid })}
      detail={(one) => <NotePane uid={one.uid} />}
      tools={chips}
      actions={
        <>
          <Button icon={Printer} command={noteListCommands.commands.bulkPrint} onClick={bulk.print}>
            {t('commands.noteList.bulkPrint')}
          </Button>
          {mayReturn && (
            <Button command={listCommands.commands.create} onClick={create}>
              {t('screens.saleReturn')}
            </Button>
          )}
        </>
      }
      commands={mayReturn ? { create } : {}}
      empty={
        <EmptyState
          title={t('sales.return.none')}
          action={
            mayReturn && (
              <Button look="main" onClick={create}>
                {t('screens.saleReturn')}
              </Button>
            )
          }
        />
      }
    />
  )
}

// a narrow pane breaks between the two, never inside the day
const numberAndDay = (number: string, date: string | null) => (
  <>
    <span className="code">{number}</span>, <span className="num">{day(date)}</span>
  </>
)

function NotePane({ uid }: { uid: string }) {
  const t = useWords()
  return (
    <AskedPane
      call="sales.note"
      input={{ uid }}
      show={(data) => ({
        title: data.number,
        facts: [
          [t('sales.return.kind'), t(`sales.return.kinds.${data.kind}`)],
          [t('sales.bill.party'), data.party],
          [t('sales.return.bill'), data.bill && numberAndDay(data.bill, data.billDate)],
          ...(data.buyerBill
            ? [[t('sales.return.hisNumber'), numberAndDay(data.buyerBill.number, data.buyerBill.date)] as const]
            : []),
          [t('ui.reason'), wordsOr(`sales.return.reasons.${data.reason}`, data.reason)],
          [t('sales.return.narration'), data.narration],
          [t('sales.return.taxable'), rupees(data.taxablePaise)],
          [t('sales.return.tax'), rupees(data.taxPaise)],
          [t('sales.return.total'), rupees(data.totalPaise)],
          [t('sales.bills.cancelled'), data.cancelReason],
        ],
        heads: [
          t('sales.return.columns.item'),
          t('sales.return.columns.batch'),
          t('sales.return.columns.qty'),
          t('sales.return.columns.to'),
          t('sales.return.taxable'),
        ],
        lines: data.lines.map((line) => ({
          key: String(line.line),
          name: line.description,
          cells: [line.batch ?? '', shown(line.qtyMilli + line.freeMilli, line), line.place ?? '', money(line.taxablePaise)],
        })),
      })}
    />
  )
}
