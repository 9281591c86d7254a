import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LocalDate } from '../../shared/calendar.ts'
import { changesHeard, fetchNow, type OutputOf } from '../client.ts'
import { createEntryStore, type EntryStore } from '../ui/entry-store.ts'
import { say } from '../ui/keyboard.ts'
import { createSearchBox, isFresh, type SearchBox } from '../ui/search-box.ts'
import { words } from '../words.ts'
import { askAhead } from './ask-ahead.ts'
import { billRules } from './bill-columns.tsx'
import { type BillHead, type BillHeader, type KeptBill, newHead } from './bill-draft.ts'
import { billKeeper } from './bill-keeping.ts'
import {
  type BatchHit,
  type BillLine,
  blankLine,
  type ItemHit,
  isBlank,
  type LineBatch,
  leavingMilli,
  splitOver,
  takenElsewhere,
  withAgreed,
  withBatch,
} from './bill-line.ts'
import { goodsLoader, type LoadedGoods } from './bill-load.ts'
import { byRules } from './bill-price.ts'
import { billPricing } from './bill-pricing.ts'
import type { OwnBatch } from './posted-bill.ts'
import { longEnough, withPercent } from './price-tools.ts'

/** What hangs on the grid: the batches of the line under the cursor, or the offer to split it. */
export type BillPopup =
  | { kind: 'batches'; lineKey: string; rows: readonly BatchHit[]; expired: number; at: number }
  | { kind: 'split'; lineKey: string; lines: readonly BillLine[]; shortMilli: number }
  | null

/** One bill being keyed: its stores and what can be done to them. Lives as long as its tab. */
export type Bill = {
  readonly head: StoreApi<BillHead>
  readonly entry: EntryStore<BillLine>
  readonly items: SearchBox<ItemHit>
  readonly popup: StoreApi<{ readonly value: BillPopup }>
  /** The facts of the last answer, for the checks the cells show. */
  readonly header: StoreApi<{ readonly value: BillHeader | null }>
  /** True while an item that was taken waits for its batches: keys wait with it. */
  readonly deciding: () => boolean
  readonly waitingKey: (key: string) => void
  openBatches: () => Promise<void>
  /** Puts an item on the line under the cursor, as if it had been searched and taken. */
  takeItem: (hit: ItemHit) => Promise<void>
  addGift: () => Promise<void>
  /** Puts goods of orders, challans or a pasted order on the bill; says what was not in stock. */
  loadGoods: (goods: readonly LoadedGoods[]) => Promise<void>
  takeBatch: (batch: BatchHit) => void
  /** Enter on a quantity beyond the batch: offers the split, or takes the one offered. True when it has dealt with the key. */
  enterQuantity: () => boolean
  takeSplit: () => void
  closePopup: () => boolean
  /** Stops keeping the draft: it has been posted or discarded. */
  end: () => void
  holdAs: (name: string) => Promise<void>
}

const tierOf = (header: BillHeader | null) => (header?.buyer?.tier ?? 'ptr') as 'ptr' | 'pts' | 'retail' | 'hospital'

/** The batches with what a bill that is being changed holds itself; one that it emptied is there for it too. */
function withOwn(rows: readonly BatchHit[], own: readonly OwnBatch[], itemId: number): readonly BatchHit[] {
  const same = (row: { id: number; locationId: number }) => (one: OwnBatch) =>
    one.id === row.id && one.locationId === row.locationId
  const more = own.filter((one) => one.itemId === itemId && !rows.some((row) => same(row)(one)))
  return [
    ...rows.map((row) => ({ ...row, availableMilli: row.availableMilli + (own.find(same(row))?.ownMilli ?? 0) }) as BatchHit),
    ...more.map((one) => ({ uid: '', onHandMilli: 0, daysToExpiry: null, rack: null, ...one }) as unknown as BatchHit),
  ]
}

