import { share } from '../../shared/money.ts'
import type { OutputOf } from '../client.ts'
import type { EntryStore } from '../ui/entry-store.ts'
import { say } from '../ui/keyboard.ts'
import { words } from '../words.ts'
import { ownFree } from './agreed.ts'
import {
  type BatchHit,
  type BillLine,
  blankLine,
  type ItemHit,
  type LineBatch,
  type LineSource,
  splitOver,
  withBatch,
} from './bill-line.ts'
import { byRules } from './bill-price.ts'
import type { BillPricing } from './bill-pricing.ts'

/** Goods that come onto a bill by themselves: terms that were agreed are kept as keyed, others follow the prices of the day. */
export type LoadedGoods = {
  readonly item: ItemHit
  readonly qtyMilli: number
  readonly freeMilli: number
  readonly agreed: { readonly rateE4: number; readonly discountsBp: readonly number[]; readonly flatPaise: number | null } | null
  /** Goods on a challan are of one batch. */
  readonly batch: LineBatch | null
  readonly source: LineSource | null
}

type Source = OutputOf<'sales.sources'>[number]

/** A line of an order or a challan as goods for a bill: the rate per the item's sale unit. */
export const goodsOf = (source: Source): LoadedGoods => ({
  item: source.item,
  qtyMilli: source.qtyMilli,
  freeMilli: source.freeMilli,
  agreed: {
    rateE4: share(source.rateE4, source.item.saleFactor, source.factor),
    discountsBp: source.discountsBp,
    flatPaise: source.flatPaise || null,
  },
  batch: source.batch && {
    ...source.batch,
    rateE4: null,
    availableMilli: (source.qtyMilli + source.freeMilli) as LineBatch['availableMilli'],
    nearExpiry: false,
  },
  source: {
    ...{ kind: source.kind, uid: source.uid, line: source.line, number: source.number },
    of: {
      ...{ ofMilli: source.qtyMilli, flatPaise: source.flatPaise || null },
      free: source.freeMilli > 0 ? { freeMilli: source.freeMilli, whole: source.whole } : undefined,
    },
  },
})

type Parts = {
  readonly entry: EntryStore<BillLine>
  readonly batchesOf: (itemId: number, except: string) => Promise<{ rows: readonly BatchHit[] }>
  readonly pricing: Pick<BillPricing, 'lineItem' | 'pricesOf'>
}

/** The lines goods become: of their own batch, or of the shelf's, earliest expiry first. What no batch has stands without one. */
async function linesFor(
  goods: LoadedGoods,
  { batchesOf, pricing }: Parts,
): Promise<{ lines: readonly BillLine[]; short: boolean }> {
  const [item, prices] = await Promise.all([pricing.lineItem(goods.item), pricing.pricesOf(goods.item.id)])
  const bare: BillLine = {
    ...blankLine(),
    item,
    prices,
    qtyMilli: goods.qtyMilli,
    freeMilli: goods.freeMilli || null,
    rateE4: goods.agreed?.rateE4 ?? goods.item.rateE4,
    second: goods.agreed?.discountsBp ?? [],
    flatPaise: goods.agreed?.flatPaise ?? null,
    keyed: goods.agreed ? ['rate', 'free', 'first', 'second', 'flat'] : goods.freeMilli > 0 ? ['free'] : [],
    source: goods.source,
  }
  if (goods.batch) return { lines: [{ ...bare, batch: goods.batch, choices: 1 }], short: false }
  const { rows } = await batchesOf(goods.item.id, bare.key)
  const [first] = rows
  if (!first) return { lines: [byRules(bare)], short: true }
  const whole = withBatch(bare, first, rows.length)
  if ((whole.qtyMilli ?? 0) + (whole.freeMilli ?? 0) <= first.availableMilli) return { lines: [whole], short: false }
  const split = splitOver(whole, rows, (batch) => batch.availableMilli)
  if (split.shortMilli === 0) return { lines: split.lines, short: false }
  // what the shelf has not is not given free either: the clerk says what of it
  return { lines: split.lines.map((line) => ({ ...line, source: ownFree(line.source) })), short: true }
}

/** Puts goods under what is on the bill already, one after another: each leaves less of a batch for the next. */
export const goodsLoader =
  (parts: Parts) =>
  async (goods: readonly LoadedGoods[]): Promise<void> => {
    const { entry } = parts
    const from = entry.filled().length
    const short: string[] = []
    for (const one of goods) {
      try {
        const made = await linesFor(one, parts)
        entry.setLines([...entry.filled(), ...made.lines], true)
        if (made.short) short.push(one.item.name)
      } catch {
        short.push(one.item.name)
      }
    }
    entry.moveTo({ row: from, col: entry.columnAt('qty') })
    say(
      short.length > 0
        ? words('sales.load.short', { count: short.length, items: short.slice(0, 3).join(', ') })
        : words('sales.load.done', { count: entry.filled().length - from }),
    )
  }
