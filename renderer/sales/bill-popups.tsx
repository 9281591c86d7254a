import { type RefObject, useMemo } from 'react'
import { useStore } from 'zustand'
import { resolveRate } from '../../shared/items/price-rate.ts'
import { lineCommands } from '../ui/commands.ts'
import { StatusPill } from '../ui/controls.tsx'
import { expiry, money, percent, quantity, rate } from '../ui/format.ts'
import { type PopupColumn, PopupList } from '../ui/popup.tsx'
import { isFresh } from '../ui/search-box.ts'
import { useWords } from '../words.ts'
import type { Bill } from './bill.ts'
import { type ItemHit, inSaleUnits, type LineItem } from './bill-line.ts'

type Anchored = { bill: Bill; anchor: RefObject<HTMLElement | null> }

/** Stock in sale units; what is left over is shown loose: '9' or '9 + 5'. */
export function stockText(qtyMilli: number, item: Pick<LineItem, 'saleFactor'>): string {
  const whole = Math.floor(qtyMilli / (item.saleFactor * 1000))
  const loose = qtyMilli - whole * item.saleFactor * 1000
  return loose === 0 ? quantity(whole * 1000) : `${quantity(whole * 1000)}:${quantity(loose)}`
}

/** The items that answer what is typed. Rows of an older answer stay dimmed and cannot be taken. */
export function ItemPopup({ bill, anchor }: Anchored) {
  const t = useWords()
  const search = useStore(bill.items.store)
  const columns = useMemo((): PopupColumn<ItemHit>[] => {
    const stock = (hit: ItemHit) =>
      hit.stockMilli > 0 ? stockText(hit.stockMilli, hit) : <StatusPill tone="bad">{t('sales.bill.none')}</StatusPill>
    return [
      {
        id: 'name',
        title: t('sales.bill.columns.item'),
        width: 'minmax(220px, 1.6fr)',
        weight: 'strong',
        match: true,
        cell: (hit) => hit.name,
      },
      { id: 'pack', title: t('sales.bill.columns.pack'), width: '76px', weight: 'dim', cell: (hit) => hit.packLabel },
      {
        id: 'company',
        title: t('sales.bill.company'),
        width: 'minmax(90px, 1fr)',
        weight: 'dim',
        match: true,
        cell: (hit) => hit.manufacturer,
      },
      { id: 'gst', title: t('sales.bill.columns.gst'), width: '56px', numeric: true, cell: (hit) => percent(hit.rateBp) },
      { id: 'mrp', title: t('sales.bill.columns.mrp'), width: '84px', numeric: true, cell: (hit) => money(hit.mrpPaise) },
      { id: 'rate', title: t('sales.bill.columns.rate'), width: '84px', numeric: true, cell: (hit) => rate(hit.rateE4) },
      { id: 'stock', title: t('sales.bill.stock'), width: '84px', numeric: true, cell: stock },
      { id: 'rack', title: t('sales.bill.rack'), width: '56px', weight: 'dim', cell: (hit) => hit.rack },
    ]
  }, [t])
  if (!search.open || !search.found) return null
  return (
    <PopupList<ItemHit>
      id="bill-items"
      anchor={anchor}
      label={t('sales.bill.columns.item')}
      width={820}
      columns={columns}
      rows={search.found.rows}
      rowKey={(hit) => hit.id}
      at={search.at}
      total={search.found.total}
      stale={!isFresh(search)}
      // the text the rows answer, so that a key alone does not draw them again
      query={search.found.text}
      off={(hit) => hit.stockMilli <= 0}
      empty={t('sales.bill.nothingMatches', { text: search.text })}
      onPick={bill.items.pick}
      onClose={bill.items.close}
    />
  )
}

