import { isLocalDate, type LocalDate } from '../../shared/calendar.ts'
import type { BillField } from '../../shared/purchases/bill-file/columns.ts'
import { parseBasisPoints } from '../../shared/quantity.ts'
import type { InputOf, OutputOf } from '../client.ts'
import type { ItemHit } from '../items/sheet.ts'
import { createEntryStore, type EntryRules, type EntryStore } from '../ui/entry-store.ts'
import { percent } from '../ui/format.ts'

export type ReadFile = OutputOf<'purchases.readBillFile'>
export type Checked = OutputOf<'purchases.checkBillFile'>
export type FileBill = Checked['bills'][number]
export type FileLine = FileBill['lines'][number]
export type Offer = FileLine['matches'][number]
export type ReviewItem = Pick<Offer, 'itemId' | 'item' | 'pack' | 'unit' | 'units' | 'gstBp' | 'evidence'>

export type TaxedBy = 'theirs' | 'ours'

/** A line of a file under review: what it says, and which of our items that is. `how` null: nobody has said yet. */
export type ReviewLine = {
  readonly key: string
  /** Place of its bill in the file. */
  readonly bill: number
  readonly file: FileLine
  readonly item: ReviewItem | null
  readonly how: 'certain' | 'chosen' | null
  /** By whose rate of GST a line is taxed where the file's is another than ours; null: nobody has said yet. */
  readonly taxed: TaxedBy | null
}

export const reviewRules: readonly EntryRules<ReviewLine>[] = [
  ...['state', 'name', 'pack', 'batch', 'expiry', 'qty', 'free', 'rate', 'discount', 'amount'].map((id) => ({ id })),
  {
    id: 'gst',
    entry: true,
    // Enter stops only where somebody has to say which
    skip: (line) => !ratesDiffer(line) || line.taxed !== null,
    edit: (line) => percent(line.taxed === 'ours' ? (line.item?.gstBp ?? null) : line.file.gstBp),
    write: (line, text) => {
      const bp = parseBasisPoints(text)
      if (!ratesDiffer(line) || bp === null) return null
      return bp === line.file.gstBp ? taxedBy(line, 'theirs') : bp === line.item?.gstBp ? taxedBy(line, 'ours') : null
    },
  },
  { id: 'item', entry: true, edit: (line) => line.item?.item ?? '' },
  {
    id: 'unit',
    entry: true,
    skip: () => true,
    edit: (line) => line.item?.unit ?? '',
    write: (line, text) => {
      const unit = line.item?.units.find((one) => one.unit.toLowerCase().startsWith(text.trim().toLowerCase()))?.unit
      return line.item && unit && text.trim() !== '' ? { ...line, item: { ...line.item, unit }, how: 'chosen' } : null
    },
  },
]

/** The lines of a checked file; those beyond doubt have their item. */
export const reviewLines = ({ bills }: Checked): ReviewLine[] =>
  bills.flatMap((bill, at) =>
    bill.lines.map((file): ReviewLine => {
      const sure = file.certain === null ? undefined : file.matches.find(({ itemId }) => itemId === file.certain)
      return { key: String(file.rowNo), bill: at, file, item: sure ?? null, how: sure ? 'certain' : null, taxed: null }
    }),
  )

/** What a person has said of a file's rows: which item a row is, by its number and name, and which rows were left out. */
export type Choices = {
  readonly chosen: readonly { readonly rowNo: number; readonly name: string; readonly item: ReviewItem }[]
  readonly leftOut: readonly number[]
  /** By whose rate rows are taxed; none in a review kept by an earlier version. */
  readonly taxed?: readonly { readonly rowNo: number; readonly name: string; readonly by: TaxedBy }[]
}
export const noChoices: Choices = { chosen: [], leftOut: [], taxed: [] }

/** A file under review as it is kept over a crash. */
export type KeptReview = {
  readonly version: 1
  readonly file: ReadFile
  readonly mapping: readonly BillField[]
  readonly supplier: { readonly uid: string; readonly name: string } | null
  readonly choices: Choices
}

/** Reads a kept review back, or null when it cannot be read. */
export function readReview(json: string): KeptReview | null {
  try {
    const kept = JSON.parse(json) as KeptReview
    const { version, file, mapping, choices } = kept
    const whole =
      Array.isArray(file.rows) && Array.isArray(file.columns) && Array.isArray(mapping) && Array.isArray(choices.chosen)
    return version === 1 && whole && Array.isArray(choices.leftOut) ? kept : null
  } catch {
    return null
  }
}

/** What has been said by now of the rows of a checked file. */
export function choicesOf({ bills }: Checked, lines: readonly ReviewLine[]): Choices {
  const left = new Set(lines.map((line) => line.file.rowNo))
  return {
    chosen: lines.flatMap(({ how, item, file: { rowNo, name } }) => (how === 'chosen' && item ? [{ rowNo, name, item }] : [])),
    leftOut: bills.flatMap((bill) => bill.lines.flatMap(({ rowNo }) => (left.has(rowNo) ? [] : [rowNo]))),
    taxed: lines.flatMap(({ taxed, file: { rowNo, name } }) => (taxed ? [{ rowNo, name, by: taxed }] : [])),
  }
}

