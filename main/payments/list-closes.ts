import { sql as raw } from 'kysely'
import type { z } from 'zod'
import type { Paise } from '../../shared/money.ts'
import type { cashCalls } from '../../shared/payments/cash-contract.ts'
import { type Reader, text } from '../database/connection.ts'
import { shownClose } from './cash-day.ts'

type Ask = z.output<(typeof cashCalls)['cashCloses']['input']>

const figure = (name: string) => `json_extract(v.applied_json, '$.${name}Paise')`
const orders: Readonly<Record<string, string>> = {
  date: 'd.date',
  by: 'u.name collate nocase',
  counted: figure('counted'),
  difference: figure('difference'),
}

/** The closes of the cash, newest first unless sorted; the sum of differences is of those that stand. */
export function listCloses(db: Reader, { from, to, filter, off, sort, descending, offset, limit }: Ask) {
  const terms = [raw`d.kind = 'cash-close'`]
  if (from) terms.push(raw`d.date >= ${from}`)
  if (to) terms.push(raw`d.date <= ${to}`)
  if (off) terms.push(raw`${raw.raw(figure('difference'))} <> 0`)
  const like = `%${filter.trim().replace(/[\\%_]/g, '\\$&')}%`
  if (filter.trim()) terms.push(raw`(d.number like ${like} escape '\\' or u.name like ${like} escape '\\')`)
  const joined = raw`from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
    join journal j on j.seq = v.seq left join user u on u.id = j.user_id where ${raw.join(terms, raw` and `)}`
  const column = sort === null ? undefined : orders[sort]
  const order = raw.raw(column ? `${column} ${descending ? 'desc' : 'asc'}, d.id desc` : 'd.date desc, d.id desc')
  const rows = db.rows(text<Parameters<typeof shownClose>[0]>`
    select d.id, d.uid, d.number, d.date, j.at, u.name as by, v.applied_json, s.cancelled ${joined} order by ${order} limit ${limit} offset ${offset}`)
  const sums = db.must(text<{ total: number; differencePaise: Paise }>`
    select count(*) as total, coalesce(sum(json_extract(v.applied_json, '$.differencePaise') * (1 - s.cancelled)), 0) as differencePaise ${joined}`)
  return { rows: rows.map(shownClose), total: sums.total, sums: { differencePaise: sums.differencePaise } }
}
