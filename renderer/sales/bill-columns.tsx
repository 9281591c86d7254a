import { exceedsMrp } from '../../shared/gst/mrp.ts'
import { resolveRate } from '../../shared/items/price-rate.ts'
import { readQuantityEntry } from '../../shared/items/quantity-entry.ts'
import { parsePaise } from '../../shared/money.ts'
import { rateE4 as brandedRate, parseBasisPoints, parseRateE4 } from '../../shared/quantity.ts'
import type { CellProblem, EntryColumn } from '../ui/entry-grid.tsx'
import type { EntryRules } from '../ui/entry-store.ts'
import { day, expiry, money, percent, quantity, rate } from '../ui/format.ts'
import { codeWords, words } from '../words.ts'
import { ownAmount, ownFree } from './agreed.ts'
import { type BillLine, grossPaise, inSaleUnits, type LineItem, leavingMilli } from './bill-line.ts'
import { byRules, freeBeyond, keyedNow, notKeyed, shownPercent } from './bill-price.ts'
import { driftOf } from './line-margin.ts'

const unitsOf = (item: LineItem) => ({ units: item.units, saleUnit: item.saleUnit, decimals: item.decimals })

/** Quantity in sale units when it is whole there, else in base units with the letter the clerk types for loose ones. */
const shownQuantity = (qtyMilli: number | null, item: LineItem | null): string => {
  if (qtyMilli === null || !item) return ''
  const inUnits = inSaleUnits(qtyMilli, item)
  return inUnits === null ? `${quantity(qtyMilli)}l` : quantity(inUnits)
}

function typedQuantity(line: BillLine, text: string): BillLine | null {
  if (!line.item) return null
  if (text.trim() === '') return byRules({ ...line, qtyMilli: null })
  const read = readQuantityEntry(text, unitsOf(line.item))
  if (read.problem) return null
  // `20+2` gives free goods in the same breath; a plain quantity leaves keyed ones alone, else the scheme gives them
  const free =
    read.freeMilli > 0 ? { freeMilli: read.freeMilli, keyed: keyedNow(line, 'free'), source: ownFree(line.source) } : {}
  return byRules({ ...line, qtyMilli: read.qtyMilli, ...free })
}

function typedFree(line: BillLine, text: string): BillLine | null {
  if (!line.item) return null
  const source = ownFree(line.source)
  // emptied, the cell is the scheme's again; a nought is none
  if (text.trim() === '') return byRules({ ...line, source, freeMilli: null, keyed: notKeyed(line, 'free') })
  if (text.trim() === '0') return { ...line, source, freeMilli: null, keyed: keyedNow(line, 'free') }
  const read = readQuantityEntry(text, unitsOf(line.item))
  return read.problem || read.freeMilli > 0 ? null : { ...line, source, freeMilli: read.qtyMilli, keyed: keyedNow(line, 'free') }
}

const echoOf = (line: BillLine, text: string): string | null => {
  if (!line.item || text.trim() === '') return null
  const read = readQuantityEntry(text, unitsOf(line.item))
  return read.problem ? codeWords(read.problem.code, read.problem.details, read.problem.message) : read.echo
}

const bad = (text: string): CellProblem => ({ tone: 'bad', text })
const warn = (text: string): CellProblem => ({ tone: 'warn', text })

function quantityProblem(line: BillLine): CellProblem | null {
  if (!line.batch || !line.item || leavingMilli(line) <= line.batch.availableMilli) return null
  return bad(
    words('sales.bill.moreThanBatch', { batch: line.batch.number, left: shownQuantity(line.batch.availableMilli, line.item) }),
  )
}

function rateProblem(line: BillLine): CellProblem | null {
  const mrp = line.batch?.effectiveMrpPaise ?? null
  if (!line.item || !line.batch || line.rateE4 === null || mrp === null) return null
  const pack = {
    rateE4: brandedRate(line.rateE4),
    factor: line.item.saleFactor,
    packFactor: line.batch.packFactor,
    gstBp: line.item.rateBp,
  }
  if (exceedsMrp(pack, mrp)) return bad(words('sales.bill.aboveMrp', { mrp: money(mrp) }))
  const list = line.prices ? resolveRate(line.prices, line.batch.id).rateE4 : (line.batch.rateE4 ?? line.item.rateE4)
  if (list !== null && line.rateE4 > list) return warn(words('sales.bill.aboveList', { rate: rate(list) }))
  const drift = driftOf(line)
  if (drift === null || !line.last || Math.abs(drift) <= line.last.markBp) return null
  const change = `${drift > 0 ? '+' : '−'}${percent(Math.abs(drift))} %`
  return warn(words('sales.bill.drift', { rate: rate(line.last.netE4), day: day(line.last.day), change }))
}

function batchProblem(line: BillLine): CellProblem | null {
  if (!line.item) return null
  if (!line.batch) return bad(words('sales.bill.noBatch'))
  return line.batch.nearExpiry ? warn(words('sales.bill.nearExpiry', { expiry: expiry(line.batch.expiry) })) : null
}

