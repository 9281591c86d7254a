import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'

/** Accounts the program itself posts to, by kind; each exists once in every book (see chart.ts). */
export const systemKinds = [
  'debtors',
  'creditors',
  'cash',
  'bank',
  'upi',
  'card',
  'cheques',
  'inventory',
  'cost-of-goods',
  'sales',
  'purchases-not-billed',
  'price-variance',
  'output-igst',
  'output-cgst',
  'output-sgst',
  'output-cess',
  'input-igst',
  'input-cgst',
  'input-sgst',
  'input-cess',
  'round-off',
  'opening-balance',
  'stock-method-change',
  'stock-adjustment',
  'charges-recovered',
  'sales-returns',
  'stock-write-off',
  'itc-reversed',
  'rcm-igst',
  'rcm-cgst',
  'rcm-sgst',
  'rcm-cess',
  'claims-on-suppliers',
  'expenses-on-purchases',
  'tcs-receivable',
  'discount-allowed',
  'goods-replaced',
  'cash-difference',
  'discount-received',
] as const
export type SystemAccount = (typeof systemKinds)[number]
const camel = (kind: string) => kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
type Camel<S extends string> = S extends `${infer A}-${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S
export type AccountIds = { readonly [K in SystemAccount as Camel<K>]: number }

const all = prepared<Record<never, never>>()(() =>
  sql
    .selectFrom('account')
    .select(['id', 'kind'])
    .where('kind', 'in', [...systemKinds]),
)

const names = new Map<string, string>(systemKinds.map((kind) => [kind, camel(kind)]))

const known = new WeakMap<Reader, AccountIds>()

/**
 * Ids of the system accounts. Kept for each connection once all are found: they are made with the book and their ids and kinds never
 * change, which is said of nothing else in the books.
 */
export function accountIds(db: Reader): AccountIds {
  const before = known.get(db)
  if (before) return before
  const rows = db.all(all, {})
  const ids = Object.fromEntries(rows.map((row) => [names.get(row.kind), row.id])) as AccountIds
  if (rows.length === systemKinds.length) known.set(db, ids)
  return ids
}
