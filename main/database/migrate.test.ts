import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Refusal } from '../../shared/refusal.ts'
import { bringUpToDate, inspect, readSteps, runSteps, type Step } from './migrate.ts'
import { openSqlite } from './sqlite.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bahi-migrate-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const steps = readSteps(join(import.meta.dirname, '../../db-migrations'))
const latest = (steps.at(-1) as Step).version
const next = (text: string): Step[] => [...steps, { version: latest + 1, name: 'next.sql', text }]

function book(upTo: readonly Step[] = steps): string {
  const file = join(folder, 'a.bahi')
  const sqlite = openSqlite(file)
  sqlite.pragma('journal_mode = WAL')
  runSteps(sqlite, upTo)
  sqlite.prepare("insert into device values (1, x'00000000000000000000000000000001', 'A', 'Counter')").run()
  sqlite.close()
  return file
}
const devices = (file: string) => {
  const sqlite = openSqlite(file, { readonly: true })
  const rows = sqlite.prepare('select name from device').all()
  sqlite.close()
  return rows
}

test('an older book is backed up, migrated in a copy and swapped', () => {
  const file = book()
  const backup = bringUpToDate(file, next('create table later (id integer primary key) strict;'), 'now')
  expect(inspect(file, next(''))).toBe(latest + 1)
  expect(devices(file)).toEqual([{ name: 'Counter' }])
  expect(inspect(backup as string, steps)).toBe(latest)
  expect(devices(backup as string)).toEqual([{ name: 'Counter' }])
})

test('a failed step leaves the old book as it was, and no copy behind', () => {
  const file = book()
  expect(() =>
    bringUpToDate(file, next('create table broken (id integer primary key) strict; insert into nowhere values (1);'), 'now'),
  ).toThrow('next.sql')
  expect(inspect(file, steps)).toBe(latest)
  expect(devices(file)).toEqual([{ name: 'Counter' }])
  expect(readdirSync(folder).filter((name) => name.includes('migrating'))).toEqual([])
})

test('a step that unbalances the ledger is not swapped in', () => {
  const file = book()
  const bad = `insert into user(id, uid, name, role) values (1, x'00000000000000000000000000000002', 'O', 'owner');
    insert into account_group values (1, x'00000000000000000000000000000003', 'G', null, 'asset');
    insert into account(id, uid, name, group_id, kind) values (1, x'00000000000000000000000000000004', 'Cash', 1, 'cash');
    insert into posting(id, seq, date, kind) values (1, 1, '2026-04-01', 'document');
    insert into ledger_line values (1, 1, 1, null, 100);`
  expect(() => bringUpToDate(file, next(bad), 'now')).toThrow('off by 100 paise')
  expect(inspect(file, steps)).toBe(latest)
})

test('a book from a newer Bahi is refused, with its version', () => {
  const file = book(next('create table later (id integer primary key) strict;'))
  expect(() => bringUpToDate(file, steps, 'now')).toThrow(expect.objectContaining({ code: 'company/book-newer', field: 'file' }))
})

test('a file that is not a book is refused', () => {
  const file = join(folder, 'b.bahi')
  openSqlite(file).exec('create table x (y)').close()
  expect(() => inspect(file, steps)).toThrow(Refusal)
  expect(existsSync(`${file}.migrating`)).toBe(false)
})
