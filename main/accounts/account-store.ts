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

/** Ids of the system accounts. Read each time: twenty rows by index, and nothing about the books is cached. */
export const accountIds = (db: Reader): AccountIds =>
  Object.fromEntries(db.all(all, {}).map((row) => [names.get(row.kind), row.id])) as AccountIds
