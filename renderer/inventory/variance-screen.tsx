import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { type AdjustReason, adjustReasons, reversesCredit } from '../../shared/inventory/stock-reasons.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import type { ScreenParams } from '../tabs.ts'
import { went } from '../told.ts'
import { askWith, confirm } from '../ui/ask.tsx'
import { Select } from '../ui/combobox.tsx'
import { documentCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords, words } from '../words.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/variance': { sheet: string; name: string }
  }
}

type Row = OutputOf<'inventory.countVariance'>['rows'][number]
type Only = 'different' | 'moved' | 'uncounted' | 'all'
type Reasons = Readonly<Record<number, AdjustReason>>

const usual = (row: Row): AdjustReason => ((row.differenceMilli ?? 0) < 0 ? 'lost' : 'found')

const columnsOf = (t: Say, reasons: Reasons): readonly Column<Row>[] => [
  { id: 'item', title: t('inventory.columns.item'), width: 220, grow: true, weight: 'strong', sortable: false, path: 'item' },
  { id: 'batch', title: t('inventory.columns.batch'), width: 120, sortable: false, path: 'batch' },
  { id: 'rack', title: t('inventory.columns.rack'), width: 80, weight: 'dim', sortable: false, path: 'rack' },
  {
    id: 'book',
    title: t('inventory.count.book'),
    width: 90,
    kind: 'qty',
    sortable: false,
    path: 'bookMilli',
    per: 'saleFactor',
    cell: (row) => showStockQuantity(row.bookMilli, row.saleFactor),
  },
  {
    id: 'expected',
    title: t('inventory.count.expected'),
    width: 110,
    kind: 'qty',
    sortable: false,
    path: 'expectedMilli',
    per: 'saleFactor',
    cell: (row) =>
      row.movedBeforeMilli === 0 && row.movedAfterMilli === 0 ? (
        showStockQuantity(row.expectedMilli, row.saleFactor)
      ) : (
        <StatusPill tone="warn">
          {t('inventory.count.movedTo', { qty: showStockQuantity(row.expectedMilli, row.saleFactor) })}
        </StatusPill>
      ),
  },
  {
    id: 'counted',
    title: t('inventory.count.counted'),
    width: 100,
    kind: 'qty',
    sortable: false,
    path: 'countedMilli',
    per: 'saleFactor',
    cell: (row) => (row.countedMilli === null ? '' : showStockQuantity(row.countedMilli, row.saleFactor)),
  },
  {
    id: 'difference',
    title: t('inventory.count.difference'),
    width: 110,
    kind: 'qty',
    sortable: false,
    weight: 'strong',
    path: 'differenceMilli',
    per: 'saleFactor',
    cell: (row) =>
      row.differenceMilli ? showStockQuantity(row.differenceMilli, row.saleFactor) : row.differenceMilli === null ? '' : '–',
  },
  { id: 'value', title: t('inventory.columns.value'), width: 130, kind: 'money', sortable: false, path: 'valuePaise' },
  {
    id: 'reason',
    title: t('inventory.columns.reason'),
    width: 150,
    sortable: false,
    cell: (row) => (row.differenceMilli ? t(`inventory.reasons.${reasons[row.batchId] ?? usual(row)}`) : ''),
  },
]

