import { useState } from 'react'
import { expiryLevels } from '../../shared/inventory/expiry-level.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import { openScreen, openScreenNamed, type ScreenParams } from '../tabs.ts'
import { went } from '../told.ts'
import { Button, Chips, StatusPill, type Tone } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { count } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { worklistCommands } from './commands.ts'
import { costColumns, itemColumns, quantityColumn, unitColumn } from './worklist-columns.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/expiry': { company?: string; level?: string }
  }
}

type Row = OutputOf<'inventory.expiring'>['rows'][number]
type Sums = OutputOf<'inventory.expiring'>['sums']
type Level = 'all' | (typeof expiryLevels)[number]

const tones: Record<(typeof expiryLevels)[number], Tone> = { expired: 'bad', critical: 'warn', warning: 'info', info: 'mute' }
const windows = ['none', 'later', 'open', 'over'] as const

const columnsOf = (t: Say, cost: boolean): readonly Column<Row>[] => [
  ...itemColumns<Row>(t),
  {
    id: 'batch',
    title: t('inventory.columns.batch'),
    width: 110,
    sortable: false,
    path: 'batch',
    cell: (row) => <span className="code">{row.batch}</span>,
  },
  { id: 'expiry', title: t('inventory.columns.expiry'), width: 70, kind: 'expiry', path: 'expiry' },
  { id: 'days', title: t('inventory.worklist.daysLeft'), width: 70, kind: 'count', sortable: false, path: 'daysLeft' },
  {
    id: 'level',
    title: t('inventory.worklist.level'),
    width: 96,
    sortable: false,
    path: 'level',
    words: Object.fromEntries(expiryLevels.map((level) => [level, t(`inventory.levels.${level}`)])),
    cell: (row) => <StatusPill tone={tones[row.level]}>{t(`inventory.levels.${row.level}`)}</StatusPill>,
  },
  { id: 'location', title: t('inventory.columns.location'), width: 120, weight: 'dim', path: 'location', hidden: true },
  quantityColumn<Row>('qty', t('inventory.columns.qty'), 'qtyMilli', { weight: 'strong' }),
  unitColumn<Row>(t),
  ...costColumns<Row>(cost, [
    { id: 'cost', title: t('inventory.worklist.cost'), width: 120, kind: 'money', path: 'costPaise', sum: 'costPaise' },
    {
      id: 'claimable',
      title: t('inventory.worklist.claimable'),
      width: 120,
      kind: 'money',
      path: 'claimablePaise',
      sum: 'claimablePaise',
    },
  ]),
  { id: 'supplier', title: t('inventory.worklist.supplier'), width: 150, path: 'supplier' },
  {
    id: 'window',
    title: t('inventory.worklist.window'),
    width: 104,
    sortable: false,
    path: 'window',
    words: Object.fromEntries(windows.map((window) => [window, t(`inventory.windows.${window}`)])),
  },
  { id: 'marked', title: t('inventory.worklist.marked'), width: 90, kind: 'date', sortable: false, path: 'markedOn' },
]

/** Batches that expired or soon will: what to pull from the shelf, claim, or sell first. Enter opens the batch's moves. */
export function ExpiryScreen({ params }: { params: ScreenParams['inventory/expiry'] }) {
  const t = useWords()
  const mayWrite = useMay('stock.write')
  const maySeeCost = useMay('cost.see')
  const [level, setLevel] = useState<Level>((params.level as Level | undefined) ?? 'all')
  const [row, setRow] = useState<Row | undefined>()
  const [counts, setCounts] = useState<Sums>(null)
  const mark = async () => {
    if (!row) return
    const told = await tell('inventory.markForClaim', { batchIds: [row.batchId], marked: row.markedOn === null })
    if (went(told))
      say(t(row.markedOn === null ? 'inventory.worklist.markedNow' : 'inventory.worklist.unmarkedNow', { batch: row.batch }))
  }
  const none = row ? null : t('inventory.worklist.chooseFirst')
  const why = mayWrite ? none : t('app.noRight')
  useCommands(worklistCommands, {
    claim: { run: () => void mark(), why },
    transfer: { run: () => openScreenNamed('inventory/transfer', {}), why: mayWrite ? null : t('app.noRight') },
    ladder: () => openScreen('inventory/expiry-ladder', {}),
    recall: { run: () => row && openScreen('inventory/recall', { batchId: row.batchId }), why: none },
  })
  const label = (value: Level) => {
    const name = t(`inventory.levels.${value}`)
    const found = value === 'all' ? undefined : counts?.levels[value]
    return found === undefined ? name : `${name} ${count(found)}`
  }
  const { commands } = worklistCommands
  return (
    <DataTable<Row>
      id="inventory/expiry"
      title={t('screens.expiry')}
      focused
      columns={columnsOf(t, maySeeCost)}
      totalsFollow
      page={(request) => {
        const asked = ask('inventory.expiring', { ...request, level, company: params.company ?? null })
        return asked as never
      }}
      onSums={(sums) => setCounts('levels' in sums ? (sums as unknown as Sums) : null)}
      rowKey={(one) => `${one.batchId} ${one.locationId}`}
      onCursor={setRow}
      onOpen={(one) => openScreen('inventory/batch', { batchId: one.batchId, batch: one.batch, item: one.item })}
      subtitle={params.company}
      notes={level === 'all' ? [] : [t(`inventory.levels.${level}`)]}
      tools={
        <Chips<Level>
          label={t('inventory.worklist.level')}
          value={level}
          onChange={setLevel}
          choices={(['all', ...expiryLevels] as const).map((value) => ({ value, label: label(value) }))}
        />
      }
      actions={
        <>
          <Button command={commands.ladder} onClick={() => openScreen('inventory/expiry-ladder', {})}>
            {t('screens.expiryLadder')}
          </Button>
          <Button command={commands.claim} onClick={() => void mark()} why={why}>
            {row?.markedOn ? t('inventory.worklist.unmark') : t('inventory.worklist.mark')}
          </Button>
        </>
      }
      empty={<EmptyState title={t('inventory.worklist.nothingExpires')} />}
    />
  )
}
