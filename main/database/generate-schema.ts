// Writes db-migrations/schema.sql and main/database/schema.ts from the migrations: `npm run schema`. A test keeps them equal.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSteps, runSteps } from './migrate.ts'
import { openSqlite, type Sqlite } from './sqlite.ts'

/** The schema as SQL text, one statement after another in the order SQLite keeps them; shadow tables of FTS are left out. */
export function schemaSql(sqlite: Sqlite): string {
  const rows = sqlite
    .prepare("select name, sql from sqlite_schema where sql is not null and name not like 'sqlite_%' order by rowid")
    .all() as {
    name: string
    sql: string
  }[]
  const virtual = virtualTables(sqlite)
  return `${rows
    .filter((row) => !virtual.some((name) => row.name.startsWith(`${name}_`)))
    .map((row) => `${row.sql};`)
    .join('\n\n')}\n`
}

const virtualTables = (sqlite: Sqlite): string[] =>
  (sqlite.prepare("select name from sqlite_schema where sql like 'create virtual table%'").all() as { name: string }[]).map(
    (row) => row.name,
  )

const brands: [RegExp, string][] = [
  [
    /^(amount|gross|discount|charges|taxable|igst|cgst|sgst|cess|round_off|total|mrp|mrp_printed|value|dr|cr|left_amount|credit_limit|value_left|last_value|cess_unit_paise)$/,
    'Paise',
  ],
  [/^(qty|free_qty|qty_left|last_qty|minimum_qty|maximum_qty|reorder_qty)$/, 'Milli'],
  [/^rate_e4$/, 'RateE4'],
  [/_bp$/, 'BasisPoints'],
  [/(^|_)(date|expiry|upto|books_begin|valid_from|valid_to|due|due_date)$/, 'LocalDate'],
]

function columnType(name: string, type: string): string {
  const brand = brands.find(
    ([pattern, brandName]) => pattern.test(name) && type === (brandName === 'LocalDate' ? 'TEXT' : 'INTEGER'),
  )
  if (brand) return brand[1]
  if (type === 'INTEGER') return 'number'
  if (type === 'BLOB') return 'Uint8Array'
  return 'string'
}

/** The Kysely types of today's tables. */
export function schemaTypes(sqlite: Sqlite): string {
  const virtual = virtualTables(sqlite)
  const tables = (
    sqlite.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by rowid").all() as {
      name: string
    }[]
  )
    .map((row) => row.name)
    .filter((name) => !virtual.some((table) => name === table || name.startsWith(`${table}_`)))
  const body = tables.map((table) => {
    const columns = sqlite.pragma(`table_info(${table})`) as {
      name: string
      type: string
      notnull: number
      dflt_value: unknown
      pk: number
    }[]
    const single = columns.filter((column) => column.pk).length === 1
    const lines = columns.map((column) => {
      const rowid = column.pk > 0 && single && column.type === 'INTEGER'
      const type = `${columnType(column.name, column.type)}${column.notnull || rowid || column.pk ? '' : ' | null'}`
      const generated = rowid || column.dflt_value !== null
      return `    ${column.name}: ${generated ? `Generated<${type}>` : type}`
    })
    return `  ${table}: {\n${lines.join('\n')}\n  }`
  })
  return `// Generated from db-migrations by \`npm run schema\`; a test keeps it equal. Do not edit.
import type { Generated } from 'kysely'
import type { LocalDate } from '../../shared/calendar.ts'
import type { Paise } from '../../shared/money.ts'
import type { BasisPoints, Milli, RateE4 } from '../../shared/quantity.ts'

export type Schema = {
${body.join('\n')}
}
`
}

/** A fresh in-memory database with every step run. */
export function migrated(directory: string): Sqlite {
  const sqlite = openSqlite(':memory:')
  runSteps(sqlite, readSteps(directory))
  return sqlite
}

if (process.argv[1]?.endsWith('generate-schema.ts')) {
  const root = join(import.meta.dirname, '../..')
  const sqlite = migrated(join(root, 'db-migrations'))
  writeFileSync(join(root, 'db-migrations/schema.sql'), schemaSql(sqlite))
  writeFileSync(join(root, 'main/database/schema.ts'), schemaTypes(sqlite))
}
