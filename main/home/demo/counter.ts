import type { LocalDate } from '../../../shared/calendar.ts'
import type { Input } from '../../../shared/contract.ts'
import { share } from '../../../shared/money.ts'
import type { sales } from '../../../shared/sales/contract.ts'
import { prescribed } from '../../../shared/sales/schedule-rules.ts'
import type { Chance } from './chance.ts'
import type { Clerk } from './clerk.ts'
import type { Person, Shelf } from './shop.ts'

type Draft = Input<typeof sales.postBill>
type Line = Draft['lines'][number]

const salesmen = ['Ramesh Kale', 'Sunita Pawar', 'Imran Shaikh']
const walkIns = ['Cash', 'Anil Joshi', 'Dr S. Kulkarni', 'Meera Deshpande', 'Staff purchase', 'Farhan Qureshi']
const cancelReasons = ['Keyed for the wrong customer', 'Customer cancelled the order', 'Billed twice']

/** How many lines a bill has: most are short, some run to fifteen. */
const lineCount = (dice: Chance, walkIn: boolean): number =>
  walkIn ? dice.whole(1, 4) : dice.pick([dice.whole(1, 4), dice.whole(4, 9), dice.whole(9, 15)], () => 1)

/** One line as it is keyed, over as many batches as it takes, earliest expiry first; empty when the shelf is. */
async function linesOf(
  clerk: Clerk,
  shelf: Shelf,
  facts: { day: LocalDate; dice: Chance; walkIn: boolean; tier: 'ptr' | 'hospital'; discountBp: number },
): Promise<Line[]> {
  const { dice, walkIn } = facts
  const { factor } = shelf.pack
  const wanted = walkIn
    ? dice.whole(1, Math.min(3, shelf.usual))
    : Math.max(1, dice.whole(Math.ceil(shelf.usual / 8), shelf.usual))
  const { rows } = await clerk.ask('inventory', 'batches', { itemId: shelf.id, date: facts.day, tier: facts.tier })
  const there = rows.reduce((sum, row) => sum + Math.floor(row.availableMilli / (factor * 1000)), 0)
  let free = shelf.scheme && wanted >= 10 ? Math.floor(wanted / 10) : 0
  let packs = Math.min(wanted, there)
  if (packs + free > there) free = 0
  if (packs === 0) return []
  const discountsBp =
    facts.discountBp > 0 && free === 0
      ? [facts.discountBp]
      : free === 0 && !walkIn && dice.percent(15)
        ? [dice.pick([100, 200, 250])]
        : []
  const lines: Line[] = []
  for (const row of rows) {
    const here = Math.floor(row.availableMilli / (factor * 1000))
    const taken = Math.min(here, packs)
    const given = packs - taken === 0 ? Math.min(here - taken, free) : 0
    if (taken + given === 0) continue
    lines.push({
      itemId: shelf.id,
      batchId: row.id,
      locationId: row.locationId,
      unit: shelf.pack.sale,
      factor,
      qtyMilli: taken * factor * 1000,
      freeMilli: given * factor * 1000,
      rateE4: row.rateE4 ?? (facts.tier === 'hospital' ? shelf.hospitalE4 : shelf.ptrE4),
      discountsBp,
    })
    packs -= taken
    free -= given
    shelf.packs -= taken + given
    if (packs === 0 && free === 0) break
  }
  return lines
}

/** How it is paid: walk-ins at once, others mostly on credit, some part now and the rest later. */
function payment(dice: Chance, buyer: Person | null, lines: readonly Line[]): Pick<Draft, 'mode' | 'paid'> {
  if (!buyer) return { mode: dice.pick(['cash', 'upi', 'card'], (mode) => ({ cash: 6, upi: 5, card: 1 })[mode] ?? 1), paid: [] }
  const mode = dice.pick(
    ['credit', 'cash', 'upi', 'bank', 'mixed'] as const,
    (one) => ({ credit: 64, cash: 14, upi: 13, bank: 3, mixed: 6 })[one],
  )
  if (mode !== 'mixed') return { mode, paid: [] }
  const about = lines.reduce((sum, line) => sum + share(line.rateE4, line.qtyMilli, 100_000 * line.factor), 0)
  const part = Math.max(100_00, Math.floor((about * 0.3) / 100_00) * 100_00)
  return part * 2 < about
    ? {
        mode,
        paid: [
          { mode: 'cash', amountPaise: part },
          { mode: 'upi', amountPaise: part },
        ],
      }
    : { mode: 'credit', paid: [] }
}

