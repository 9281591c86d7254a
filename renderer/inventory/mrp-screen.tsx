import { useState } from 'react'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { askBatchRates } from '../items/batch-rates-dialog.tsx'
import { useTab } from '../tabs.ts'
import { askWith } from '../ui/ask.tsx'
import { Button, Chips } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { count, day, expiry, money } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { mrpCommands } from './mrp-commands.ts'
import { MrpFileDialog, ReviseDialog } from './mrp-dialogs.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/mrp': Record<string, never>
  }
}

type Row = OutputOf<'inventory.mrpRevisions'>['rows'][number]
const shows = ['revised', 'in-stock'] as const
type Show = (typeof shows)[number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  {
    id: 'item',
    title: t('inventory.mrp.item'),
    path: 'item',
    width: 190,
    grow: true,
    weight: 'strong',
    cell: (row) => <bdi>{row.item}</bdi>,
  },
  {
    id: 'packLabel',
    title: t('inventory.mrp.pack'),
    path: 'packLabel',
    width: 88,
    sortable: false,
    cell: (row) => <bdi>{row.packLabel}</bdi>,
  },
  {
    id: 'batch',
    title: t('inventory.mrp.batch'),
    path: 'batch',
    width: 96,
    cell: (row) => <span className="code">{row.batch}</span>,
  },
  { id: 'expiry', title: t('inventory.mrp.expiry'), path: 'expiry', width: 70, cell: (row) => expiry(row.expiry) },
  { id: 'printed', title: t('inventory.mrp.printed'), path: 'printedPaise', kind: 'money', width: 88, sortable: false },
  {
    id: 'effective',
    title: t('inventory.mrp.effective'),
    path: 'effectivePaise',
    kind: 'money',
    width: 88,
    weight: 'strong',
    sortable: false,
  },
  { id: 'fromDate', title: t('inventory.mrp.from'), path: 'fromDate', width: 88, cell: (row) => day(row.fromDate) },
  {
    id: 'reference',
    title: t('inventory.mrp.reference'),
    path: 'reference',
    width: 120,
    sortable: false,
    cell: (row) => <bdi>{row.reference}</bdi>,
  },
  {
    id: 'stock',
    title: t('inventory.mrp.stock'),
    path: 'stockMilli',
    kind: 'qty',
    per: 'packFactor',
    width: 90,
    sortable: false,
  },
  { id: 'difference', title: t('inventory.mrp.difference'), path: 'differencePaise', kind: 'money', width: 88, sortable: false },
  {
    id: 'stockDifference',
    title: t('inventory.mrp.stockDifference'),
    path: 'stockDifferencePaise',
    kind: 'money',
    width: 120,
    sortable: false,
    sum: (sums) => money(sums['stockDifferencePaise']),
  },
]

/** Batches whose MRP was revised, or all in stock; one is revised by hand, many by the maker's price list. */
export function MrpScreen() {
  const t = useWords()
  const may = useMay('masters.write')
  const today = useToday()
  const [show, setShow] = useState<Show>('in-stock')
  const [row, setRow] = useState<Row | undefined>()
  useTab({ title: t('screens.mrp') })
  const revise = async (one: Row | undefined) => {
    if (!one) return
    const revised = await askWith<number>((done) => <ReviseDialog row={one} today={today} onDone={done} />)
    if (revised) say(t('inventory.mrp.revisedOne', { item: one.item, batch: one.batch }))
  }
  const readFile = async () => {
    const revised = await askWith<number>((done) => <MrpFileDialog today={today} onDone={done} />)
    if (revised) {
      say(t('inventory.mrp.revisedMany', { shown: count(revised) }))
      setShow('revised')
    }
  }
  const rates = async (one: Row | undefined) => {
    if (one && (await askBatchRates(one.batchId, today)) > 0)
      say(t('items.batchRates.saved', { item: one.item, batch: one.batch }))
  }
  const noRight = may ? null : t('app.noRight')
  const whyNot = noRight ?? (row ? null : t('inventory.mrp.chooseFirst'))
  useCommands(mrpCommands, {
    revise: { run: () => void revise(row), why: whyNot },
    file: { run: () => void readFile(), why: noRight },
    rates: { run: () => void rates(row), why: whyNot },
  })
  return (
    <DataTable<Row>
      id="inventory/mrp"
      title={t('screens.mrp')}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('inventory.mrpRevisions', { ...request, show })}
      rowKey={(one) => one.batchId}
      onCursor={setRow}
      onOpen={(one) => void revise(one)}
      tools={
        <Chips<Show>
          label={t('inventory.mrp.which')}
          value={show}
          onChange={setShow}
          choices={shows.map((value) => ({ value, label: t(`inventory.mrp.only.${value}`) }))}
        />
      }
      actions={
        <>
          <Button command={mrpCommands.commands.revise} onClick={() => void revise(row)} why={whyNot}>
            {t('inventory.mrp.revise')}
          </Button>
          <Button command={mrpCommands.commands.rates} onClick={() => void rates(row)} why={whyNot}>
            {t('commands.mrp.rates')}
          </Button>
          <Button command={mrpCommands.commands.file} onClick={() => void readFile()} why={noRight}>
            {t('inventory.mrp.file')}
          </Button>
        </>
      }
      empty={<EmptyState title={t(show === 'revised' ? 'inventory.mrp.noneRevised' : 'inventory.mrp.noneInStock')} />}
    />
  )
}
