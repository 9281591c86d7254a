import type { CostMethod, CostPool, MethodPeriod } from './cost.ts'

/** One move of an item: signed quantity of a batch, what it brought with it, or the issue it returns. */
export type Told = { id: number; date: string; batch: number; qty: number; brings: number | null; of: number | null }
type Lot = { date: string; id: number; batch: number; qty: number; value: number }
/** Goods that left a shelf before they came; \`turned\` when a change of pool found them so, which then answers for them. */
type Debt = { issue: number; batch: number; qty: number; rate: [value: number, qty: number]; turned: { value: number } | null }
type Shelf = { method: CostMethod; pool: CostPool; lots: Lot[]; owed: Debt[] }

const half = (a: number, b: number, c: number) => Number((2n * BigInt(a) * BigInt(b) + BigInt(c)) / (2n * BigInt(c)))

function draw(from: { qty: number; value: number }, qty: number): number {
  const value = qty === from.qty ? from.value : half(from.value, qty, from.qty)
  from.qty -= qty
  from.value -= value
  return value
}

const together = (pool: CostPool, one: { batch: number }, other: { batch: number }) =>
  pool === 'item' || one.batch === other.batch

const onto = (shelf: Shelf, lot: Lot): void => {
  const all = [...shelf.lots, { ...lot }].sort((a, b) => (a.date === b.date ? a.id - b.id : a.date < b.date ? -1 : 1))
  if (shelf.method !== 'average') {
    shelf.lots = all
    return
  }
  const mine = all.filter((one) => together(shelf.pool, one, lot))
  const total = (of: 'qty' | 'value') => mine.reduce((sum, one) => sum + one[of], 0)
  shelf.lots = [
    ...all.filter((one) => !mine.includes(one)),
    { date: '', id: 0, batch: lot.batch, qty: total('qty'), value: total('value') },
  ]
}

/** Takes a quantity of a batch off a shelf; answers what was found there. */
function off(shelf: Shelf, batch: number, wanted: number): { qty: number; value: number } {
  const found = { qty: 0, value: 0 }
  for (const lot of shelf.method === 'lifo' ? [...shelf.lots].reverse() : shelf.lots) {
    const qty = together(shelf.pool, lot, { batch }) ? Math.min(lot.qty, wanted - found.qty) : 0
    if (qty > 0) {
      found.value += draw(lot, qty)
      found.qty += qty
    }
  }
  shelf.lots = shelf.lots.filter((lot) => lot.qty > 0)
  return found
}