/** Builds a bill from what was kept of it, or a new one. */
export function createBill(uid: string, today: LocalDate, kept: KeptBill | null): Bill {
  const head = createStore<BillHead>(() => ({ ...newHead(uid, today), ...kept?.head, uid }))
  const header = createStore<{ readonly value: BillHeader | null }>(() => ({ value: null }))
  const popup = createStore<{ readonly value: BillPopup }>(() => ({ value: null }))
  const entry = createEntryStore<BillLine>({
    ...{ lines: kept?.lines ?? [], columns: billRules, blank: blankLine, isBlank, agree: withAgreed },
  })
  if (kept) {
    entry.moveTo(kept.at)
    if (kept.text !== null) entry.type(kept.text)
  }

  const keeper = billKeeper({ uid, head, entry, keptBefore: kept !== null })

  // --- items and batches -----------------------------------------------------------------------------------------------
  let deciding = false
  let waiting: string[] = []
  const goTo = (row: number, column: string) => entry.moveTo({ row, col: entry.columnAt(column) })
  const current = () => {
    const { lines, at } = entry.store.getState()
    return { line: lines[at.row], row: at.row, lines }
  }
  /** Keys that came while the batches were being fetched, given to the cell they were meant for. */
  const replay = () => {
    const keys = waiting
    waiting = []
    for (const key of keys) {
      if (key === 'Enter') {
        if (!entry.store.getState().unread) entry.step(1)
      } else entry.type(`${entry.store.getState().text ?? ''}${key}`)
    }
  }
  const tier = () => tierOf(header.getState().value)
  const batchesNow = (itemId: number) => fetchNow('inventory.batches', { itemId, date: head.getState().date, tier: tier() })
  const leftOf = ({ rows, expired }: OutputOf<'inventory.batches'>, itemId: number, except: string) => {
    const { lines } = entry.store.getState()
    // what other lines of this bill already take is no longer there for this one
    const left = withOwn(rows, head.getState().amends?.own ?? [], itemId).map(
      (row) => ({ ...row, availableMilli: row.availableMilli - takenElsewhere(lines, row.id, except) }) as BatchHit,
    )
    const there = left.filter((row) => row.availableMilli > 0)
    return { rows: longEnough(there, header.getState().value?.buyer?.minExpiryDays ?? null), expired }
  }
  const batchesOf = async (itemId: number, except: string) => leftOf(await batchesNow(itemId), itemId, except)
  const markBp = () => header.getState().value?.rules.driftBp ?? 500
  const pricing = billPricing({ head, entry, batchesOf, markBp })
  if (kept?.lines.some((line) => line.item)) pricing.reprice(kept.follow === true)
  head.subscribe((now, before) => {
    if (now.party?.uid !== before.party?.uid || now.date !== before.date) pricing.reprice(true)
  })
  const ahead = askAhead(
    (hit: ItemHit) => Promise.all([batchesNow(hit.id), pricing.pricesOf(hit.id), pricing.lineItem(hit)]),
    () => [head.getState().date, head.getState().party?.uid, tier(), changesHeard()].join(),
  )
  const take = async (hit: ItemHit): Promise<void> => {
    const { line, row } = current()
    if (!line || deciding) return
    deciding = true
    waiting = []
    try {
      const [batches, prices, item] = await ahead.get(hit)
      const { rows, expired } = leftOf(batches, hit.id, line.key)
      const bare: BillLine = {
        ...line,
        item,
        batch: null,
        choices: rows.length,
        rateE4: hit.rateE4,
        prices,
        keyed: [],
        source: null,
      }
      items.reset()
      const [first] = rows
      if (!first) {
        entry.setLine(row, byRules(bare))
        goTo(row, 'item')
        say(words(expired > 0 ? 'sales.bill.onlyExpired' : 'sales.bill.noStock', { item: hit.name, count: expired }))
        return
      }
      entry.setLine(row, withPercent(withBatch(bare, first as LineBatch, rows.length), head.getState().ratePercentBp))
      void pricing.recall(hit.id)
      if (rows.length === 1) goTo(row, 'qty')
      else {
        goTo(row, 'batch')
        popup.setState({ value: { kind: 'batches', lineKey: line.key, rows, expired, at: 0 } })
      }
    } catch {
      items.close()
      say(words('sales.bill.notTaken', { item: hit.name }))
    } finally {
      deciding = false
      replay()
    }
  }
  const items = createSearchBox<ItemHit>(
    async (text) => {
      const { text: answers, rows, exact } = await fetchNow('items.search', { text, tier: tier() })
      return { text: answers, rows, total: rows.length, exact: exact ? 0 : undefined }
    },
    (hit) => void take(hit),
    () => say(words('sales.bill.searchFailed')),
    { staysOpen: true },
  )
  items.store.subscribe((state) => {
    ahead.stand((!deciding && state.open && isFresh(state) && state.found?.rows[state.at]) || null)
  })

  const openBatches = async () => {
    const { line, row } = current()
    if (!line?.item) return
    const { rows, expired } = await batchesOf(line.item.id, line.key)
    goTo(row, 'batch')
    popup.setState({
      value: {
        kind: 'batches',
        lineKey: line.key,
        rows,
        expired,
        at: Math.max(
          0,
          rows.findIndex((one) => one.id === line.batch?.id),
        ),
      },
    })
  }
  const takeBatch = (batch: BatchHit) => {
    const { line, row } = current()
    popup.setState({ value: null })
    if (!line) return
    entry.setLine(row, withBatch(line, batch, line.choices))
    goTo(row, 'qty')
  }

  // --- splitting over batches ------------------------------------------------------------------------------------------
  const enterQuantity = (): boolean => {
    const shown = popup.getState().value
    const { line, lines } = current()
    // what a challan has no more of is main's to refuse: no other batch can answer it
    if (!line?.item || !line.batch || line.source?.kind === 'challan') return false
    if (shown?.kind === 'split' && shown.lineKey === line.key) {
      takeSplit()
      return true
    }
    const left = line.batch.availableMilli
    if (leavingMilli(line) <= left) return false
    const key = line.key
    void batchesOf(line.item.id, key).then(({ rows }) => {
      const state = current()
      if (state.line?.key !== key) return
      const has = new Map(rows.map((row) => [row.id, row.availableMilli as number]))
      const split = splitOver(
        state.line,
        rows,
        (batch) => has.get(batch.id) ?? batch.availableMilli - takenElsewhere(lines, batch.id, key),
      )
      popup.setState({ value: { kind: 'split', lineKey: key, lines: split.lines, shortMilli: split.shortMilli } })
    })
    return true
  }
  const takeSplit = () => {
    const shown = popup.getState().value
    if (shown?.kind !== 'split') return
    popup.setState({ value: null })
    const { lines, row } = current()
    entry.setLines([...lines.slice(0, row), ...shown.lines, ...lines.slice(row + 1)], true)
    goTo(row + Math.max(0, shown.lines.length - 1), 'rate')
    if (shown.shortMilli > 0) say(words('sales.bill.shortSupplied'))
  }

  return {
    head,
    entry,
    items,
    popup,
    header,
    deciding: () => deciding,
    waitingKey: (key) => waiting.push(key),
    openBatches,
    takeItem: take,
    addGift: pricing.addGift,
    loadGoods: goodsLoader({ entry, batchesOf, pricing }),
    takeBatch,
    enterQuantity,
    takeSplit,
    closePopup: () => {
      if (popup.getState().value === null) return false
      popup.setState({ value: null })
      return true
    },
    ...keeper,
  }
}
