import type { LocalDate } from '../../shared/calendar.ts'
import { month } from '../../shared/calendar.ts'
import { formatMilli, milli } from '../../shared/quantity.ts'
import { capBreach, type QuantityCap } from '../../shared/sales/schedule-rules.ts'
import { type Reader, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { Doubt } from './doubts.ts'

/** A restriction that runs on the bill's day for some of its goods, and what the buyer had of those goods already. */
export type Restricted = {
  readonly what: string
  readonly cap: QuantityCap
  readonly had: { readonly dayMilli: number; readonly monthMilli: number }
  /** Lines of the bill it counts, by place. */
  readonly lines: readonly number[]
}

type Row = {
  id: number
  itemId: number | null
  schedule: string | null
  composition: string | null
  day: number | null
  month: number | null
}
const running = prepared<{ date: LocalDate }>()(
  (p) => text<Row>`select id, item_id as itemId, schedule, composition, day_qty as day, month_qty as month from sale_restriction
    where from_date <= ${p.date} and (to_date is null or to_date >= ${p.date}) order by id`,
)
// along the party's bills of the month, and what he has on challans that are not billed; what came back of a line is what later notes that stand say of it
const hadOf = prepared<{
  party: number
  from: LocalDate
  to: LocalDate
  day: LocalDate
  rule: number
  not: Uint8Array
  except: string
}>()(
  (p) => text<{ day: number; month: number }>`
    select coalesce(sum(iif(date = ${p.day}, qty, 0)), 0) as day, coalesce(sum(qty), 0) as month from (
      select d.date, l.qty + l.free_qty - coalesce((select sum(n.qty + n.free_qty) from line_link k
        join document_state ks on ks.current_version_id = k.from_version_id and ks.cancelled = 0
        join document_line n on n.version_id = k.from_version_id and n.line_no = k.line_no
        where k.to_document_id = d.id and k.to_line_no = l.line_no and k.kind = 'return'), 0) as qty
      from sale_restriction r, document d join document_state s on s.document_id = d.id and s.cancelled = 0
        join document_line l on l.version_id = s.current_version_id join item i on i.id = l.item_id
      where r.id = ${p.rule} and d.party_id = ${p.party} and d.kind = 'sale' and d.date between ${p.from} and ${p.to} and d.uid <> ${p.not}
        and (i.id = r.item_id or i.schedule = r.schedule or i.composition = r.composition collate nocase)
      union all
      select d.date, w.qty_left + w.free_left
      from sale_restriction r, document d join document_state s on s.document_id = d.id and s.cancelled = 0 join sales_left w on w.document_id = d.id
        join document_line l on l.version_id = s.current_version_id and l.line_no = w.line_no join item i on i.id = l.item_id
      where r.id = ${p.rule} and d.party_id = ${p.party} and d.kind = 'challan' and d.date between ${p.from} and ${p.to} and d.uid <> ${p.not}
        and d.id not in (select value from json_each(${p.except}))
        and (i.id = r.item_id or i.schedule = r.schedule or i.composition = r.composition collate nocase))`,
)

type Goods = { readonly name: string; readonly schedule: string; readonly composition: string | null }
const counts = (row: Row, itemId: number, item: Goods): boolean =>
  row.itemId === itemId ||
  row.schedule === item.schedule ||
  (row.composition !== null && row.composition.toLowerCase() === item.composition?.toLowerCase())

/**
 * The restrictions that touch a bill, as on its day. The buyer's posted bills of the day and of the month count, less what came back of
 * them; the bill itself does not (its next version takes its place). A walk-in is known by nothing, so each of his bills stands alone.
 */
export function restrictedOf(
  db: Reader,
  draft: { readonly date: LocalDate; readonly lines: readonly { readonly itemId: number }[] },
  ask: {
    readonly partyId: number | null
    readonly itemOf: (id: number) => Goods | undefined
    readonly uid: Uint8Array
    /** Challans that the bill in hand answers. */
    readonly except: readonly number[]
  },
): Restricted[] {
  const rows = db.all(running, { date: draft.date })
  if (rows.length === 0) return []
  const from = `${month(draft.date)}-01` as LocalDate
  const to = `${month(draft.date)}-31` as LocalDate
  return rows.flatMap((row) => {
    const lines = draft.lines.flatMap(({ itemId }, index) => {
      const item = ask.itemOf(itemId)
      return item && counts(row, itemId, item) ? [index] : []
    })
    if (lines.length === 0) return []
    const had =
      ask.partyId === null
        ? undefined
        : db.get(hadOf, {
            party: ask.partyId,
            from,
            to,
            day: draft.date,
            rule: row.id,
            not: ask.uid,
            except: JSON.stringify(ask.except),
          })
    const first = draft.lines[lines[0] as number]
    return [
      {
        what: row.schedule ?? row.composition ?? (first ? (ask.itemOf(first.itemId)?.name ?? '') : ''),
        cap: { dayMilli: row.day, monthMilli: row.month },
        had: { dayMilli: had?.day ?? 0, monthMilli: had?.month ?? 0 },
        lines,
      },
    ]
  })
}

/** More of restricted goods than a buyer may have: by the right sales.schedule only, with a reason. Free goods count. */
export function restrictedDoubts(
  lines: readonly { readonly qtyMilli: number; readonly freeMilli: number }[],
  restricted: readonly Restricted[],
): Doubt[] {
  return restricted.flatMap(({ what, cap, had, lines: at }): Doubt[] => {
    const more = at.reduce((sum, index) => {
      const line = lines[index]
      return sum + (line ? line.qtyMilli + line.freeMilli : 0)
    }, 0)
    const breach = capBreach(cap, had, more)
    if (!breach) return []
    return [
      {
        code: `sales/restricted-${breach.span}`,
        field: `lines.${at.at(-1) ?? 0}.qtyMilli`,
        right: 'sales.schedule',
        details: {
          what,
          most: formatMilli(milli(breach.mostMilli)),
          had: formatMilli(milli(breach.hadMilli)),
          more: formatMilli(milli(more)),
        },
      },
    ]
  })
}
