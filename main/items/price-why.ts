import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import type { priceCalls } from '../../shared/items/price-contract.ts'
import { type LinePrice, packsIn, priceLine } from '../../shared/items/price-line.ts'
import { halfPacksOf, schemeDeal } from '../../shared/items/scheme.ts'
import { type Paise, paise, share } from '../../shared/money.ts'
import { milli, rateE4 } from '../../shared/quantity.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidBytes } from '../database/uid.ts'
import { taxOn } from './item-facts.ts'
import { knownItem, knownParty } from './price-changes.ts'
import { priceFacts } from './price-store.ts'

type Ask = z.output<(typeof priceCalls)['whyRate']['input']>
type Why = z.output<(typeof priceCalls)['whyRate']['output']>
type Step = Why['steps'][number]

const bare: Omit<Step, 'what' | 'which' | 'outcome'> = {
  name: null,
  rateE4: null,
  percentBp: null,
  amountPaise: null,
  qtyMilli: null,
  fromDate: null,
  toDate: null,
  setBy: null,
  setAt: null,
}

const noted = prepared<{ seq: number }>()((p) =>
  sql.selectFrom('journal as j').leftJoin('user as u', 'u.id', 'j.user_id').select(['j.at', 'u.name']).where('j.seq', '=', p.seq),
)
const notedOf = prepared<{ uid: Uint8Array }>()((p) =>
  sql
    .selectFrom('journal as j')
    .leftJoin('user as u', 'u.id', 'j.user_id')
    .select(['j.at', 'u.name'])
    .where('j.entity_uid', '=', p.uid)
    .orderBy('j.seq', 'desc')
    .limit(1),
)
type Noted = { at: string; name: string | null } | undefined
const setBy = (row: Noted): Pick<Step, 'setBy' | 'setAt'> => ({ setBy: row?.name ?? null, setAt: row?.at ?? null })

function rateSteps(db: Reader, price: LinePrice): Step[] {
  return price.rate.steps.map((step) => ({
    ...bare,
    what: 'rate',
    which: step.source,
    outcome: step.outcome,
    name: step.list,
    rateE4: step.rateE4,
    fromDate: step.fromDate,
    ...(step.row ? setBy(db.get(noted, { seq: step.row.seq })) : {}),
  }))
}

function schemeSteps(db: Reader, price: LinePrice, packs: number): Step[] {
  const { scheme } = price
  if (!scheme) return []
  const told = {
    ...bare,
    which: scheme.goods,
    name: scheme.freeItem ? `${schemeDeal(scheme)} ${scheme.freeItem.name}` : schemeDeal(scheme),
    fromDate: scheme.fromDate,
    toDate: scheme.toDate,
    ...setBy(db.get(notedOf, { uid: uidBytes(scheme.uid) })),
  }
  const free = price.freeOther?.qtyMilli ?? price.freeMilli
  const half: Step[] =
    halfPacksOf(scheme, packs) > 0 ? [{ ...told, what: 'half', outcome: 'given', amountPaise: paise(-price.flatPaise) }] : []
  return [{ ...told, what: 'scheme', outcome: free > 0 ? 'given' : 'not-reached', qtyMilli: milli(free) }, ...half]
}

const ladderSteps = (db: Reader, price: LinePrice, party: string | null): Step[] =>
  price.ladder.map((step) => ({
    ...bare,
    what: 'ladder',
    which: step.slab ? `slab-${step.slab.by}` : step.rung,
    outcome: 'taken',
    percentBp: step.bp,
    fromDate: step.fromDate,
    ...(step.slab?.by === 'quantity' ? { qtyMilli: milli(step.slab.fromMin * 1000) } : {}),
    ...(step.slab?.by === 'value' ? { amountPaise: paise(step.slab.fromMin) } : {}),
    ...(step.seq !== null
      ? setBy(db.get(noted, { seq: step.seq }))
      : party !== null
        ? setBy(db.get(notedOf, { uid: uidBytes(party) }))
        : {}),
  }))

type Batch = { number: string; packFactor: number; mrpPaise: number | null }
const batchMrp = prepared<{ id: number; item: number; date: LocalDate }>()(
  (
    p,
  ) => text<Batch>`select b.number, b.pack_factor as packFactor, coalesce((select m.mrp from batch_mrp m where m.batch_id = b.id and m.from_date <= ${p.date}
      order by m.from_date desc, m.seq desc, m.id desc limit 1), b.mrp_printed) as mrpPaise
    from batch b where b.id = ${p.id} and b.item_id = ${p.item}`,
)
const lastCost = prepared<{ item: number }>()((p) =>
  sql.selectFrom('item_cost').select(['last_qty', 'last_value']).where('item_id', '=', p.item),
)

