import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { LocalDate } from '../../shared/calendar.ts'
import { parseRateE4 } from '../../shared/quantity.ts'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf, useTell } from '../client.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { went } from '../told.ts'
import { askUnsaved } from '../ui/ask.tsx'
import { documentCommands } from '../ui/commands.ts'
import { Button, Chips } from '../ui/controls.tsx'
import { type EntryColumn, EntryGrid } from '../ui/entry-grid.tsx'
import { createEntryStore } from '../ui/entry-store.ts'
import { TextField } from '../ui/fields.tsx'
import { count, day, money, rate } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { DateField } from '../ui/value-fields.tsx'
import { type Say, useWords } from '../words.ts'
import { pricesCommands } from './commands.ts'
import styles from './prices.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'items/price-list': { uid: string; name: string }
  }
}

type Page = OutputOf<'items.listRates'>
type Item = Page['rows'][number]
/** A row of the grid: an item with the rate as it is and as it is keyed. The last row, without an item, only ends the grid. */
type Line = { readonly key: string; readonly item: Item | null; readonly rateE4: number | null }
const windowRows = 200
const shows = ['all', 'priced', 'unpriced'] as const

const columnsOf = (t: Say): readonly EntryColumn<Line>[] => [
  {
    id: 'name',
    title: t('prices.item'),
    width: 'minmax(240px, 1fr)',
    weight: 'strong',
    frozen: true,
    show: (line) => line.item?.name,
  },
  { id: 'pack', title: t('items.field.packLabel'), width: '90px', weight: 'dim', show: (line) => line.item?.packLabel },
  { id: 'company', title: t('items.field.manufacturer'), width: '170px', weight: 'dim', show: (line) => line.item?.manufacturer },
  {
    id: 'mrp',
    title: t('items.field.mrpPaise'),
    width: '96px',
    numeric: true,
    weight: 'dim',
    show: (line) => money(line.item?.mrpPaise),
  },
  {
    id: 'ptr',
    title: t('items.field.ptrE4'),
    width: '96px',
    numeric: true,
    weight: 'dim',
    show: (line) => rate(line.item?.ptrE4),
  },
  {
    id: 'rate',
    title: t('prices.rate'),
    width: '110px',
    numeric: true,
    weight: 'strong',
    entry: true,
    show: (line) => rate(line.rateE4),
    edit: (line) => rate(line.rateE4),
    write: (line, text) => {
      if (!line.item) return null
      if (text.trim() === '') return { ...line, rateE4: null }
      const value = parseRateE4(text)
      return value === null || value < 0 ? null : { ...line, rateE4: value }
    },
    problem: (line) =>
      line.item && line.rateE4 !== line.item.rateE4
        ? { tone: 'warn', text: t('prices.was', { rate: rate(line.item.rateE4) || '–' }) }
        : null,
  },
  { id: 'from', title: t('prices.fromDate'), width: '96px', weight: 'dim', show: (line) => day(line.item?.fromDate) },
  { id: 'next', title: t('prices.next'), width: '96px', weight: 'dim', show: (line) => day(line.item?.nextFrom) },
]

/** The rates of a list as on a day, keyed one under the other; Ctrl+S writes what changed from that day on. */
export function PriceListScreen({ params }: { params: ScreenParams['items/price-list'] }) {
  const t = useWords()
  const today = useToday()
  const [asOn, setAsOn] = useState<LocalDate>(today)
  const [filter, setFilter] = useState('')
  const [only, setOnly] = useState<(typeof shows)[number]>('all')
  const [offset, setOffset] = useState(0)
  // after a save the rows are read again and the cursor goes on where it was
  const row = useRef(0)
  // rates being keyed are not read again under the clerk's hands; after a save they are
  const found = useQuery({
    ...ask('items.listRates', { list: params.uid, asOn, filter, only, offset, limit: windowRows }),
    meta: { live: false },
    gcTime: 0,
  })
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  return (
    <div className={styles.screen}>
      <div className={styles.bar}>
        <h1>
          <bdi>{params.name}</bdi>
        </h1>
        <DateField label={t('prices.asOn')} name="asOn" value={asOn} today={today} onChange={(date) => setAsOn(date ?? today)} />
        <TextField
          label={t('prices.find')}
          name="filter"
          value={filter}
          onChange={(text) => {
            setOffset(0)
            setFilter(text)
          }}
        />
        <Chips
          label={t('prices.show')}
          value={only}
          onChange={(value) => {
            setOffset(0)
            setOnly(value)
          }}
          choices={shows.map((value) => ({ value, label: t(`prices.shows.${value}`) }))}
        />
      </div>
      {found.data ? (
        <Rates
          key={`${asOn} ${filter} ${only} ${offset} ${found.dataUpdatedAt}`}
          params={params}
          page={found.data}
          asOn={asOn}
          offset={offset}
          onOffset={setOffset}
          row={row}
          onSaved={() => void found.refetch()}
        />
      ) : (
        <SkeletonRows rows={14} />
      )}
    </div>
  )
}

