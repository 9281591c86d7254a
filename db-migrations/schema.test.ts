import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { migrated, schemaSql, schemaTypes } from '../main/database/generate-schema.ts'
import { readSteps } from '../main/database/migrate.ts'

const here = import.meta.dirname
const sqlite = migrated(here)

test('schema.sql is what the migrations make', () => {
  expect(readFileSync(join(here, 'schema.sql'), 'utf8')).toBe(schemaSql(sqlite))
})

test('the Kysely types are those of the tables', () => {
  expect(readFileSync(join(here, '../main/database/schema.ts'), 'utf8')).toBe(schemaTypes(sqlite))
})

test('every table is STRICT', () => {
  const loose = sqlite.pragma('table_list') as { schema: string; name: string; type: string; strict: number }[]
  const names = loose
    .filter((table) => table.schema === 'main' && table.type === 'table' && !table.strict && !table.name.startsWith('sqlite_'))
    .map((table) => table.name)
  // shadow tables belong to FTS5 and are made by it
  expect(names.filter((name) => !/_(data|idx|content|docsize|config)$/.test(name))).toEqual([])
})

test('append-only tables refuse UPDATE and DELETE by trigger', () => {
  const marked = readSteps(here)
    .flatMap((step) => [...step.text.matchAll(/create table (\w+) \([^\n]*-- \[A\]/g)])
    .map((match) => match[1] as string)
  expect(marked.length).toBeGreaterThan(8)
  const triggers = new Set(
    (sqlite.prepare("select name from sqlite_schema where type = 'trigger'").all() as { name: string }[]).map((row) => row.name),
  )
  for (const table of marked) {
    expect(triggers).toContain(`${table}_no_update`)
    expect(triggers).toContain(`${table}_no_delete`)
  }
})
