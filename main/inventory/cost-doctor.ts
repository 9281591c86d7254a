import type { DoctorCheck, Found } from '../accounts/doctor/check.ts'
import { type Reader, text } from '../database/connection.ts'
import type { MethodPeriod } from './cost.ts'
import { costMethods, costPools } from './cost.ts'
import type { CostState } from './cost-run.ts'
import { type Retold, retell, type Told } from './retell.ts'

/**
 * The cost of stock told again from each item's first day, by code that shares nothing with what posts it: what every issue and
 * return is posted at, what changes of method made, and the states kept at months' ends. Items that wait to be settled are left out.
 */

type Row = {
  item_id: number
  id: number
  date: string
  batch_id: number
  qty: number
  kind: string
  of_move: number | null
  mirror: number
  brought: number
  posted: number
}

const moves = () => text<Row>`
  select m.item_id, m.id, m.date, m.batch_id, m.qty, m.kind, m.of_move, p.kind = 'mirror' as mirror,
    coalesce((select sum(v.amount) from stock_value v where v.move_id = m.id and v.kind in ('receipt', 'landed')), 0) as brought,
    coalesce((select sum(v.amount) from stock_value v where v.move_id = m.id and v.kind in ('issue', 'revalue')), 0) as posted
  from stock_move m join posting p on p.id = m.posting_id
  where m.kind <> 'transfer' and m.item_id not in (select item_id from recost) order by m.item_id`

function periodsOf(db: Reader): MethodPeriod[] {
  const facts = db.rows(
    text<{ from_date: string; name: string; value: string }>`
      select from_date, name, value from dated_fact where subject_type = 'firm' and name in ('cost-method', 'cost-pool') order by from_date, seq, id`,
  )
  const days = [...new Set(facts.map((fact) => fact.from_date))]
  const latest = (name: string, day: string) => facts.findLast((fact) => fact.name === name && fact.from_date <= day)?.value
  return days
    .map((from) => ({
      from,
      method: costMethods.find((one) => one === latest('cost-method', from)) ?? ('fifo' as const),
      pool: costPools.find((one) => one === latest('cost-pool', from)) ?? ('item' as const),
    }))
    .filter((period, at, all) => at === 0 || all[at - 1]?.method !== period.method || all[at - 1]?.pool !== period.pool)
}

const most = 50
/** Before its first receipt an item's issues go by a price that may have changed since: they are not held against it. */
const beforeAnyReceipt = (rows: readonly Row[]): boolean => {
  const firstIn = rows
    .filter((row) => row.qty > 0 && row.kind !== 'sale-return')
    .reduce((least, row) => (row.date < least ? row.date : least), '9999')
  return rows.some((row) => row.qty < 0 && row.date < firstIn)
}

function told(rows: readonly Row[]): { live: Row[]; retold: Told[] } {
  const gone = new Set(rows.filter((row) => row.mirror === 1).flatMap((row) => [row.id, row.of_move]))
  const live = rows.filter((row) => !gone.has(row.id))
  const retold = live.map((row) => ({
    id: row.id,
    date: row.date,
    batch: row.batch_id,
    qty: row.qty,
    brings: row.qty < 0 || row.kind === 'sale-return' ? null : row.brought,
    of: row.of_move,
  }))
  return { live, retold }
}

function wrongMoves(rows: readonly Row[], live: readonly Row[], { worth }: Retold): Found[] {
  const alive = new Set(live.map((row) => row.id))
  return rows.flatMap((row) => {
    const valued = row.qty < 0 || row.kind === 'sale-return'
    const expected = alive.has(row.id) && valued ? (worth.get(row.id) ?? 0) : 0
    if (expected === row.posted) return []
    const subject = `item ${row.item_id} move ${row.id} ${row.date}`
    return [
      finding(
        'cost-of-issues',
        subject,
        'An issue or return is posted at another cost than its history gives',
        expected,
        row.posted,
      ),
    ]
  })
}

const finding = (check: string, subject: string, message: string, expected: number | string, found: number | string): Found => ({
  check,
  subject,
  message,
  expected: String(expected),
  found: String(found),
})

function* byItem(rows: Iterable<Row>): Generator<Row[]> {
  let item: Row[] = []
  for (const row of rows) {
    if (item[0] && item[0].item_id !== row.item_id) {
      yield item
      item = []
    }
    item.push(row)
  }
  if (item.length > 0) yield item
}

function costOfIssues(db: Reader): Found[] {
  const periods = periodsOf(db)
  const posted = new Map(
    db
      .rows(
        text<{
          item_id: number
          amount: number
        }>`select item_id, sum(amount) as amount from stock_value where kind = 'method' group by item_id`,
      )
      .map((row) => [row.item_id, row.amount]),
  )
  const found: Found[] = []
  for (const rows of byItem(db.each(moves()))) {
    if (found.length >= most) break
    const { live, retold } = told(rows)
    // an issue returned that no longer stands cannot be told; a shortage before any receipt goes by yesterday's price
    if (beforeAnyReceipt(live)) continue
    const again = retell(periods, retold)
    found.push(...wrongMoves(rows, live, again))
    const item = rows[0]?.item_id as number
    const changes = again.changes.reduce((sum, change) => sum + change.value, 0)
    if (changes !== (posted.get(item) ?? 0))
      found.push(
        finding(
          'cost-of-issues',
          `item ${item}`,
          'A change of method is posted at another difference',
          changes,
          posted.get(item) ?? 0,
        ),
      )
  }
  return found.slice(0, most)
}

/** What is kept of an item at the end of a month must be the stock of that day. */
function keptMonths(db: Reader): Found[] {
  const kept = db.rows(text<{ item_id: number; month: string; layers_json: string; qty: number }>`
    select c.item_id, c.month, c.layers_json, coalesce((select sum(m.qty) from stock_move m where m.item_id = c.item_id and m.date <= c.month || '-31'), 0) as qty
    from cost_checkpoint c`)
  return kept
    .flatMap(({ item_id, month, layers_json, qty }) => {
      const state = JSON.parse(layers_json) as CostState
      const sum = (lists: readonly { qty: number }[]) => lists.reduce((total, one) => total + one.qty, 0)
      const has =
        sum(state.layers.map((layer) => ({ qty: layer.qtyMilli }))) -
        sum(state.shorts.map((issue) => ({ qty: issue.shortMilli })))
      return has === qty
        ? []
        : [
            finding(
              'cost-checkpoint',
              `item ${item_id} ${month}`,
              'Layers kept at a month’s end differ from the stock of that day',
              qty,
              has,
            ),
          ]
    })
    .slice(0, most)
}

export const costChecks: readonly DoctorCheck[] = [
  { name: 'cost-of-issues', run: costOfIssues },
  { name: 'cost-checkpoint', run: keptMonths },
]