const days = (story: readonly Told[]): [string, Told[]][] => {
  const byDay = new Map<string, Told[]>()
  for (const move of story) byDay.set(move.date, [...(byDay.get(move.date) ?? []), move])
  return [...byDay].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** What a retelling finds: the value of every move, of every change of method, and what is left. */
export type Retold = {
  worth: Map<number, number>
  changes: { from: string; value: number }[]
  left: { qty: number; value: number }
}

/**
 * The value of every move of an item, told again from its first day by the rules of the cost of stock: the reference that
 * posted figures are held against, by tests and by the data doctor. By lists and filters, and sharing no code with cost-run.ts.
 */
export function retell(method: CostMethod | readonly MethodPeriod[], story: readonly Told[]): Retold {
  const periods = typeof method === 'string' ? [{ from: '', method, pool: 'item' as const }] : method
  const worth = new Map<number, number>()
  const changes: Retold['changes'] = []
  const held = new Map<number, { qty: number; value: number }>()
  const rates = new Map<number, [value: number, qty: number]>()
  // one shelf a period: the first is in use, each next one is kept beside it until its day comes
  const shelves = periods.map((period): Shelf => ({ method: period.method, pool: period.pool, lots: [], owed: [] }))
  let current = 0
  let rate: [number, number] = [0, 0]
  const rateOf = new Map<number, [number, number]>()
  const rated = ([value, of]: [number, number], qty: number) => (of === 0 ? 0 : half(value, qty, of))
  const add = (map: Map<number, number>, id: number, value: number) => map.set(id, (map.get(id) ?? 0) + value)
  const shelfAt = (at: number) => shelves[at] as Shelf
  const valueOn = (shelf: Shelf) => shelf.lots.reduce((sum, lot) => sum + lot.value, 0)
  const going = ({ pool }: Shelf, batch: number) => (pool === 'batch' ? (rateOf.get(batch) ?? rate) : rate)
  const hold = (issue: number, qty: number, value: number) => {
    const now = held.get(issue) ?? { qty: 0, value: 0 }
    held.set(issue, { qty: now.qty + qty, value: now.value + value })
    add(worth, issue, -value)
  }
  const pay = (debt: Debt, qty: number, value: number) => {
    if (debt.turned) debt.turned.value -= value
    else hold(debt.issue, qty, value)
    debt.qty -= qty
  }
  const turnTo = (day: string) => {
    for (let next = periods[current + 1]; next && next.from <= day; next = periods[current + 1]) {
      const [before, after] = [shelfAt(current), shelfAt(current + 1)]
      const change = { from: next.from, value: valueOn(after) - valueOn(before) }
      changes.push(change)
      if (before.pool === after.pool) after.owed = before.owed
      else {
        for (const debt of before.owed) {
          const value = rated(debt.rate, debt.qty)
          change.value += value
          pay(debt, debt.qty, value)
        }
        after.owed = after.owed.map((debt) => ({ ...debt, turned: change }))
      }
      current += 1
    }
  }
  const arriveOn = (at: number, lot: Lot) => {
    const shelf = shelfAt(at)
    const left = { ...lot }
    for (const debt of shelf.owed) {
      const qty = together(shelf.pool, debt, lot) ? Math.min(debt.qty, left.qty) : 0
      if (qty === 0) continue
      const value = draw(left, qty)
      if (at === current) pay(debt, qty, value)
      else debt.qty -= qty
    }
    shelf.owed = shelf.owed.filter((debt) => debt.qty > 0)
    if (left.qty > 0) onto(shelf, left)
  }
  const leave = ({ id, batch, qty }: Told) => {
    rates.set(id, going(shelfAt(current), batch))
    for (let at = current; at < shelves.length; at++) {
      const shelf = shelfAt(at)
      const found = off(shelf, batch, -qty)
      if (at === current && found.qty > 0) hold(id, found.qty, found.value)
      if (found.qty < -qty)
        shelf.owed = [...shelf.owed, { issue: id, batch, qty: -qty - found.qty, rate: going(shelf, batch), turned: null }]
    }
  }
  /** Lets a return off what its own issue still owes on a shelf. */
  const forgive = (at: number, of: number, upTo: number): number => {
    const debt = shelfAt(at).owed.find(({ issue, turned }) => issue === of && turned === null)
    const qty = Math.min(debt?.qty ?? 0, upTo)
    if (debt) debt.qty -= qty
    shelfAt(at).owed = shelfAt(at).owed.filter((one) => one.qty > 0)
    return qty
  }
  const comeBack = (move: Told, day: string) => {
    const of = move.of ?? 0
    const known = rates.has(of)
    const forgiven = forgive(current, of, move.qty)
    const provisional = rated(rates.get(of) ?? [0, 0], forgiven)
    add(worth, of, -provisional)
    const back = move.qty - forgiven
    const sold = held.get(of) ?? { qty: 0, value: 0 }
    const covered = Math.min(back, sold.qty)
    // of a sale that is not in the book: as the last goods that came
    const unknown = known ? (rates.get(of) as [number, number]) : going(shelfAt(current), move.batch)
    const value = (covered > 0 ? draw(sold, covered) : 0) + rated(unknown, back - covered)
    worth.set(move.id, provisional + value)
    for (let at = shelves.length - 1; at >= current; at--) {
      const qty = at === current ? back : move.qty - forgive(at, of, move.qty)
      const part = qty === back ? value : half(provisional + value, qty, move.qty)
      if (qty > 0) arriveOn(at, { date: day, id: move.id, batch: move.batch, qty, value: part })
    }
  }
  for (const [day, moves] of days(story)) {
    turnTo(day)
    const today = moves.sort((a, b) => a.id - b.id)
    const late = (move: Told) => move.qty < 0 || today.some(({ id }) => id === move.of)
    for (const move of [...today.filter((one) => !late(one)), ...today.filter(late)]) {
      const { id, batch, qty, brings } = move
      if (qty < 0) leave(move)
      else if (brings === null) comeBack(move, day)
      else {
        rate = [brings, qty]
        rateOf.set(batch, rate)
        worth.set(id, brings)
        for (let at = current; at < shelves.length; at++) arriveOn(at, { date: day, id, batch, qty, value: brings })
      }
    }
  }
  turnTo('9999-12-31')
  return { worth, changes, left: leftOf(shelfAt(current), rated, (debt, value) => add(worth, debt.issue, -value)) }
}

/** What is on a shelf, what it still owes taken off at the cost that stands for it until goods come. */
function leftOf(
  { lots, owed }: Shelf,
  rated: (rate: [number, number], qty: number) => number,
  stands: (debt: Debt, value: number) => void,
): { qty: number; value: number } {
  const left = { qty: 0, value: 0 }
  for (const lot of lots) {
    left.qty += lot.qty
    left.value += lot.value
  }
  for (const debt of owed) {
    const value = rated(debt.rate, debt.qty)
    left.qty -= debt.qty
    left.value -= value
    if (debt.turned) debt.turned.value -= value
    else stands(debt, value)
  }
  return left
}
