import type { CostMethod } from './cost.ts'

/** One move of an item: signed quantity, what it brought with it, or the issue it returns. */
export type Told = { id: number; date: string; qty: number; brings: number | null; of: number | null }
type Lot = { date: string; id: number; qty: number; value: number }

const half = (a: number, b: number, c: number) => Number((2n * BigInt(a) * BigInt(b) + BigInt(c)) / (2n * BigInt(c)))

/**
 * The value of every move of an item, told again from its first day by the rules of the cost of stock: the reference that
 * posted figures are held against. By lists and filters, and sharing no code with cost.ts.
 */
export function retell(method: CostMethod, story: readonly Told[]): Map<number, number> {
  const worth = new Map<number, number>()
  const held = new Map<number, { qty: number; value: number }>()
  const rates = new Map<number, [value: number, qty: number]>()
  let lots: Lot[] = []
  let owed: { issue: number; qty: number }[] = []
  let rate: [number, number] = [0, 0]
  const rated = ([value, of]: [number, number], qty: number) => (of === 0 ? 0 : half(value, qty, of))
  const add = (map: Map<number, number>, id: number, value: number) => map.set(id, (map.get(id) ?? 0) + value)
  const hold = (issue: number, qty: number, value: number) => {
    const now = held.get(issue) ?? { qty: 0, value: 0 }
    held.set(issue, { qty: now.qty + qty, value: now.value + value })
    add(worth, issue, -value)
  }
  const draw = (from: { qty: number; value: number }, qty: number) => {
    const value = qty === from.qty ? from.value : half(from.value, qty, from.qty)
    from.qty -= qty
    from.value -= value
    return value
  }
  const arrive = (lot: Lot) => {
    while (owed[0] && lot.qty > 0) {
      const qty = Math.min(owed[0].qty, lot.qty)
      hold(owed[0].issue, qty, draw(lot, qty))
      owed[0].qty -= qty
      owed = owed.filter((debt) => debt.qty > 0)
    }
    if (lot.qty === 0) return
    lots = [...lots, lot].sort((a, b) => (a.date === b.date ? a.id - b.id : a.date < b.date ? -1 : 1))
    if (method === 'average')
      lots = [
        { date: '', id: 0, qty: lots.reduce((n, { qty }) => n + qty, 0), value: lots.reduce((n, { value }) => n + value, 0) },
      ]
  }
  for (const day of [...new Set(story.map(({ date }) => date))].sort()) {
    const today = story.filter(({ date }) => date === day).sort((a, b) => a.id - b.id)
    const late = (move: Told) => move.qty < 0 || today.some(({ id }) => id === move.of)
    for (const move of [...today.filter((one) => !late(one)), ...today.filter(late)]) {
      if (move.qty < 0) {
        rates.set(move.id, rate)
        let missing = -move.qty
        for (const lot of lots) {
          const qty = Math.min(lot.qty, missing)
          if (qty > 0) hold(move.id, qty, draw(lot, qty))
          missing -= qty
        }
        lots = lots.filter((lot) => lot.qty > 0)
        if (missing > 0) owed = [...owed, { issue: move.id, qty: missing }]
      } else if (move.brings !== null) {
        rate = [move.brings, move.qty]
        worth.set(move.id, move.brings)
        arrive({ date: day, id: move.id, qty: move.qty, value: move.brings })
      } else {
        const of = move.of as number
        const debt = owed.find(({ issue }) => issue === of)
        const forgiven = Math.min(debt?.qty ?? 0, move.qty)
        if (debt) debt.qty -= forgiven
        owed = owed.filter(({ qty }) => qty > 0)
        const provisional = rated(rates.get(of) ?? [0, 0], forgiven)
        add(worth, of, -provisional)
        const back = move.qty - forgiven
        const value = back > 0 ? draw(held.get(of) as { qty: number; value: number }, back) : 0
        worth.set(move.id, provisional + value)
        if (back > 0) arrive({ date: day, id: move.id, qty: back, value })
      }
    }
  }
  for (const { issue, qty } of owed) add(worth, issue, -rated(rates.get(issue) ?? [0, 0], qty))
  return worth
}