/** A percentage keyed stands alone in its column, in the place of what the ladder had there; emptied, the ladder is back. */
const typedPercent =
  (cell: 'first' | 'second') =>
  (line: BillLine, text: string): BillLine | null => {
    if (text.trim() === '') return byRules({ ...line, [cell]: [], keyed: notKeyed(line, cell) })
    const value = parseBasisPoints(text)
    if (value === null || value > 10_000 || value < 0) return null
    return byRules({ ...line, [cell]: value === 0 ? [] : [value], keyed: keyedNow(line, cell) })
  }

type BillColumn = Omit<EntryColumn<BillLine>, 'title'>

const columns: readonly BillColumn[] = [
  {
    id: 'item',
    width: 'minmax(212px, 1fr)',
    weight: 'strong',
    frozen: true,
    entry: true,
    show: (line) => line.item?.name,
    edit: (line) => line.item?.name ?? '',
  },
  { id: 'pack', width: '68px', weight: 'dim', show: (line) => line.item?.packLabel },
  {
    id: 'batch',
    width: '96px',
    entry: true,
    // chosen already, or no choice: Enter passes over it; Alt+B and the arrows still reach it
    skip: (line) => line.batch !== null || line.choices < 2,
    show: (line) => line.batch?.number,
    edit: (line) => line.batch?.number ?? '',
    problem: batchProblem,
  },
  { id: 'expiry', width: '66px', show: (line) => expiry(line.batch?.expiry) },
  {
    id: 'mrp',
    width: '84px',
    numeric: true,
    weight: 'dim',
    show: (line) => money(line.batch?.effectiveMrpPaise ?? line.item?.mrpPaise),
  },
  {
    id: 'qty',
    width: '74px',
    numeric: true,
    entry: true,
    show: (line) => shownQuantity(line.qtyMilli, line.item),
    edit: (line) => shownQuantity(line.qtyMilli, line.item),
    write: typedQuantity,
    problem: quantityProblem,
    echo: echoOf,
  },
  {
    id: 'free',
    width: '58px',
    numeric: true,
    entry: true,
    show: (line) => shownQuantity(line.freeMilli, line.item),
    edit: (line) => shownQuantity(line.freeMilli, line.item),
    write: typedFree,
    problem: (line) => (freeBeyond(line) ? warn(words('sales.bill.freeBeyond')) : null),
  },
  {
    id: 'rate',
    width: '88px',
    numeric: true,
    entry: true,
    show: (line) => rate(line.rateE4),
    edit: (line) => rate(line.rateE4),
    write: (line, text) => {
      if (text.trim() === '') return byRules({ ...line, rateE4: null, keyed: notKeyed(line, 'rate') })
      const value = parseRateE4(text)
      return value === null || value < 0 ? null : byRules({ ...line, rateE4: value, keyed: keyedNow(line, 'rate') })
    },
    problem: rateProblem,
  },
  {
    id: 'discount',
    width: '66px',
    numeric: true,
    entry: true,
    show: (line) => percent(shownPercent(line.first)),
    edit: (line) => percent(shownPercent(line.first)),
    write: typedPercent('first'),
  },
  {
    id: 'discount2',
    width: '58px',
    numeric: true,
    entry: true,
    // the arrows reach it; Enter goes on, as on most lines nobody keys it
    skip: () => true,
    show: (line) => percent(shownPercent(line.second)),
    edit: (line) => percent(shownPercent(line.second)),
    write: typedPercent('second'),
  },
  {
    id: 'scheme',
    width: '72px',
    numeric: true,
    entry: true,
    skip: () => true,
    show: (line) => money(line.flatPaise),
    edit: (line) => money(line.flatPaise),
    write: (line, text) => {
      const source = ownAmount(line.source)
      if (text.trim() === '') return byRules({ ...line, source, flatPaise: null, keyed: notKeyed(line, 'flat') })
      const value = parsePaise(text)
      return value === null || value < 0 ? null : { ...line, source, flatPaise: value || null, keyed: keyedNow(line, 'flat') }
    },
    problem: (line) => ((line.flatPaise ?? 0) > (grossPaise(line) ?? 0) ? bad(words('sales.bill.schemeTooMuch')) : null),
  },
  {
    id: 'gst',
    width: '58px',
    numeric: true,
    weight: 'dim',
    show: (line) =>
      line.item
        ? line.item.taxClass === 'taxable'
          ? percent(line.item.rateBp)
          : words(`sales.bill.class.${line.item.taxClass}`)
        : '',
  },
  { id: 'amount', width: '118px', numeric: true, weight: 'strong', show: (line) => money(grossPaise(line)) },
]

/** What moving and writing read of the columns, without their words. */
export const billRules: readonly EntryRules<BillLine>[] = columns

/** The columns with their titles in the language on screen. */
export const billColumns = (): readonly EntryColumn<BillLine>[] =>
  columns.map((column) => ({ ...column, title: words(`sales.bill.columns.${column.id as 'item'}`) }))
