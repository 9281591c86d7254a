import { type RawBuilder, sql as raw } from 'kysely'
import { isPlaceOfSupply } from '../../shared/company/states.ts'
import { type Reader, text } from '../database/connection.ts'
import type { Sums } from './gstr1-figures.ts'
import { datedIn, isNote, liveDocuments, originals, signOf } from './gstr1-groups.ts'

type Condition = RawBuilder<unknown>

/** What is wrong with a document by its header alone (of `document d`, `document_version v`), by the name of its check. */
const headerFaults = (firm: { gstin: string | null; stateCode: string }, unknownPlaces: readonly string[]) => {
  const halves = raw`(v.cgst <> 0 or v.sgst <> 0)`
  return {
    'own-gstin': raw`v.gstin = ${firm.gstin}`,
    // within the state the halves, outside IGST, to an SEZ always IGST or nothing (gst-rules.md §4.7)
    'place-of-supply': raw`v.pos in (${raw.join(unknownPlaces.length > 0 ? unknownPlaces : [null])})
      or v.supply = 'intra' and (v.pos <> ${firm.stateCode} or v.igst <> 0 or v.cgst <> v.sgst or v.category in ('sez', 'overseas'))
      or v.supply = 'inter' and (v.pos = ${firm.stateCode} or ${halves} or v.category in ('sez', 'overseas'))
      or v.supply like 'zero-%' and (${halves} or v.gstin is not null and v.category <> 'sez')
      or v.supply = 'zero-without-payment' and (v.igst <> 0 or v.cess <> 0)`,
    // a note is against an invoice of the same buyer that is not younger (section 34; gst-rules.md §3.4)
    'note-original': raw`${isNote} and not exists (select 1 from ${originals} where k.from_version_id = v.id and os.cancelled = 0 and o.date <= d.date and ov.gstin is v.gstin)`,
    // tax may be taken back until 30 November after the year of the supply (section 34(2))
    'note-time': raw`d.kind in ('sale-return', 'credit-note') and exists (select 1 from ${originals} where k.from_version_id = v.id
      and d.date > printf('%d-11-30', cast(substr(o.date, 1, 4) as integer) + (substr(o.date, 6, 2) >= '04')))`,
  } satisfies Record<string, Condition>
}
/** The checks that look at headers only. */
export type HeaderCheck = keyof ReturnType<typeof headerFaults>

/** The headers of a month's documents: their sums, whom they are made out to, and how many fail each check of headers. */
export type Headers = {
  readonly documents: Sums & { count: number; total: number }
  readonly gstins: readonly string[]
  readonly faults: Readonly<Record<HeaderCheck, { readonly count: number; readonly where: Condition }>>
}

/** Reads the headers of a month twice: for the buyers and places there are, and for everything that is counted. */
export function monthHeaders(db: Reader, month: string, firm: { gstin: string | null; stateCode: string }): Headers {
  const buyers = db.rows(
    text<{
      gstin: string | null
      pos: string
    }>`select distinct v.gstin, v.pos from ${liveDocuments} where ${datedIn(month)}`,
  )
  const places = [...new Set(buyers.map(({ pos }) => pos))]
  const faults = headerFaults(
    firm,
    places.filter((pos) => !isPlaceOfSupply(pos, true)),
  )
  const names = Object.keys(faults) as HeaderCheck[]
  const signed = (column: string) => raw`coalesce(sum(${signOf} * v.${raw.ref(column)}), 0) as ${raw.ref(column)}`
  const row = db.must(text<Headers['documents'] & Record<HeaderCheck, number>>`
    select count(*) as count, ${raw.join(['total', 'taxable', 'igst', 'cgst', 'sgst', 'cess'].map(signed))},
      ${raw.join(names.map((name) => raw`count(*) filter (where ${faults[name]}) as ${raw.ref(name)}`))}
    from ${liveDocuments} where ${datedIn(month)}`)
  return {
    documents: row,
    gstins: [...new Set(buyers.flatMap(({ gstin }) => gstin ?? []))],
    faults: Object.fromEntries(
      names.map((name) => [name, { count: row[name], where: raw`(${faults[name]})` }]),
    ) as unknown as Headers['faults'],
  }
}