/** Book against count; Enter says why a batch differs, Save approves and posts. */
export function VarianceScreen({ params }: { params: ScreenParams['inventory/variance'] }) {
  const t = useWords()
  const mayApprove = useMay('stock.approve')
  const mayWrite = useMay('stock.write')
  const [only, setOnly] = useState<Only>('different')
  const [reasons, setReasons] = useState<Reasons>({})
  const about = useQuery(ask('inventory.countVariance', { uid: params.sheet, only: 'all', limit: 1 }))
  const sums = about.data?.sums
  const open = sums?.state === 'open'
  const post = async () => {
    if (!sums) return
    const sure = await confirm({
      title: t('inventory.count.postTitle', { name: params.name }),
      text: t('inventory.count.postText', {
        count: sums.different,
        short: rupees(sums.shortPaise ?? 0),
        excess: rupees(sums.excessPaise ?? 0),
      }),
      action: t('inventory.count.post'),
    })
    if (!sure) return
    const told = await tell('inventory.postCount', {
      uid: params.sheet,
      reasons: Object.entries(reasons).map(([batchId, reason]) => ({ batchId: Number(batchId), reason })),
    })
    if (went(told)) {
      const { number } = told.value
      say(number ? t('inventory.count.posted', { number, count: told.value.lines }) : t('inventory.count.postedNothing'))
    }
  }
  const drop = async () => {
    if (
      !(await confirm({
        title: t('inventory.count.dropTitle', { name: params.name }),
        text: t('inventory.count.dropText'),
        action: t('inventory.count.drop'),
        danger: true,
      }))
    )
      return
    const told = await tell('inventory.dropCountSheet', { uid: params.sheet })
    if (told.ok) say(t('inventory.count.dropped', { name: params.name }))
  }
  const why = !mayApprove ? t('app.noRight') : open ? null : t('inventory.count.closedAlready')
  useCommands(documentCommands, { save: { run: () => void post(), why } })
  return (
    <DataTable<Row>
      id="inventory/variance"
      title={t('inventory.count.varianceTitle', { name: params.name })}
      focused
      columns={columnsOf(t, reasons)}
      page={(request) => ask('inventory.countVariance', { ...request, uid: params.sheet, only }) as never}
      notes={[t(`inventory.count.only.${only}`)]}
      rowKey={(row) => row.batchId}
      onOpen={(row) => {
        if (open && row.differenceMilli)
          void askReason(row, reasons[row.batchId] ?? usual(row)).then(
            (reason) => reason && setReasons((now) => ({ ...now, [row.batchId]: reason })),
          )
      }}
      tools={
        <Chips<Only>
          label={t('inventory.count.show')}
          value={only}
          onChange={setOnly}
          choices={(['different', 'moved', 'uncounted', 'all'] as const).map((value) => ({
            value,
            label: t(`inventory.count.only.${value}`),
          }))}
        />
      }
      subtitle={
        sums &&
        t('inventory.count.summary', {
          counted: sums.counted,
          rows: sums.rows,
          short: rupees(sums.shortPaise ?? 0),
          excess: rupees(sums.excessPaise ?? 0),
        })
      }
      actions={
        open && (
          <>
            {mayWrite && <Button onClick={() => void drop()}>{t('inventory.count.drop')}</Button>}
            <Button look="main" command={documentCommands.commands.save} why={why} onClick={() => void post()}>
              {t('inventory.count.post')}
            </Button>
          </>
        )
      }
      empty={<EmptyState title={t('inventory.count.noDifference')} />}
    />
  )
}

/** Why a batch differs: short goods that are gone give back their credit, which is said. */
const askReason = (row: Row, now: AdjustReason): Promise<AdjustReason | null> =>
  askWith<AdjustReason | null>((done) => <ReasonDialog row={row} now={now} onDone={done} />)

function ReasonDialog({ row, now, onDone }: { row: Row; now: AdjustReason; onDone: (reason: AdjustReason | null) => void }) {
  const t = useWords()
  const [reason, setReason] = useState(now)
  const short = (row.differenceMilli ?? 0) < 0
  const fitting = adjustReasons.filter((one) => (short ? one !== 'found' : !reversesCredit(one)))
  return (
    <Dialog
      title={t('inventory.count.whyTitle', { item: row.item, batch: row.batch })}
      width={420}
      onClose={() => onDone(null)}
      onAccept={() => onDone(reason)}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={() => onDone(reason)}>
            {t('ui.accept')}
          </Button>
        </>
      }
    >
      <Select<AdjustReason>
        label={t('inventory.columns.reason')}
        value={reason}
        autoFocus
        choices={fitting.map((value) => ({ value, label: words(`inventory.reasons.${value}`) }))}
        onChange={setReason}
      />
      {short && reversesCredit(reason) && <p>{t('inventory.count.creditGoes')}</p>}
    </Dialog>
  )
}