/** The lines with what was said before; a row that is read as something else by now is asked about again. */
export function withChoices(lines: readonly ReviewLine[], { chosen, leftOut, taxed = [] }: Choices): ReviewLine[] {
  const rates = new Map(taxed.map((one) => [one.rowNo, one]))
  const said = new Map(chosen.map((one) => [one.rowNo, one]))
  const out = new Set(leftOut)
  return lines.flatMap((line) => {
    if (out.has(line.file.rowNo)) return []
    const before = said.get(line.file.rowNo)
    const own = before && before.name === line.file.name ? withOffer(line, before.item) : line
    const rate = rates.get(line.file.rowNo)
    return [rate && rate.name === line.file.name && ratesDiffer(own) ? taxedBy(own, rate.by) : own]
  })
}

/** The review as the grid keys it: the cursor on the first line that needs a person. */
export function createReview(checked: Checked, choices: Choices = noChoices): EntryStore<ReviewLine> {
  const all = reviewLines(checked)
  const some = withChoices(all, choices)
  // a file of which every row was left out would be a grid without a line to stand on
  const lines = some.length > 0 ? some : all
  const entry = createEntryStore<ReviewLine>({
    lines,
    columns: reviewRules,
    blank: () => ({ ...(lines[0] as ReviewLine), key: 'none' }),
    isBlank: () => false,
    fixed: true,
  })
  const first = lines.findIndex((line) => line.item === null)
  entry.moveTo({ row: Math.max(0, first), col: entry.columnAt('item') })
  return entry
}

export const withOffer = (line: ReviewLine, offer: ReviewItem): ReviewLine => ({
  ...line,
  item: offer,
  how: 'chosen',
  taxed: null,
})

/** An item that was searched for instead of offered. */
export const withHit = (line: ReviewLine, hit: ItemHit, units: ReviewItem['units']): ReviewLine =>
  withOffer(line, {
    itemId: hit.id,
    item: hit.name,
    pack: hit.packLabel,
    unit: hit.saleUnit,
    units,
    gstBp: hit.rateBp,
    evidence: [],
  })

export type ReviewProblem = 'unread' | 'off' | 'item' | 'pack' | 'rate'

/** The file taxes the line at another rate than ours. */
export const ratesDiffer = ({ file, item }: Pick<ReviewLine, 'file' | 'item'>): boolean =>
  file.gstBp !== null && item !== null && item.gstBp !== null && file.gstBp !== item.gstBp

/** The line by the supplier's rate, or by ours. */
export const taxedBy = (line: ReviewLine, by: TaxedBy): ReviewLine => ({ ...line, taxed: by })

/** What is wrong with a line, the worst first; all but a doubt of the pack keep it from being posted. */
export function problemOf({ file, item, taxed }: ReviewLine): ReviewProblem | null {
  if (file.problems.length > 0) return 'unread'
  if (file.proof === 'off') return 'off'
  if (item === null) return 'item'
  if (taxed === null && ratesDiffer({ file, item })) return 'rate'
  return file.packDoubt ? 'pack' : null
}
export const stops = (problem: ReviewProblem | null): boolean => problem !== null && problem !== 'pack'

const factorOf = ({ item }: ReviewLine): number => item?.units.find((one) => one.unit === item.unit)?.factor ?? 1

export type ReviewHead = {
  uid: string
  billUids: readonly string[]
  supplier: string
  mapping: readonly BillField[]
  today: LocalDate
}

/** The import as main takes it: the bills that have lines left, with what a person chose said to be chosen. */
export function toImport(
  head: ReviewHead,
  file: ReadFile,
  { bills }: Checked,
  lines: readonly ReviewLine[],
): InputOf<'purchases.importBills'> {
  const all = bills.reduce((sum, bill) => sum + bill.lines.length, 0)
  return {
    uid: head.uid,
    name: file.name,
    sha256: file.sha256,
    columns: file.columns,
    mapping: [...head.mapping],
    supplier: head.supplier,
    leftOut: all - lines.length,
    bills: bills.flatMap((bill, at) => {
      const own = lines.filter((line) => line.bill === at && line.item !== null)
      const dated = bill.date !== null && isLocalDate(bill.date) ? bill.date : head.today
      if (own.length === 0) return []
      return [
        {
          fileTotalPaise: bill.fileTotalPaise,
          bill: {
            uid: head.billUids[at] as string,
            date: head.today,
            supplier: head.supplier,
            supplierNumber: bill.number,
            supplierDate: dated,
            lines: own.map((line) => ({
              itemId: line.item?.itemId ?? 0,
              batch: line.file.batch,
              expiry: line.file.expiry,
              mrpPaise: line.file.mrpPaise,
              qtyMilli: line.file.qtyMilli * factorOf(line),
              freeMilli: line.file.freeMilli * factorOf(line),
              rateE4: line.file.rateE4,
              unit: line.item?.unit ?? null,
              discountBp: line.file.discountBp,
              schemePaise: line.file.discountPaise,
              gstBp: line.taxed === 'theirs' ? line.file.gstBp : null,
            })),
            paper: bill.fileTotalPaise === null ? null : { totalPaise: bill.fileTotalPaise },
            autoBatch: own.some((line) => line.file.batch === ''),
          },
          lines: own.map(({ file: { rowNo, code, name, pack, barcode, manufacturer }, how, item }) => ({
            rowNo,
            code,
            name,
            pack,
            barcode,
            manufacturer,
            how: how ?? 'chosen',
            unit: item?.unit ?? '',
          })),
        },
      ]
    }),
  }
}
