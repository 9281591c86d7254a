import type { LocalDate } from '../../shared/calendar.ts'
import { financialYear } from '../../shared/calendar.ts'
import { Refusal } from '../../shared/refusal.ts'
import { assertOpenPeriod } from '../accounts/period.ts'
import { change } from '../company/records.ts'
import { sql } from '../database/connection.ts'
import type { Writing } from '../given.ts'
import type { CostMethod, CostPool } from './cost.ts'
import { costPeriods } from './cost-store.ts'
import { anyRecost, askRecostOfAll } from './recost-store.ts'

/**
 * Brings another cost method into force on a 1 April (model, cost of stock 8). Every item that ever moved is noted to be settled from
 * that day: its opening layers are rebuilt by the new method and the difference is a `method` entry against Change in stock valuation.
 * Refuses any other day, another year than this one, a locked day, the method in force, and while cost is being settled; LIFO is
 * warned of: AS 2 (9–17) and ICDS II (16) take FIFO or weighted average.
 */
export function changeCostMethod(given: Writing, { method, from, reason }: { method: CostMethod } & When): void {
  assertMayChange(given, from)
  if (costPeriods(given.tx, from).at(-1)?.method === method)
    throw new Refusal('inventory/method-same', 'That is the method in force', 'method', { method })
  if (method === 'lifo') given.warn('inventory/lifo-not-as2', 'method')
  bringIntoForce(given, { name: 'cost-method', value: method, from, reason })
}

/** Brings another pool of cost into force on a 1 April, in the same way and with the same refusals: all of an item, or each batch. */
export function changeCostPool(given: Writing, { pool, from, reason }: { pool: CostPool } & When): void {
  assertMayChange(given, from)
  if (costPeriods(given.tx, from).at(-1)?.pool === pool)
    throw new Refusal('inventory/pool-same', 'That is the pool in force', 'pool', { pool })
  bringIntoForce(given, { name: 'cost-pool', value: pool, from, reason })
}

type When = { from: LocalDate; reason: string }

function assertMayChange(given: Writing, from: LocalDate): void {
  const { tx, today } = given
  if (!from.endsWith('-04-01'))
    throw new Refusal('inventory/method-not-april', 'A cost method comes into force on a 1 April', 'from')
  if (from !== financialYear(today).from && from <= today)
    throw new Refusal('inventory/method-past-year', 'The accounts of an earlier year are not valued anew', 'from', {
      from: financialYear(today).from,
    })
  const begin = tx.must(sql.selectFrom('firm').select('books_begin').where('id', '=', 1)).books_begin
  if (from < begin) throw new Refusal('inventory/method-before-books', `The books begin on ${begin}`, 'from', { from: begin })
  assertOpenPeriod(given, 'cost-method', from)
  if (anyRecost(tx)) throw new Refusal('inventory/cost-settling', 'The cost of stock is still being settled', undefined)
}

function bringIntoForce(given: Writing, { name, value, from, reason }: { name: string; value: string } & When): void {
  const row = { subject_type: 'firm', subject_id: 1, name, from_date: from, value }
  change(given, [{ insert: 'dated_fact', row }], { entity: 'firm', reason })
  askRecostOfAll(given.tx, from)
}
