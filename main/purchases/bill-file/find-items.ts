import type { LocalDate } from '../../../shared/calendar.ts'
import { foldedWords } from '../../../shared/items/search-words.ts'
import { type Matched, type MatchItem, matchLine } from '../../../shared/purchases/bill-file/match.ts'
import type { FileLine } from '../../../shared/purchases/bill-file/rows.ts'
import { type RateE4, rateE4 } from '../../../shared/quantity.ts'
import { type Reader, text } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import { itemHits } from '../../items/item-hits.ts'
import { exactItem, searchItems } from '../../items/search-store.ts'
import { type Learnt, learntItem } from './learnt.ts'

const mostCandidates = 15
const fewCandidates = 3
const firstLetters = [4, 3]

/** Items that might be meant: by all words of the name, then by fewer, from the end, as suppliers add packs and forms there. */
function candidateIds(db: Reader, name: string): number[] {
  const words = foldedWords(name.replace(/\b\d+\s*['’`]?\s*s\b/gi, ' ')).slice(0, 6)
  const ids = new Set<number>()
  for (let count = words.length; count > 0 && ids.size < fewCandidates; count--)
    for (const id of searchItems(db, words.slice(0, count).join(' '), mostCandidates)) ids.add(id)
  // a name that is misspelt or cut off still begins rightly
  const [first = ''] = words
  for (const length of firstLetters)
    if (ids.size < fewCandidates && first.length > length)
      for (const id of searchItems(db, first.slice(0, length), mostCandidates)) ids.add(id)
  return [...ids].slice(0, mostCandidates)
}

/** What a line may mean, with our items by id, and how it was taught, if it was. */
export function matchesOf(
  db: Reader,
  line: FileLine,
  { supplierId, date }: { supplierId: number | null; date: LocalDate },
): Matched & { learnt: Learnt | null; items: ReadonlyMap<number, MatchItem> } {
  const learnt = supplierId === null ? null : learntItem(db, supplierId, line)
  const scanned = line.barcode === '' ? null : exactItem(db, line.barcode)
  const ids = new Set([
    ...candidateIds(db, line.name),
    ...(learnt ? [learnt.itemId] : []),
    ...(scanned === null ? [] : [scanned]),
  ])
  const candidates = itemHits(db, [...ids], date, 'ptr')
    .filter((hit) => hit.active)
    .map(
      ({ id, name, manufacturer, packLabel, hsn, mrpPaise, rateBp }): MatchItem => ({
        id,
        name,
        manufacturer,
        packLabel,
        hsn,
        mrpPaise,
        rateBp,
      }),
    )
  const matched = matchLine(line, { candidates, learnt: learnt?.itemId ?? null, scanned })
  return { ...matched, learnt, items: new Map(candidates.map((item) => [item.id, item])) }
}

const lastBought = prepared<{ item: number }>()(
  (p) => text<{ rate: number; factor: number }>`select l.rate_e4 as rate, l.factor
    from document_line l cross join document_version v on v.id = l.version_id cross join document d on d.id = v.document_id
    where l.item_id = ${p.item} and d.kind = 'purchase' order by l.version_id desc limit 1`,
)

/** What was last paid for so many base units of an item, by anybody; null when it was never bought. */
export function lastRateE4(db: Reader, itemId: number, factor: number): RateE4 | null {
  const last = db.get(lastBought, { item: itemId })
  return last ? rateE4(Math.round((last.rate * factor) / last.factor)) : null
}