type RatesProps = {
  params: ScreenParams['items/price-list']
  page: Page
  asOn: LocalDate
  offset: number
  onOffset: (offset: number) => void
  onSaved: () => void
  row: RefObject<number>
}

function Rates({ params, page, asOn, offset, onOffset, onSaved, row }: RatesProps) {
  const t = useWords()
  const may = useMay('masters.write')
  const columns = useMemo(() => columnsOf(t), [t])
  const [entry] = useState(() => {
    const store = createEntryStore<Line>({
      lines: page.rows.map((item) => ({ key: String(item.itemId), item, rateE4: item.rateE4 })),
      columns,
      blank: () => ({ key: 'end', item: null, rateE4: null }),
      isBlank: (line) => line.item === null,
      // an item stands here once: a repeated line is an empty one
      copy: (_, key) => ({ key, item: null, rateE4: null }),
    })
    store.moveTo({ row: row.current, col: 5 })
    row.current = 0
    return store
  })
  const lines = useStore(entry.store, (state) => state.lines)
  const changed = lines.filter((line) => line.item && line.rateE4 !== line.item.rateE4)
  const { tell, busy } = useTell('items.setRates')
  const save = async (): Promise<boolean> => {
    if (changed.length === 0) {
      say(t('prices.nothingChanged'))
      return true
    }
    const rates = changed.map((line) => ({ itemId: line.item?.itemId ?? 0, rateE4: line.rateE4 }))
    const told = await tell({ list: params.uid, fromDate: asOn, rates })
    if (went(told)) {
      say(t('prices.ratesSaved', { count: told.value.changed, day: day(asOn) }))
      row.current = entry.store.getState().at.row
      onSaved()
    }
    return told.ok
  }
  const tab = useTab({
    title: params.name,
    dirty: changed.length > 0,
    onCloseAsked: async () => {
      const answer = await askUnsaved({ title: params.name })
      if (answer === 'discard' || (answer === 'save' && (await save()))) tab.close()
    },
  })
  const whyNot = may ? (changed.length ? null : t('prices.nothingChanged')) : t('app.noRight')
  const turn = (to: number) => {
    if (changed.length > 0) say(t('prices.saveFirst'))
    else onOffset(to)
  }
  const noNext = offset + page.rows.length < page.total ? null : t('prices.lastRows')
  const noPrevious = offset > 0 ? null : t('prices.firstRows')
  useCommands(documentCommands, { save: { run: () => void save(), why: whyNot } })
  useCommands(pricesCommands, {
    nextRows: { run: () => turn(offset + windowRows), why: noNext },
    previousRows: { run: () => turn(Math.max(0, offset - windowRows)), why: noPrevious },
  })
  useEffect(() => entry.setFocused(true), [entry])
  return (
    <>
      <EntryGrid<Line>
        entry={entry}
        columns={columns}
        label={t('prices.ratesOf', { name: params.name })}
        onFinish={() => void save()}
        readOnly={!may}
        active={!busy}
      />
      <div className={styles.bar}>
        <span role="status">
          {t('prices.rowsShown', {
            from: count(Math.min(page.total, offset + 1)),
            to: count(offset + page.rows.length),
            total: count(page.total),
            changed: count(changed.length),
          })}
        </span>
        <span className={styles.barEnd}>
          <Button
            command={pricesCommands.commands.previousRows}
            onClick={() => turn(Math.max(0, offset - windowRows))}
            why={noPrevious}
          >
            {t('prices.previousRows')}
          </Button>
          <Button command={pricesCommands.commands.nextRows} onClick={() => turn(offset + windowRows)} why={noNext}>
            {t('prices.nextRows')}
          </Button>
          <Button look="main" command={documentCommands.commands.save} onClick={() => void save()} why={whyNot}>
            {t('prices.saveRates', { day: day(asOn) })}
          </Button>
        </span>
      </div>
    </>
  )
}