/** The batches of the line, earliest expiry first; expired ones are only counted. */
export function BatchPopup({ bill, anchor }: Anchored) {
  const t = useWords()
  const shown = useStore(bill.popup).value
  const line = useStore(bill.entry.store, (state) => state.lines[state.at.row])
  if (shown?.kind !== 'batches' || shown.lineKey !== line?.key || !line.item) return null
  const { item, prices } = line
  return (
    <PopupList
      id="bill-batches"
      anchor={anchor}
      label={t('sales.bill.columns.batch')}
      width={600}
      columns={[
        {
          id: 'number',
          title: t('sales.bill.columns.batch'),
          width: 'minmax(110px, 1fr)',
          weight: 'strong',
          cell: (row) => row.number,
        },
        {
          id: 'expiry',
          title: t('sales.bill.columns.expiry'),
          width: '130px',
          cell: (row) =>
            row.nearExpiry ? (
              <StatusPill tone="warn">{t('sales.bill.near', { expiry: expiry(row.expiry) })}</StatusPill>
            ) : (
              expiry(row.expiry)
            ),
        },
        {
          id: 'mrp',
          title: t('sales.bill.columns.mrp'),
          width: '84px',
          numeric: true,
          cell: (row) => money(row.effectiveMrpPaise),
        },
        {
          id: 'rate',
          title: t('sales.bill.columns.rate'),
          width: '84px',
          numeric: true,
          // what this party pays for the batch, as the line will have it
          cell: (row) => rate((prices && resolveRate(prices, row.id).rateE4) ?? row.rateE4 ?? item.rateE4),
        },
        {
          id: 'stock',
          title: t('sales.bill.stock'),
          width: '84px',
          numeric: true,
          cell: (row) => stockText(row.availableMilli, item),
        },
        { id: 'rack', title: t('sales.bill.rack'), width: '60px', weight: 'dim', cell: (row) => row.rack ?? item.rack },
      ]}
      rows={shown.rows}
      rowKey={(row) => row.id}
      at={shown.at}
      note={shown.expired > 0 ? t('sales.bill.expiredHidden', { count: shown.expired }) : t('sales.bill.earliestFirst')}
      empty={t('sales.bill.noBatches')}
      onPick={(at) => {
        const row = shown.rows[at]
        if (row) bill.takeBatch(row)
      }}
      onClose={bill.closePopup}
    />
  )
}

/** A quantity beyond its batch, as it would be spread; Enter takes it, Esc leaves the quantity to be changed. */
export function SplitPopup({ bill, anchor }: Anchored) {
  const t = useWords()
  const shown = useStore(bill.popup).value
  const line = useStore(bill.entry.store, (state) => state.lines[state.at.row])
  if (shown?.kind !== 'split' || shown.lineKey !== line?.key || !line.item) return null
  const item = line.item
  const amount = (qtyMilli: number | null) =>
    qtyMilli ? (inSaleUnits(qtyMilli, item) === null ? `${quantity(qtyMilli)}l` : quantity(inSaleUnits(qtyMilli, item))) : ''
  return (
    <PopupList
      id="bill-split"
      anchor={anchor}
      label={t('sales.bill.splitTitle')}
      width={460}
      columns={[
        { id: 'batch', title: t('sales.bill.splitTitle'), width: '1fr', weight: 'strong', cell: (part) => part.batch?.number },
        { id: 'expiry', title: t('sales.bill.columns.expiry'), width: '80px', cell: (part) => expiry(part.batch?.expiry) },
        { id: 'qty', title: t('sales.bill.columns.qty'), width: '80px', numeric: true, cell: (part) => amount(part.qtyMilli) },
        { id: 'free', title: t('sales.bill.columns.free'), width: '70px', numeric: true, cell: (part) => amount(part.freeMilli) },
      ]}
      rows={shown.lines}
      rowKey={(part) => part.key}
      at={-1}
      note={shown.shortMilli > 0 ? t('sales.bill.shortBy', { qty: amount(shown.shortMilli) }) : t('sales.bill.splitNote')}
      keys={[{ command: lineCommands.commands.batches, label: t('sales.bill.chooseBatch') }]}
      onPick={bill.takeSplit}
      onClose={bill.closePopup}
    />
  )
}