/** The MRP a pack may not pass with tax (gst-rules.md §8.4), as the highest rate per sale unit before tax. */
function mrpStep(db: Reader, ask: Ask, price: LinePrice, factor: number, taxBp: number): Step[] {
  if (ask.batchId === null) return []
  const batch = db.get(batchMrp, { id: ask.batchId, item: ask.itemId, date: ask.date })
  if (batch?.mrpPaise == null) return []
  // what is a paisa above in the end is above: half a paisa still rounds down to the MRP
  const most = (BigInt(batch.mrpPaise) * 2n + 1n) * 500_000n * BigInt(factor) - 1n
  const rateMost = rateE4(Number(most / (BigInt(batch.packFactor) * BigInt(10_000 + taxBp))))
  const broken = price.rate.rateE4 !== null && price.rate.rateE4 > rateMost
  return [
    {
      ...bare,
      what: 'mrp',
      which: 'effective',
      outcome: broken ? 'broken' : 'kept',
      name: batch.number,
      amountPaise: paise(batch.mrpPaise),
      rateE4: rateMost,
    },
  ]
}

/** What a quantity cost at the last receipt; null when it never came in. */
function costOf(db: Reader, item: number, qtyMilli: number): number | null {
  const cost = db.get(lastCost, { item })
  return cost && cost.last_qty !== 0 ? share(cost.last_value, qtyMilli, cost.last_qty) : null
}

/** What is left of the net over the last cost of everything that leaves for it, free goods of another item too. */
function marginStep(db: Reader, ask: Ask, price: LinePrice): Step[] {
  const cost = costOf(db, ask.itemId, ask.qtyMilli + price.freeMilli)
  if (cost === null) return []
  const gift = price.freeOther ? (costOf(db, price.freeOther.itemId, price.freeOther.qtyMilli) ?? 0) : 0
  const margin = price.netPaise - cost - gift
  return [
    {
      ...bare,
      what: 'margin',
      which: 'last-receipt',
      outcome: margin < 0 ? 'broken' : 'kept',
      amountPaise: paise(margin) as Paise,
      percentBp: price.netPaise === 0 ? null : share(margin, 10_000, price.netPaise),
    },
  ]
}

/**
 * Why an item costs a party what it does on a day: the same facts and the same function the bill fills its cells with, told step by
 * step, with who wrote each row and when. Refuses unknown item and party. Margin only for who may see cost.
 */
export function whyRate(db: Reader, ask: Ask, maySeeCost: boolean): Why {
  const item = knownItem(db, ask.itemId, 'itemId')
  const party = ask.party === null ? null : knownParty(db, ask.party)
  const facts = priceFacts(db, ask.itemId, party, ask.date)
  if (!facts) throw new Error(`item ${ask.itemId} went away`)
  const price = priceLine(facts, ask)
  const tax = taxOn(db, ask.itemId, ask.date)
  const taxed = tax?.class === 'taxable'
  const taxBp = taxed ? tax.rateBp + tax.cessBp : 0
  const packs = packsIn(ask.qtyMilli, facts.factor)
  const net: Step = {
    ...bare,
    what: 'net',
    which: facts.unit,
    outcome: 'taken',
    amountPaise: price.netPaise,
    qtyMilli: ask.qtyMilli,
  }
  const gst: Step = {
    ...bare,
    what: 'tax',
    which: tax?.class ?? 'none',
    outcome: tax ? 'taken' : 'none',
    percentBp: taxBp,
    fromDate: tax?.fromDate ?? null,
  }
  return {
    item: item.name,
    unit: facts.unit,
    factor: facts.factor,
    source: price.rate.taken?.source ?? null,
    rateE4: price.rate.rateE4,
    freeMilli: price.freeMilli,
    percentsBp: price.percentsBp as Why['percentsBp'],
    flatPaise: price.flatPaise,
    grossPaise: price.grossPaise,
    netPaise: price.netPaise,
    steps: [
      ...rateSteps(db, price),
      ...schemeSteps(db, price, packs),
      ...ladderSteps(db, price, ask.party),
      net,
      gst,
      ...mrpStep(db, ask, price, facts.factor, taxBp),
      ...(maySeeCost ? marginStep(db, ask, price) : []),
    ],
  }
}
