import { describe, expect, test } from 'vitest'
import type { CostMethod, CostMove } from './cost.ts'
import { cost } from './cost-run.ts'

const nothing = { valuePaise: 0, qtyMilli: 0 }
let id = 0
const move = (date: string, qty: number, rest: Partial<CostMove> = {}): CostMove => ({
  id: ++id,
  date: `2026-11-${date}`,
  batch: 1,
  qtyMilli: qty * 1000,
  receivedPaise: null,
  returns: null,
  mirrors: null,
  ...rest,
})
const bought = (date: string, qty: number, receivedPaise: number) => move(date, qty, { receivedPaise })
const sold = (date: string, qty: number) => move(date, -qty)
const values = (method: CostMethod, moves: CostMove[], fallback = nothing) => {
  const { targets, layers } = cost(method, moves, fallback)
  return {
    targets: moves.map((one) => targets.get(one.id) ?? null),
    left: layers.map((layer) => [layer.qtyMilli / 1000, layer.valuePaise]),
  }
}

describe('cost of stock', () => {
  test('FIFO takes the oldest first, the average takes from the pool, and the last issue takes the remainder', () => {
    const story = () => [bought('01', 10, 1000), bought('02', 10, 2000), sold('03', 12), sold('04', 8)]
    expect(values('fifo', story())).toEqual({ targets: [null, null, -1400, -1600], left: [] })
    expect(values('average', story())).toEqual({ targets: [null, null, -1800, -1200], left: [] })
  })
  test('three for a rupee: no paisa is lost or left over', () => {
    expect(values('fifo', [bought('01', 3, 100), sold('02', 1), sold('02', 1), sold('02', 1)])).toEqual({
      targets: [null, -33, -34, -33],
      left: [],
    })
  })
  test('goods that come in on the day of an issue come before it', () => {
    expect(values('average', [bought('01', 10, 1000), sold('02', 10), bought('02', 10, 2000)]).targets[1]).toBe(-1500)
  })
  test('an issue without stock costs what the last receipt did, until its goods arrive', () => {
    const story = [bought('01', 5, 500), sold('02', 8)]
    expect(values('fifo', story)).toEqual({ targets: [null, -800], left: [[-3, -300]] })
    expect(values('fifo', [...story, bought('03', 10, 2000)])).toEqual({ targets: [null, -1100, null], left: [[7, 1400]] })
  })
  test('before any receipt it costs the purchase rate, without one nothing', () => {
    expect(values('fifo', [sold('02', 2)], { valuePaise: 1_000_000, qtyMilli: 1_000_000 }).targets).toEqual([-2000])
    expect(values('fifo', [sold('02', 2)]).targets).toEqual([0])
  })
  test('a return comes back at its share of what its issue cost, the last one at the rest', () => {
    const sale = sold('02', 3)
    const back = (date: string, qty: number) => move(date, qty, { returns: sale.id })
    expect(values('fifo', [bought('01', 3, 100), sale, back('05', 1), back('05', 1), back('06', 1)])).toEqual({
      targets: [null, -100, 33, 34, 33],
      left: [
        [1, 33],
        [1, 34],
        [1, 33],
      ],
    })
  })
  test('a return on the day of its sale follows the sale', () => {
    const sale = sold('02', 2)
    expect(values('average', [bought('01', 4, 400), sale, move('02', 2, { returns: sale.id }), sold('02', 1)]).left).toEqual([
      [3, 300],
    ])
  })
  test('a return of what was never in stock withdraws the shortage', () => {
    const sale = sold('02', 4)
    const back = move('03', 3, { returns: sale.id })
    const story = [bought('01', 1, 100), sale, back]
    expect(values('fifo', story)).toEqual({ targets: [null, -400, 300], left: [] })
    expect(values('fifo', [...story, bought('04', 5, 900)])).toEqual({ targets: [null, -400, 300, null], left: [[5, 900]] })
  })
  test('a mirrored pair is as if it had never been', () => {
    const wrong = bought('01', 10, 5000)
    const cancelled = move('01', -10, { mirrors: wrong.id })
    expect(values('fifo', [wrong, bought('02', 10, 1000), sold('03', 4), cancelled])).toEqual({
      targets: [null, null, -400, null],
      left: [[6, 600]],
    })
  })
})