/** Keys and posts one bill; now and then it is cancelled some minutes later. Returns false when nothing asked for was there. */
export async function sellOnce(
  clerk: Clerk,
  facts: {
    n: number
    day: LocalDate
    minutes: number
    shelves: readonly Shelf[]
    customers: readonly Person[]
    dice: Chance
    cancel: boolean
  },
): Promise<boolean> {
  const { n, day, minutes, dice } = facts
  clerk.at(day, minutes)
  const buyer = dice.percent(13) ? null : dice.pick(facts.customers, (one) => one.often)
  const tier = buyer?.type === 'hospital' ? 'hospital' : 'ptr'
  const asked = new Set<Shelf>()
  // a wholesaler gives nothing on prescription to who walks in
  const shelves = buyer ? facts.shelves : facts.shelves.filter((one) => !prescribed.includes(one.schedule))
  for (let left = lineCount(dice, buyer === null); left > 0; left -= 1) asked.add(dice.pick(shelves, (one) => one.brisk))
  const lines: Line[] = []
  for (const shelf of asked)
    lines.push(
      ...(await linesOf(clerk, shelf, {
        day,
        dice,
        walkIn: buyer === null,
        tier,
        discountBp: buyer?.type === 'wholesale' ? 300 : 0,
      })),
    )
  if (lines.length === 0) return false
  const outstation = buyer !== null && buyer.stateCode !== '27'
  const uid = clerk.uid('bill', n)
  await clerk.ask('sales', 'postBill', {
    uid,
    date: day,
    party: buyer?.uid ?? null,
    walkIn: buyer ? null : { name: dice.pick(walkIns), phone: null },
    zeroRated: buyer?.category === 'sez' ? { withPayment: true } : null,
    ...payment(dice, buyer, lines),
    chargesPaise: outstation && dice.percent(60) ? dice.whole(2, 6) * 50_00 : 0,
    salesman: buyer ? dice.pick(salesmen) : null,
    lines,
  })
  if (!facts.cancel) return true
  clerk.at(day, minutes + 6)
  await clerk.ask('sales', 'cancelBill', { uid, reason: dice.pick(cancelReasons) })
  for (const line of lines) {
    const shelf = facts.shelves.find((one) => one.id === line.itemId)
    if (shelf) shelf.packs += (line.qtyMilli + (line.freeMilli ?? 0)) / (shelf.pack.factor * 1000)
  }
  return true
}

/** The evening's collection: some customers settle their oldest bills, a few round sums stay on account. */
export async function collect(
  clerk: Clerk,
  facts: { day: LocalDate; minutes: number; first: number; customers: readonly Person[]; dice: Chance },
): Promise<number> {
  const { day, dice } = facts
  let n = facts.first
  const callers = new Set(Array.from({ length: dice.whole(2, 6) }, () => dice.pick(facts.customers, (one) => one.often)))
  for (const buyer of callers) {
    const owed = (await clerk.ask('accounts', 'outstanding', { party: buyer.uid })).filter((one) => one.leftPaise > 0)
    if (owed.length === 0) continue
    const settled = owed.slice(0, dice.whole(1, 3)).reduce((sum, one) => sum + one.leftPaise, 0)
    const amountPaise = dice.percent(25) ? Math.max(500_00, Math.floor(settled / 500_00) * 500_00) : settled
    const mode = dice.pick(
      ['upi', 'bank', 'cheque', 'cash'] as const,
      (one) => ({ upi: 35, bank: 30, cheque: 20, cash: 15 })[one],
    )
    clerk.at(day, facts.minutes + (n % 20))
    await clerk.ask('payments', 'postReceipt', {
      uid: clerk.uid('receipt', n),
      date: day,
      party: buyer.uid,
      mode,
      amountPaise,
      reference:
        mode === 'cash'
          ? null
          : mode === 'cheque'
            ? `CHQ ${dice.whole(100001, 999998)}`
            : `UTR${dice.whole(100000000, 999999999)}`,
    })
    n += 1
  }
  return n
}
