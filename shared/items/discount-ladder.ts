import { type Paise, paise, shareExactly } from '../money.ts'

/**
 * The rungs in the order they come off, each from what the one before left: the party's own discount, the company's (for this party,
 * else for all), the list's the rate came from, the item's, and the slab the line reaches.
 */
export const rungs = ['party', 'company', 'list', 'item', 'slab'] as const
export type Rung = (typeof rungs)[number]

/** A discount as it holds on the day for this item and party. */
export type DiscountTerm = {
  readonly id: number
  readonly rung: 'company' | 'list' | 'item' | 'quantity' | 'value'
  readonly bp: number
  /** A slab: from so many whole packs, or from so many paise of the line's gross amount. */
  readonly fromMin: number
  readonly goods: 'item' | 'company' | 'all'
  readonly forParty: boolean
  readonly listId: number | null
  readonly fromDate: string
  readonly seq: number
}
export type LadderStep = {
  readonly rung: Rung
  readonly bp: number
  readonly fromDate: string | null
  readonly seq: number | null
  /** Of a slab: where it begins and what it counts. */
  readonly slab: { readonly by: 'quantity' | 'value'; readonly fromMin: number } | null
}
export type LadderAsk = {
  readonly partyBp: number
  readonly terms: readonly DiscountTerm[]
  /** The list the rate came from. */
  readonly listId: number | null
  readonly packs: number
  readonly grossPaise: number
}

const goodsRank = { item: 0, company: 1, all: 2 } as const
const nearest = (a: DiscountTerm, b: DiscountTerm): number =>
  Number(b.forParty) - Number(a.forParty) || goodsRank[a.goods] - goodsRank[b.goods] || b.fromMin - a.fromMin || b.bp - a.bp

/** The slab of one kind: the party's own before the general, the nearest goods, and there the highest that is reached. */
const slabOf = (terms: readonly DiscountTerm[], rung: 'quantity' | 'value', reached: number): DiscountTerm | undefined =>
  terms.filter((term) => term.rung === rung && term.fromMin <= reached).sort(nearest)[0]

/** The steps of the ladder that take something off, in order. Of a quantity and a value slab the larger one holds, never both. */
export function ladderOf(ask: LadderAsk): LadderStep[] {
  const plain = (rung: 'company' | 'item' | 'list'): LadderStep[] => {
    const fits = ask.terms.filter((term) => term.rung === rung && (rung !== 'list' || term.listId === ask.listId))
    const [term] = fits.sort(nearest)
    return term ? [{ rung, bp: term.bp, fromDate: term.fromDate, seq: term.seq, slab: null }] : []
  }
  const [slab] = [slabOf(ask.terms, 'quantity', ask.packs), slabOf(ask.terms, 'value', ask.grossPaise)]
    .flatMap((term) => term ?? [])
    .sort((a, b) => b.bp - a.bp)
  const steps: LadderStep[] = [
    { rung: 'party', bp: ask.partyBp, fromDate: null, seq: null, slab: null },
    ...plain('company'),
    ...plain('list'),
    ...plain('item'),
  ]
  if (slab)
    steps.push({
      rung: 'slab',
      bp: slab.bp,
      fromDate: slab.fromDate,
      seq: slab.seq,
      slab: { by: slab.rung as 'quantity' | 'value', fromMin: slab.fromMin },
    })
  return steps.filter((step) => step.bp > 0)
}

export type LineAsk = {
  readonly qtyMilli: number
  readonly rateE4: number
  readonly factor: number
  readonly percentsBp: readonly number[]
}

/** The value of a line after its percentages as a fraction of a paisa: exact, so that it can be rounded once. */
export function afterPercents(line: LineAsk): { top: bigint; bottom: bigint } {
  let top = BigInt(line.rateE4) * BigInt(line.qtyMilli)
  let bottom = 100_000n * BigInt(line.factor)
  for (const bp of line.percentsBp) {
    if (!Number.isSafeInteger(bp) || bp < 0 || bp > 10_000) throw new RangeError(`discount: ${bp}`)
    top *= BigInt(10_000 - bp)
    bottom *= 10_000n
  }
  return { top, bottom }
}

/** What a line comes to after its percentages and a flat amount, as the tax engine reckons it (gst-rules.md §2.1 steps 1 and 2); never below nothing. */
export function lineNet(line: LineAsk, flatPaise: number): Paise {
  const { top, bottom } = afterPercents(line)
  return paise(Math.max(0, shareExactly(top, bottom) - flatPaise))
}

/** Percentages that compound, as the one they come to, to the nearest basis point: for showing only. */
export function compoundBp(percentsBp: readonly number[]): number {
  const kept = percentsBp.reduce((left, bp) => left * BigInt(10_000 - bp), 1n)
  const whole = 10_000n ** BigInt(percentsBp.length)
  return Number(((whole - kept) * 10_000n * 2n + whole) / (2n * whole))
}
