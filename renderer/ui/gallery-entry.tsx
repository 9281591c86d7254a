import { type KeyboardEvent, type RefObject, useState } from 'react'
import { useStore } from 'zustand'
import { parseBasisPoints, parseMilli, parseRateE4 } from '../../shared/quantity.ts'
import { lineCommands } from './commands.ts'
import { StatusPill } from './controls.tsx'
import { type EntryColumn, EntryGrid, type EntryPlace } from './entry-grid.tsx'
import { createEntryStore } from './entry-store.ts'
import { count, expiry, money, percent, quantity, rate } from './format.ts'
import styles from './gallery.module.css'
import { amountOf, blankLine, type SampleItem, type SampleLine, sampleLine, searchSamples } from './gallery-data.ts'
import { say, useCommands } from './keyboard.ts'
import { PopupList } from './popup.tsx'
import { createSearchBox, isFresh, type SearchBox } from './search-box.ts'

const lineColumns: readonly EntryColumn<SampleLine>[] = [
  {
    id: 'item',
    title: 'Product',
    width: 'minmax(240px, 1fr)',
    weight: 'strong',
    frozen: true,
    entry: true,
    show: (line) => line.item?.name,
    edit: (line) => line.item?.name ?? '',
  },
  { id: 'pack', title: 'Pack', width: '64px', weight: 'dim', show: (line) => line.item?.pack },
  { id: 'batch', title: 'Batch', width: '92px', show: (line) => line.batch },
  { id: 'expiry', title: 'Expiry', width: '66px', show: (line) => expiry(line.expiry) },
  { id: 'mrp', title: 'MRP', width: '90px', numeric: true, weight: 'dim', show: (line) => money(line.item?.mrpPaise) },
  {
    id: 'qty',
    title: 'Qty',
    width: '70px',
    numeric: true,
    entry: true,
    show: (line) => quantity(line.qtyMilli),
    edit: (line) => quantity(line.qtyMilli),
    write: (line, text) => {
      const qtyMilli = text.trim() === '' ? null : parseMilli(text)
      return qtyMilli === null && text.trim() !== '' ? null : { ...line, qtyMilli }
    },
    problem: (line) =>
      (line.qtyMilli ?? 0) > (line.item?.stock ?? 0) * 1000 ? { tone: 'bad', text: 'More than in stock.' } : null,
    echo: (line, text) => (text ? `${text} × ${line.item?.pack ?? ''}` : null),
  },
  { id: 'free', title: 'Free', width: '58px', numeric: true, show: (line) => quantity(line.freeMilli) },
  {
    id: 'rate',
    title: 'Rate',
    width: '90px',
    numeric: true,
    entry: true,
    show: (line) => rate(line.rateE4),
    edit: (line) => rate(line.rateE4),
    write: (line, text) => {
      const rateE4 = parseRateE4(text)
      return rateE4 === null ? null : { ...line, rateE4 }
    },
  },
  {
    id: 'discount',
    title: 'Disc %',
    width: '66px',
    numeric: true,
    entry: true,
    show: (line) => percent(line.discountBp),
    edit: (line) => percent(line.discountBp),
    write: (line, text) => {
      const discountBp = text.trim() === '' ? null : parseBasisPoints(text)
      return discountBp === null && text.trim() !== '' ? null : { ...line, discountBp }
    },
    problem: (line) => ((line.discountBp ?? 0) > 1000 ? { tone: 'warn', text: 'More than usual.' } : null),
  },
  { id: 'amount', title: 'Amount', width: '118px', numeric: true, weight: 'strong', show: (line) => money(amountOf(line)) },
]

function makeEntry() {
  const entry = createEntryStore<SampleLine>({
    lines: Array.from({ length: 12 }, (_, index) => sampleLine(index)),
    columns: lineColumns,
    blank: blankLine,
    isBlank: (line) => line.item === null,
  })
  const box = createSearchBox<SampleItem>(searchSamples, (item) => {
    const { at, lines } = entry.store.getState()
    const line = lines[at.row]
    if (!line) return
    entry.setLine(at.row, { ...line, item, rateE4: item.rateE4, batch: 'B1', expiry: '2028-05-31' })
    entry.step(1)
    box.reset()
  })
  return { entry, box }
}

/** Two hundred lines and a search on the product cell, as a bill has them. */
export function GalleryEntry() {
  const [{ entry, box }] = useState(makeEntry)
  useCommands(lineCommands, {
    batches: () => say('Batches'),
    lastDeals: { run: () => say('Last deals'), why: 'Choose a party first.' },
  })
  const onKey = (event: KeyboardEvent<HTMLInputElement>, place: EntryPlace<SampleLine>) => {
    const { open, text } = box.store.getState()
    if (place.column.id !== 'item') return
    if (event.key === 'ArrowDown' && open) box.move(1)
    else if (event.key === 'ArrowUp' && open) box.move(-1)
    else if (event.key === 'Enter' && !event.shiftKey && (open || text)) box.enter()
    else if (event.key === 'Escape' && open) box.close()
    else return
    event.preventDefault()
  }
  return (
    <>
      <EntryGrid
        entry={entry}
        columns={lineColumns}
        label="Lines"
        onKey={onKey}
        onText={(text, place) => {
          if (place.column.id === 'item') box.type(text)
        }}
        onFinish={() => say('On to the foot')}
        popup={(place, anchor) => (place.column.id === 'item' ? <ItemPopup box={box} anchor={anchor} /> : null)}
      />
      <div className={styles.strip}>
        <b>Cefmacal 500 Tab</b> Rack H24 · Stock 81
      </div>
    </>
  )
}

function ItemPopup({ box, anchor }: { box: SearchBox<SampleItem>; anchor: RefObject<HTMLElement | null> }) {
  const search = useStore(box.store)
  if (!search.open || !search.found) return null
  return (
    <PopupList
      id="gallery-items"
      anchor={anchor}
      label="Items"
      width={760}
      columns={[
        { id: 'name', title: 'Product', width: '1fr', weight: 'strong', match: true, cell: (item) => item.name },
        { id: 'pack', title: 'Pack', width: '64px', weight: 'dim', cell: (item) => item.pack },
        { id: 'company', title: 'Company', width: '110px', weight: 'dim', cell: (item) => item.company },
        { id: 'gst', title: 'GST', width: '60px', numeric: true, cell: (item) => `${item.gst}%` },
        { id: 'mrp', title: 'MRP', width: '90px', numeric: true, cell: (item) => money(item.mrpPaise) },
        { id: 'rate', title: 'Rate', width: '90px', numeric: true, cell: (item) => rate(item.rateE4) },
        {
          id: 'stock',
          title: 'Stock',
          width: '80px',
          numeric: true,
          cell: (item) => (item.stock === 0 ? <StatusPill tone="bad">None</StatusPill> : count(item.stock)),
        },
      ]}
      rows={search.found.rows}
      rowKey={(item) => item.id}
      at={search.at}
      total={search.found.total}
      stale={!isFresh(search)}
      query={search.text}
      off={(item) => item.stock === 0}
      onPick={box.pick}
      onClose={box.close}
    />
  )
}
