import type { LocalDate } from '../../shared/calendar.ts'
import { fetchNow, type OutputOf, tell } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { went } from '../told.ts'
import { say } from '../ui/keyboard.ts'
import { words } from '../words.ts'
import { billRules } from './bill-columns.tsx'
import { type BillHead, type KeptBill, keepBill, newHead } from './bill-draft.ts'
import { type BatchHit, type BillLine, blankLine, type LineBatch } from './bill-line.ts'

type Posted = OutputOf<'sales.billToKey'>
type PostedLine = Posted['lines'][number]

/** What a bill being changed holds itself, which is there for its next version besides what the shelf has. */
export type OwnBatch = LineBatch & { readonly itemId: number; readonly ownMilli: number }
/** The posted bill that a draft is the next version of. */
export type Amends = {
  readonly uid: string
  readonly number: string
  readonly version: number
  readonly walkIn: Posted['walkIn']
  readonly zeroRated: Posted['zeroRated']
  readonly own: readonly OwnBatch[]
}

/** A line as it was posted, everything held as keyed: prices of today do not touch it. */
function postedLine({ item, units, decimals, batch, source, ...line }: PostedLine): BillLine {
  return {
    ...blankLine(),
    // the unit it was sold in stays that of the rate
    item: { ...item, saleUnit: line.unit, saleFactor: line.factor, units, decimals },
    batch: batch as LineBatch | null,
    source,
    choices: 1,
    qtyMilli: line.qtyMilli,
    freeMilli: line.freeMilli || null,
    rateE4: line.rateE4,
    first: [],
    second: line.percentsBp,
    flatPaise: line.flatPaise || null,
    keyed: ['rate', 'free', 'first', 'second', 'flat'],
  }
}

function headOf(posted: Posted, uid: string, date: LocalDate): BillHead {
  return {
    ...newHead(uid, date),
    party: posted.party,
    walkInName: posted.walkIn?.name ?? '',
    mode: posted.mode,
    paid: posted.paid,
    placeOfSupply: posted.placeOfSupply,
    withPayment: posted.zeroRated?.withPayment ?? true,
    pricesIncludeTax: posted.pricesIncludeTax,
    discountPaise: posted.discountPaise,
    discountKeyed: true,
    chargesPaise: posted.chargesPaise,
    salesman: posted.salesman ?? '',
    narration: posted.narration ?? '',
    prescription: posted.prescription,
  }
}

async function openKept(kept: Omit<KeptBill, 'version' | 'at' | 'text'>): Promise<void> {
  const at = {
    row: 0,
    col: Math.max(
      0,
      billRules.findIndex((rule) => rule.id === 'qty'),
    ),
  }
  const json = keepBill({ ...kept, at, text: null })
  const told = await tell('company.putDraft', { uid: kept.head.uid, kind: 'sale', json, heldName: null })
  if (went(told)) openScreen('sales/bill', { uid: kept.head.uid }, { another: true })
}

/** Opens a posted bill to be changed, with all its keys; saving it posts the next version under its number. */
export async function changeBill(uid: string): Promise<void> {
  const posted = await fetchNow('sales.billToKey', { uid })
  const own = posted.lines.flatMap(({ item, batch }) =>
    batch ? [{ ...(batch as LineBatch), itemId: item.id, ownMilli: batch.ownMilli }] : [],
  )
  const { number, version, walkIn, zeroRated } = posted
  const amends: Amends = {
    uid,
    number,
    version,
    walkIn,
    zeroRated,
    own: own.filter((one, at) => own.findIndex((other) => other.id === one.id && other.locationId === one.locationId) === at),
  }
  const draft = crypto.randomUUID()
  const head = { ...headOf(posted, draft, posted.date as LocalDate), amends }
  await openKept({ head, lines: posted.lines.map(postedLine) })
}

/** A new bill with the goods of a posted one, at the rates, schemes and batches of the day. */
export async function copyBill(uid: string, today: LocalDate): Promise<void> {
  const posted = await fetchNow('sales.billToKey', { uid })
  const draft = crypto.randomUUID()
  const head: BillHead = {
    ...newHead(draft, today),
    party: posted.party,
    walkInName: posted.walkIn?.name ?? '',
    mode: posted.party ? 'credit' : 'cash',
    salesman: posted.salesman ?? '',
  }
  const taken = new Map<number, number>()
  const lines: BillLine[] = []
  for (const posted_ of posted.lines) {
    const { rows } = await fetchNow('inventory.batches', { itemId: posted_.item.id, date: today, tier: 'ptr' })
    const wanted = posted_.qtyMilli + posted_.freeMilli
    const left = (batch: BatchHit) => batch.availableMilli - (taken.get(batch.id) ?? 0)
    const batch = rows.find((row) => left(row) >= wanted) ?? rows.find((row) => left(row) > 0) ?? null
    if (batch) taken.set(batch.id, (taken.get(batch.id) ?? 0) + wanted)
    const { item, units, decimals } = posted_
    lines.push({
      ...blankLine(),
      item: { ...item, units, decimals },
      batch,
      choices: rows.length,
      qtyMilli: posted_.qtyMilli,
      rateE4: batch?.rateE4 ?? item.rateE4,
    })
  }
  await openKept({ head, lines, follow: true })
  const none = lines.filter((line) => !line.batch).length
  if (none > 0) say(words('sales.copy.notInStock', { count: none }))
}
