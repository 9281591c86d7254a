import { Download } from 'lucide-react'
import { useState } from 'react'
import { localDate } from '../../shared/calendar.ts'
import { listCommands } from './commands.ts'
import { Button, StatusPill, type Tone } from './controls.tsx'
import { DataTable } from './data-table.tsx'
import { balance, count, day, money } from './format.ts'
import styles from './gallery.module.css'
import { type SampleBill, type SampleMood, samplePage } from './gallery-data.ts'
import { say } from './keyboard.ts'
import { PdfView } from './pdf-view.tsx'
import { type Period, periodOf } from './period.ts'
import { PeriodField, usePeriodWords } from './period-field.tsx'
import { EmptyState } from './states.tsx'
import type { Column } from './table-layout.ts'

const pills: Record<SampleBill['status'], { tone: Tone; word: string }> = {
  paid: { tone: 'ok', word: 'Paid' },
  part: { tone: 'warn', word: 'Part' },
  due: { tone: 'mute', word: 'Due' },
  overdue: { tone: 'bad', word: 'Overdue' },
}

const columns: readonly Column<SampleBill>[] = [
  { id: 'date', title: 'Date', width: 92, cell: (row) => day(row.date) },
  { id: 'number', title: 'Bill no', width: 142, cell: (row) => <span className="code">{row.number}</span> },
  { id: 'party', title: 'Party', width: 190, grow: true, weight: 'strong', cell: (row) => row.party },
  { id: 'town', title: 'Town', width: 100, weight: 'dim', cell: (row) => row.town },
  { id: 'lines', title: 'Items', width: 86, numeric: true, cell: (row) => count(row.lines), sum: (sums) => count(sums.lines) },
  {
    id: 'totalPaise',
    title: 'Total',
    width: 150,
    numeric: true,
    weight: 'strong',
    cell: (row) => money(row.totalPaise),
    sum: (sums) => money(sums.totalPaise),
  },
  {
    id: 'balancePaise',
    title: 'Balance',
    width: 150,
    numeric: true,
    cell: (row) => balance(row.balancePaise),
    sum: (sums) => money(sums.balancePaise),
  },
  {
    id: 'status',
    title: 'Status',
    width: 96,
    cell: (row) => <StatusPill tone={pills[row.status].tone}>{pills[row.status].word}</StatusPill>,
  },
]

const today = localDate('2026-11-21')

/** 100,000 rows with everything a list has. */
export function GalleryTable() {
  const [period, setPeriod] = useState<Period>(periodOf('thisYear', today))
  const words = usePeriodWords(period)
  return (
    <DataTable
      id="gallery/bills"
      title="Sales bills"
      subtitle={words}
      columns={columns}
      page={samplePage('rows')}
      rowKey={(row) => row.id}
      sort={{ by: 'totalPaise', descending: true }}
      focused
      onOpen={(row) => say(`Open ${row.number}`)}
      detail={(row) => (
        <p>
          <b>{row.party}</b>, {row.town}
        </p>
      )}
      tools={<PeriodField value={period} onChange={setPeriod} today={today} names={['today', 'thisMonth', 'thisYear']} />}
      actions={
        <Button icon={Download} command={listCommands.commands.export}>
          Export
        </Button>
      }
      commands={{ export: () => say('Export'), create: () => say('New') }}
    />
  )
}

/** Loading, empty, error, and ticks. */
export function GalleryStates() {
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set([3, 5]))
  const table = (mood: SampleMood) => (
    <DataTable
      id={`gallery/${mood}`}
      title={mood}
      bare
      columns={columns.slice(0, 4)}
      page={samplePage(mood)}
      rowKey={(row) => row.id}
      empty={<EmptyState title="No bills in November 2026." action={<Button look="main">New bill</Button>} />}
    />
  )
  return (
    <div className={styles.states}>
      <div>{table('slow')}</div>
      <div>{table('empty')}</div>
      <div>{table('error')}</div>
      <div>
        <DataTable
          id="gallery/ticks"
          title="ticks"
          bare
          columns={columns.slice(0, 4)}
          page={samplePage('rows')}
          rowKey={(row) => row.id}
          rowLook={(row) => (row.id % 6 === 0 ? 'group' : row.id % 6 === 5 ? 'subtotal' : undefined)}
          ticks={{
            isTicked: (row) => ticked.has(row.id),
            onTick: (row, on) => setTicked((old) => new Set(on ? [...old, row.id] : [...old].filter((id) => id !== row.id))),
            onTickAll: () => setTicked(new Set()),
            ticked: ticked.size,
          }}
        />
      </div>
    </div>
  )
}

// A PDF written by hand, to see the preview without main.
const onePage = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 58>>stream
BT /F 26 Tf 60 760 Td (Tax invoice SL/26-27/012346) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
6 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
trailer<</Root 1 0 R>>`
const paper = new TextEncoder().encode(onePage)

export function GalleryPaper() {
  return <PdfView data={paper} name="SL/26-27/012346" onPrint={() => say('Print')} onSave={() => say('Save')} />
}
