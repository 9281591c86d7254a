import { sql as raw } from 'kysely'
import type { LocalDate } from '../../shared/calendar.ts'
import { hsnDigitsNeeded, isService } from '../../shared/items/hsn-digits.ts'
import { starterRows, usualRateBp, usualRates } from '../../shared/items/starter-hsn.ts'
import type { BasisPoints } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { firmFact } from '../company/dated-facts.ts'
import { type Change, change } from '../company/records.ts'
import { type Reader, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { Writing } from '../given.ts'

type Kind = 'goods' | 'services'
type Stored = { id: number; code: string; kind: Kind; description: string; ours: number }
const byCode = prepared<{ code: string }>()(
  (p) => text<Stored>`select id, code, kind, description, ours from hsn where code = ${p.code}`,
)
const anyPortals = prepared<Record<never, never>>()(
  () => text<{ n: number }>`select 1 as n from hsn where ours = 0 limit 1 offset 1000`,
)

/** Whether the portal's list has been brought in: only then is a code that is not in the master an unknown one. */
const masterWhole = (db: Reader): boolean => db.get(anyPortals, {}) !== undefined

/** What stands against a code on a day (gst-rules.md §3.3): too few digits for last year's turnover, or no code the portal knows. */
export function hsnProblem(db: Reader, code: string, date: LocalDate): 'short' | 'unknown' | null {
  if (code.length < hsnDigitsNeeded(firmFact(db, 'aato-band', date))) return 'short'
  return masterWhole(db) && !db.get(byCode, { code }) ? 'unknown' : null
}

/** The codes a new book begins with; adds those that came later to an older book. */
export function foundHsn(given: Writing): void {
  const missing = starterRows.filter(({ code }) => !given.tx.get(byCode, { code }))
  if (missing.length === 0) return
  change(
    given,
    missing.map((row) => ({ insert: 'hsn' as const, row: { ...row, ours: 1 } })),
    { entity: 'hsn', reason: 'first run' },
  )
}

const likeWords = (column: string, typed: string) =>
  raw.join(
    typed
      .split(/\s+/)
      .filter(Boolean)
      .slice(0, 8)
      .map((word) => raw`${raw.ref(column)} like ${`%${word.replace(/[%_\\]/g, '\\$&')}%`} escape '\\'`),
    raw` and `,
  )

const shown = ({ code, kind, description, ours }: Omit<Stored, 'id'>, date: LocalDate) => ({
  code,
  kind,
  description,
  ours: ours === 1,
  rateBp: usualRateBp(code, date) as never,
})

/** Codes that begin with the digits typed, the shortest first; for words, codes whose description has them all. */
export function searchHsn(db: Reader, typed: string, limit: number, date: LocalDate) {
  const plain = typed.trim()
  if (plain === '') return []
  const where = /^\d+$/.test(plain) ? raw`code >= ${plain} and code < ${`${plain}:`}` : likeWords('description', plain)
  return db
    .rows(
      text<Stored>`select id, code, kind, description, ours from hsn where length(code) >= 4 and ${where} order by length(code), code limit ${limit}`,
    )
    .map((row) => shown(row, date))
}

type Ask = { filter: string; offset: number; limit: number; sort: string | null; descending: boolean }

const today = (date: LocalDate) =>
  raw`(select x.hsn from item_tax x where x.item_id = i.id and x.from_date <= ${date} order by x.from_date desc, x.seq desc, x.id desc limit 1)`

/** A page of the master; `used` are the codes items have today. */
export function listHsn(db: Reader, ask: Ask & { show: 'all' | Kind | 'used' }, date: LocalDate) {
  const used = text<{
    hsn: string
    n: number
  }>`select ${today(date)} as hsn, count(*) as n from item i where i.active = 1 group by 1`
  const counts = new Map(db.rows(used).map(({ hsn, n }) => [hsn, n]))
  const words = ask.filter.trim()
  const found = /^\d+$/.test(words) ? raw`code like ${`${words}%`}` : words ? likeWords('description', words) : raw`true`
  const kept =
    ask.show === 'all'
      ? raw`true`
      : ask.show === 'used'
        ? raw`code in (select value from json_each(${JSON.stringify([...counts.keys()])}))`
        : raw`kind = ${ask.show}`
  const order = raw.ref(ask.sort === 'description' ? 'description' : 'code')
  const rows = db.rows(
    text<Stored>`select id, code, kind, description, ours from hsn where ${found} and ${kept}
      order by ${order} collate nocase ${raw.raw(ask.descending ? 'desc' : 'asc')} limit ${ask.limit} offset ${ask.offset}`,
  )
  const { n } = db.must(text<{ n: number }>`select count(*) as n from hsn where ${found} and ${kept}`)
  const items = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return {
    rows: rows.map((row) => ({ ...shown(row, date), items: counts.get(row.code) ?? 0 })),
    total: n,
    sums: ask.offset === 0 ? { items } : null,
  }
}

type Troubled = { uid: Uint8Array; name: string; packLabel: string | null; manufacturer: string | null; hsn: string }

/** Items whose code is too short for the firm's turnover, or unknown to a master that has the portal's list. */
export function troubledHsn(db: Reader, ask: Ask, date: LocalDate) {
  const digits = hsnDigitsNeeded(firmFact(db, 'aato-band', date))
  const unknown = masterWhole(db) ? raw`or not exists (select 1 from hsn h where h.code = t.hsn)` : raw``
  const named = ask.filter.trim() ? likeWords('t.name', ask.filter) : raw`true`
  const from = raw`(select i.uid, i.name, i.pack_label as packLabel, i.manufacturer, ${today(date)} as hsn from item i where i.active = 1) t
    where (length(t.hsn) < ${digits} ${unknown}) and ${named}`
  const order = raw.ref(ask.sort === 'hsn' ? 't.hsn' : 't.name')
  const rows = db.rows(
    text<Troubled>`select * from ${from} order by ${order} collate nocase ${raw.raw(ask.descending ? 'desc' : 'asc')} limit ${ask.limit} offset ${ask.offset}`,
  )
  const { n } = db.must(text<{ n: number }>`select count(*) as n from ${from}`)
  return { rows, digits, total: n, sums: ask.offset === 0 ? { items: n } : null }
}

/** Codes have 2, 4, 6 or 8 digits; services begin with 99. */
export const isHsnCode = (code: string): boolean => /^(\d{2}|\d{4}|\d{6}|\d{8})$/.test(code)

/** Adds codes or changes their words, in one journal row. Refuses what is no code, and a code without words. */
export function putHsn(
  given: Writing,
  rows: readonly { code: string; description: string }[],
): { added: number; changed: number; same: number } {
  const counts = { added: 0, changed: 0, same: 0 }
  const changes: Change[] = []
  const seen = new Set<string>()
  for (const { code, description } of rows) {
    if (!isHsnCode(code)) throw new Refusal('items/hsn-shape', 'An HSN has 4, 6 or 8 digits', 'code', { hsn: code })
    if (description === '') throw new Refusal('items/hsn-no-words', 'Say what goods these are', 'description', { hsn: code })
    if (seen.has(code)) continue
    seen.add(code)
    const held = given.tx.get(byCode, { code })
    if (!held) {
      const kind: Kind = isService(code) ? 'services' : 'goods'
      changes.push({ insert: 'hsn', row: { code, kind, description, ours: 0 } })
      counts.added += 1
    } else if (held.description === description && held.ours === 0) counts.same += 1
    else {
      changes.push({ update: 'hsn', id: held.id, set: { description, ours: 0 } })
      counts.changed += 1
    }
  }
  if (changes.length) change(given, changes, { entity: 'hsn' })
  return counts
}

type RateRow = { from: string; class: string; rateBp: BasisPoints; cessBp: BasisPoints; items: number; today: number }

/** A code with the rates that items have had under it; refuses `items/hsn-unknown`. */
export function hsnHistory(db: Reader, code: string, date: LocalDate) {
  const held = db.get(byCode, { code })
  if (!held) throw new Refusal('items/hsn-unknown', 'This code is not in the master', 'code', { hsn: code })
  const rates = db.rows(text<RateRow>`
    select t.from_date as "from", t.class, t.rate_bp as rateBp, t.cess_bp as cessBp, count(*) as items,
      sum(t.id = (select x.id from item_tax x where x.item_id = t.item_id and x.from_date <= ${date} order by x.from_date desc, x.seq desc, x.id desc limit 1)) as today
    from item_tax t where t.hsn = ${code} group by 1, 2, 3, 4 order by 1 desc, items desc limit 60`)
  return {
    code,
    description: held.description,
    ours: held.ours === 1,
    usual: usualRates(code).map(({ from, rateBp }) => ({ from, rateBp: rateBp as BasisPoints | null })),
    rates,
  }
}
