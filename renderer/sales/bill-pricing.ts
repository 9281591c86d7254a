import type { StoreApi } from 'zustand/vanilla'
import type { PriceFacts } from '../../shared/items/price-line.ts'
import { share } from '../../shared/money.ts'
import { lineAmount } from '../../shared/quantity.ts'
import { fetchNow, type OutputOf } from '../client.ts'
import type { EntryStore } from '../ui/entry-store.ts'
import { say } from '../ui/keyboard.ts'
import { words } from '../words.ts'
import type { BillHead } from './bill-draft.ts'
import { type BatchHit, type BillLine, blankLine, type ItemHit, type LineItem, withBatch } from './bill-line.ts'
import { byRules, giftOf } from './bill-price.ts'

type Parts = {
  readonly head: StoreApi<BillHead>
  readonly entry: EntryStore<BillLine>
  /** How far from the party's last rate is marked. */
  readonly markBp: () => number
  readonly batchesOf: (itemId: number, except: string) => Promise<{ rows: readonly BatchHit[]; expired: number }>
}
export type BillPricing = {
  /** The prices of an item for the party and day of the bill. */
  readonly pricesOf: (itemId: number) => Promise<PriceFacts>
  /** The item of a line, with its units. */
  readonly lineItem: (hit: ItemHit) => Promise<LineItem>
  /** Reads the prices of all lines again; `follow`: what the clerk has not keyed follows them. */
  readonly reprice: (follow: boolean) => void
  /** Puts the free goods of another item that the scheme of a line earns under it. */
  readonly addGift: () => Promise<void>
  /** Notes on the lines of an item what this party last paid for it; nobody waits for it. */
  readonly recall: (itemId: number) => Promise<void>
}

/** What of a bill has to do with prices and is asked of main: with an item, with another party or day, never with a key. */
export function billPricing({ head, entry, batchesOf, markBp }: Parts): BillPricing {
  const pricesOf = async (itemId: number): Promise<PriceFacts> => {
    const { date, party } = head.getState()
    return (await fetchNow('items.priceFacts', { itemId, date, party: party?.uid ?? null })) as unknown as PriceFacts
  }
  const lineItem = async (hit: ItemHit): Promise<LineItem> => {
    const whole = await fetchNow('items.item', { uid: hit.uid })
    return {
      ...hit,
      units: [
        { name: whole.baseUnit, factor: 1 },
        { name: hit.saleUnit, factor: hit.saleFactor },
        ...whole.units.map((unit) => ({ name: unit.unit, factor: unit.factor })),
      ].filter((unit, index, all) => all.findIndex((other) => other.name === unit.name) === index),
      decimals: whole.decimals,
    }
  }
  let turn = 0
  const read = async (follow: boolean): Promise<void> => {
    const mine = ++turn
    const wanted = [...new Set(entry.store.getState().lines.flatMap((line) => line.item?.id ?? []))]
    const found = new Map(await Promise.all(wanted.map(async (id) => [id, await pricesOf(id)] as const)))
    if (mine !== turn) return
    for (const id of wanted) void recall(id).catch(() => undefined)
    const priced = (line: BillLine): BillLine => {
      const prices = line.item && found.get(line.item.id)
      return prices ? (follow ? byRules({ ...line, prices }) : { ...line, prices }) : line
    }
    // not an undo step, and what is half typed in a cell stays
    entry.store.setState((state) => {
      const lines = state.lines.map(priced)
      return { lines, arrival: state.arrival === state.lines ? lines : state.arrival }
    })
  }
  const addGift = async (): Promise<void> => {
    const { lines, at } = entry.store.getState()
    const line = lines[at.row]
    const gift = line && giftOf(line)
    if (!line || !gift) return say(words('sales.bill.noGift'))
    try {
      const { rows } = await fetchNow('items.search', { text: gift.name })
      const hit = rows.find((row) => row.id === gift.itemId)
      if (!hit) return say(words('sales.bill.notTaken', { item: gift.name }))
      const [item, prices, { rows: batches }] = await Promise.all([lineItem(hit), pricesOf(hit.id), batchesOf(hit.id, '')])
      const [batch] = batches
      if (!batch) return say(words('sales.bill.noStock', { item: gift.name }))
      const bare: BillLine = { ...blankLine(), item, prices, qtyMilli: 0, freeMilli: gift.qtyMilli, keyed: ['free'] }
      const now = entry.store.getState().lines
      const row = now.findIndex((one) => one.key === line.key)
      entry.setLines([...now.slice(0, row + 1), withBatch(bare, batch, batches.length), ...now.slice(row + 1)], true)
      entry.moveTo({ row: row + 1, col: entry.columnAt('free') })
    } catch {
      say(words('sales.bill.notTaken', { item: gift.name }))
    }
  }
  const recall = async (itemId: number): Promise<void> => {
    const { party } = head.getState()
    const [deal] = party ? await fetchNow('sales.lastRates', { itemId, party: party.uid }) : []
    const known = (line: BillLine): BillLine =>
      line.item?.id === itemId ? { ...line, last: deal ? lastOf(line.item, deal) : null } : line
    entry.store.setState((state) => {
      const lines = state.lines.map(known)
      return { lines, arrival: state.arrival === state.lines ? lines : state.arrival }
    })
  }
  const lastOf = (item: LineItem, deal: OutputOf<'sales.lastRates'>[number]): BillLine['last'] => {
    const factor = item.units.find((unit) => unit.name === deal.unit)?.factor
    if (!factor || deal.qtyMilli === 0) return null
    const netPaise = lineAmount({ qtyMilli: deal.qtyMilli, rateE4: deal.rateE4, factor }) - deal.discountPaise
    return { netE4: share(netPaise * 100, item.saleFactor * 1000, deal.qtyMilli), day: deal.date, markBp: markBp() }
  }
  return {
    pricesOf,
    recall: (itemId) => recall(itemId).catch(() => undefined),
    lineItem,
    reprice: (follow) => void read(follow).catch(() => say(words('sales.bill.notPriced'))),
    addGift,
  }
}
