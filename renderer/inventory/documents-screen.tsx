import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { openPaper } from '../accounts/open-document.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { went } from '../told.ts'
import { documentCommands, listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { money, percent, rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords, wordsOr } from '../words.ts'
import { askWhy } from './ask-why.tsx'
import { stockPostedCommands } from './commands.ts'
import styles from './documents.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/documents': { kind?: string; inTransit?: boolean }
  }
}

type Row = OutputOf<'inventory.stockDocuments'>['rows'][number]
const kinds = ['all', 'transfer', 'stock-adjustment', 'write-off', 'stock-count'] as const
type Show = (typeof kinds)[number] | 'transit'

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('inventory.columns.date'), width: 96, kind: 'date', path: 'date' },
  {
    id: 'number',
    title: t('inventory.columns.number'),
    width: 150,
    path: 'number',
    cell: (row) => <span className="code">{row.number}</span>,
  },
  {
    id: 'kind',
    title: t('inventory.columns.kind'),
    width: 120,
    path: 'kind',
    words: {
      transfer: t('inventory.kinds.transfer'),
      'stock-adjustment': t('inventory.kinds.adjustment'),
      'write-off': t('inventory.kinds.write-off'),
      'stock-count': t('inventory.kinds.count'),
    },
  },
  { id: 'from', title: t('inventory.documents.from'), width: 124, sortable: false, path: 'from' },
  { id: 'to', title: t('inventory.documents.to'), width: 124, sortable: false, path: 'to' },
  {
    id: 'narration',
    title: t('inventory.documents.narration'),
    width: 150,
    grow: true,
    weight: 'dim',
    sortable: false,
    path: 'narration',
  },
  { id: 'lines', title: t('inventory.documents.lineCount'), width: 70, kind: 'count', sortable: false, path: 'lines' },
  { id: 'total', title: t('inventory.columns.value'), width: 140, kind: 'money', path: 'totalPaise', sum: 'totalPaise' },
  {
    id: 'state',
    title: '',
    heading: t('inventory.documents.state'),
    width: 130,
    sortable: false,
    kind: 'flag',
    path: 'cancelled',
    words: { true: t('inventory.documents.cancelled') },
    cell: (row) =>
      row.cancelled ? (
        <StatusPill tone="bad">{t('inventory.documents.cancelled')}</StatusPill>
      ) : row.openLines > 0 ? (
        <StatusPill tone="warn">{t('inventory.documents.inTransit')}</StatusPill>
      ) : null,
  },
]

/** Goods sent travel with a challan; those received came with one. */
const isChallan = (row: Row) => row.kind === 'transfer' && row.mode !== 'receipt'

/** Transfers, adjustments, write-offs and counts; Enter on goods in transit receives them, Alt+X cancels by right. */
export function StockDocumentsScreen({ params }: { params: ScreenParams['inventory/documents'] }) {
  const t = useWords()
  const mayWrite = useMay('stock.write')
  const mayCancel = useMay('stock.approve')
  const [show, setShow] = useState<Show>(params.inTransit ? 'transit' : ((params.kind as Show | undefined) ?? 'all'))
  const [row, setRow] = useState<Row | undefined>()
  const cancel = async () => {
    if (!row) return
    const reason = await askWhy({
      title: t('inventory.documents.cancelTitle', { number: row.number }),
      text: t('inventory.documents.cancelText'),
      action: t('inventory.documents.cancelAction'),
    })
    if (reason === null) return
    const told = await tell('inventory.cancelStockDocument', { uid: row.uid, reason })
    if (went(told)) say(t('inventory.documents.cancelledNow', { number: row.number }))
  }
  useCommands(documentCommands, {
    cancelDocument: {
      run: () => void cancel(),
      why: !mayCancel ? t('app.noRight') : !row || row.cancelled ? t('inventory.documents.chooseFirst') : null,
    },
  })
  const paper = {
    run: () => row && openPaper(row.uid),
    why: !row ? t('inventory.documents.chooseFirst') : isChallan(row) ? null : t('inventory.documents.noChallan'),
  }
  useCommands(stockPostedCommands, { paper })
  const create = () => openScreen('inventory/transfer', {}, { another: true })
  return (
    <DataTable<Row>
      id="inventory/documents"
      title={t('screens.stockDocuments')}
      focused
      columns={columnsOf(t)}
      page={(request) =>
        ask('inventory.stockDocuments', {
          ...request,
          kind: show === 'transit' ? 'transfer' : show,
          inTransit: show === 'transit',
        }) as never
      }
      notes={[t(`inventory.documents.kinds.${show}`)]}
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={(one) => {
        if (one.openLines > 0 && mayWrite) openScreen('inventory/receive', { dispatch: one.uid })
      }}
      detail={(one) => <Lines uid={one.uid} />}
      tools={
        <Chips<Show>
          label={t('inventory.columns.kind')}
          value={show}
          onChange={setShow}
          choices={(['all', 'transit', ...kinds.slice(1)] as Show[]).map((value) => ({
            value,
            label: t(`inventory.documents.kinds.${value}`),
          }))}
        />
      }
      actions={
        <>
          <Button command={stockPostedCommands.commands.paper} onClick={paper.run} why={paper.why}>
            {t('commands.stockPosted.paper')}
          </Button>
          {mayWrite && (
            <Button command={listCommands.commands.create} onClick={create}>
              {t('screens.transfer')}
            </Button>
          )}
        </>
      }
      commands={mayWrite ? { create } : {}}
      empty={
        <EmptyState
          title={t('inventory.documents.none')}
          action={
            mayWrite && (
              <Button look="main" onClick={create}>
                {t('screens.transfer')}
              </Button>
            )
          }
        />
      }
    />
  )
}

function Lines({ uid }: { uid: string }) {
  const t = useWords()
  const found = useQuery(ask('inventory.stockDocument', { uid }))
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} inline />
  if (!found.data) return null
  const { lines, number, totalPaise } = found.data
  return (
    <div className={styles.detail}>
      <h2 className="code">{number}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line.lineNo}>
            <b dir="auto">{line.item}</b>
            <span className="code">{line.batch}</span>
            <span className="num">{showStockQuantity(line.qtyMilli, line.saleFactor)}</span>
            <small>
              {[
                line.location,
                line.reason &&
                  wordsOr(`inventory.reasons.${line.reason}`, wordsOr(`inventory.writeOffReasons.${line.reason}`, line.reason)),
                line.taxPaise > 0 &&
                  t('inventory.documents.creditBack', { amount: money(line.taxPaise), rate: percent(line.rateBp) }),
                line.openMilli > 0 &&
                  t('inventory.documents.onTheWay', { qty: showStockQuantity(line.openMilli, line.saleFactor) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
      {totalPaise !== null && <p className="num">{rupees(totalPaise)}</p>}
    </div>
  )
}
