import type { CostMethod, MethodPeriod } from './cost.ts'

/** One move of an item: signed quantity, what it brought with it, or the issue it returns. */
export type Told = { id: number; date: string; qty: number; brings: number | null; of: number | null }
type Lot = { date: string; id: number; qty: number; value: number }
type Shelf = { method: CostMethod; lots: Lot[] }

const half = (a: number, b: number, c: number) => Number((2n * BigInt(a) * BigInt(b) + BigInt(c)) / (2n * BigInt(c)))

function draw(from: { qty: number; value: number }, qty: number): number {
  const value = qty === from.qty ? from.value : half(from.value, qty, from.qty)
  from.qty -= qty
  from.value -= value
  return value
}

const onto = ({ method, lots }: Shelf, lot: Lot): Shelf => {
  const all = [...lots, { ...lot }].sort((a, b) => (a.date === b.date ? a.id - b.id : a.date < b.date ? -1 : 1))
  const total = (of: 'qty' | 'value') => all.reduce((sum, one) => sum + one[of], 0)
  return { method, lots: method === 'average' ? [{ date: '', id: 0, qty: total('qty'), value: total('value') }] : all }
}

/** Takes a quantity off a shelf; answers what was found there. */
function off(shelf: Shelf, wanted: number): { qty: number; value: number } {
  const found = { qty: 0, value: 0 }
  for (const lot of shelf.method === 'lifo' ? [...shelf.lots].reverse() : shelf.lots) {
    const qty = Math.min(lot.qty, wanted - found.qty)
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
  const periods = typeof method === 'string' ? [{ from: '', method }] : method
  const worth = new Map<number, number>()
  const changes: Retold['changes'] = []
  const held = new Map<number, { qty: number; value: number }>()
  const rates = new Map<number, [value: number, qty: number]>()
  // one shelf a period: the first is in use, each next one is kept beside it until its day comes
  const shelves = periods.map((period): Shelf => ({ method: period.method, lots: [] }))
  let current = 0
  let owed: { issue: number; qty: number }[] = []
  let rate: [number, number] = [0, 0]
  const rated = ([value, of]: [number, number], qty: number) => (of === 0 ? 0 : half(value, qty, of))
  const add = (map: Map<number, number>, id: number, value: number) => map.set(id, (map.get(id) ?? 0) + value)
  const shelfValue = (at: number) => (shelves[at] as Shelf).lots.reduce((sum, lot) => sum + lot.value, 0)
  const turnTo = (day: string) => {
    for (let next = periods[current + 1]; next && next.from <= day; next = periods[current + 1]) {
      changes.push({ from: next.from, value: shelfValue(current + 1) - shelfValue(current) })
      current += 1
    }
  }
  const hold = (issue: number, qty: number, value: number) => {
    const now = held.get(issue) ?? { qty: 0, value: 0 }
    held.set(issue, { qty: now.qty + qty, value: now.value + value })
    add(worth, issue, -value)
  }
  const arrive = (lot: Lot) => {
    for (const debt of owed) {
      const qty = Math.min(debt.qty, lot.qty)
      if (qty === 0) continue
      hold(debt.issue, qty, draw(lot, qty))
      debt.qty -= qty
    }
    owed = owed.filter((debt) => debt.qty > 0)
    if (lot.qty > 0) for (const [at, shelf] of shelves.entries()) if (at >= current) shelves[at] = onto(shelf, lot)
  }
  const leave = (move: Told) => {
    rates.set(move.id, rate)
    const found = shelves.map((shelf, at) => (at >= current ? off(shelf, -move.qty) : null))[current] as {
      qty: number
      value: number
    }
    if (found.qty > 0) hold(move.id, found.qty, found.value)
    if (found.qty < -move.qty) owed = [...owed, { issue: move.id, qty: -move.qty - found.qty }]
  }
  const comeBack = (move: Told, day: string) => {
    const of = move.of ?? 0
    // of a sale that is not in the book: as the last goods that came
    if (!rates.has(of)) {
      worth.set(move.id, rated(rate, move.qty))
      return arrive({ date: day, id: move.id, qty: move.qty, value: rated(rate, move.qty) })
    }
    const debt = owed.find(({ issue }) => issue === of)
    const forgiven = Math.min(debt?.qty ?? 0, move.qty)
    if (debt) debt.qty -= forgiven
    owed = owed.filter(({ qty }) => qty > 0)
    const provisional = rated(rates.get(of) ?? [0, 0], forgiven)
    add(worth, of, -provisional)
    const back = move.qty - forgiven
    const sold = held.get(of) ?? { qty: 0, value: 0 }
    const known = Math.min(back, sold.qty)
    const value = (known > 0 ? draw(sold, known) : 0) + rated(rates.get(of) ?? [0, 0], back - known)
    worth.set(move.id, provisional + value)
    if (back > 0) arrive({ date: day, id: move.id, qty: back, value })
  }
  for (const [day, moves] of days(story)) {
    turnTo(day)
    const today = moves.sort((a, b) => a.id - b.id)
    const late = (move: Told) => move.qty < 0 || today.some(({ id }) => id === move.of)
    for (const move of [...today.filter((one) => !late(one)), ...today.filter(late)]) {
      if (move.qty < 0) leave(move)
      else if (move.brings === null) comeBack(move, day)
      else {
        rate = [move.brings, move.qty]
        worth.set(move.id, move.brings)
        arrive({ date: day, id: move.id, qty: move.qty, value: move.brings })
      }
    }
  }
  turnTo('9999-12-31')
  const provisional = owed.map(({ issue, qty }) => ({ issue, qty, value: rated(rates.get(issue) ?? [0, 0], qty) }))
  for (const { issue, value } of provisional) add(worth, issue, -value)
  const { lots } = shelves[current] as Shelf
  const sum = (of: 'qty' | 'value') =>
    lots.reduce((total, lot) => total + lot[of], 0) - provisional.reduce((total, debt) => total + debt[of], 0)
  return { worth, changes, left: { qty: sum('qty'), value: sum('value') } }
}
