import type { KeyboardEvent } from 'react'
import { showWhyRate } from '../items/price-why.tsx'
import type { EntryPlace } from '../ui/entry-grid.tsx'
import { rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { words } from '../words.ts'
import type { Bill } from './bill.ts'
import { preview } from './bill-draft.ts'
import { type BillLine, isBlank } from './bill-line.ts'
import { billPriceCommands } from './commands.ts'
import { driftOf } from './line-margin.ts'
import { askAmount, askNetRate, askRatePercent, askSubstitute } from './price-dialogs.tsx'
import { fitBill, ratesMoved, withNetRate, workedBack } from './price-tools.ts'

const current = ({ entry }: Bill): { line: BillLine | undefined; row: number } => {
  const { lines, at } = entry.store.getState()
  return { line: lines[at.row], row: at.row }
}

/** Types the net rate wanted and puts the rate or discount worked back from it on the line. */
async function keyNetRate(bill: Bill): Promise<void> {
  const { line } = current(bill)
  if (!line?.item) return say(words('sales.bill.itemFirst'))
  if (!line.qtyMilli) return say(words('sales.price.quantityFirst'))
  const header = bill.header.getState().value
  if (!header) return say(words('sales.bill.notPriced'))
  const head = bill.head.getState()
  const lines = bill.entry.filled()
  const figures = preview(head, header, lines)
  const found = await askNetRate({
    item: line.item.name,
    unit: line.item.saleUnit,
    // keyed, the bill's discount is there before the line has a rate
    offPaise: 'priced' in figures ? figures.discountPaise : head.discountKeyed ? head.discountPaise : 0,
    back: (wanted) => workedBack(line, { head, header, lines }, wanted),
  })
  const row = bill.entry.store.getState().lines.findIndex((one) => one.key === line.key)
  if (!found || row < 0) return
  bill.entry.setLine(row, withNetRate(line, found))
  say(words('sales.price.netSet', { amount: rupees(found.netPaise) }))
}

/** Puts the rates of this line and those after it (or of all) up or down, and of lines keyed later too if asked. */
async function moveRates(bill: Bill): Promise<void> {
  const { row } = current(bill)
  const asked = await askRatePercent()
  if (!asked) return
  const { lines } = bill.entry.store.getState()
  bill.entry.setLines(
    ratesMoved(
      lines.filter((line) => !isBlank(line)),
      asked.from === 'all' ? 0 : row,
      asked.bp,
    ),
    true,
  )
  bill.entry.moveTo({ row: Math.min(row, bill.entry.store.getState().lines.length - 1), col: bill.entry.store.getState().at.col })
  bill.head.setState({ ratePercentBp: asked.later ? asked.bp : 0 })
}

/** Fits the bill to an amount by its discount, or says what can be had. */
async function keyAmount(bill: Bill): Promise<void> {
  const header = bill.header.getState().value
  const head = bill.head.getState()
  const { lines } = bill.entry.store.getState()
  const figures = header && preview(head, header, lines)
  if (!header || !figures || !('priced' in figures) || figures.lines.length === 0) return say(words('sales.price.nothingToFit'))
  const wanted = await askAmount({ nowPaise: figures.priced.settled.totalPaise })
  if (wanted === null) return
  const fit = fitBill(head, header, lines, wanted)
  if ('discountPaise' in fit) {
    bill.head.setState({ discountPaise: fit.discountPaise, discountKeyed: true })
    return say(words('sales.price.fitted', { amount: rupees(wanted), off: rupees(fit.discountPaise) }))
  }
  const near = [fit.below, fit.above].flatMap((one) => (one === null ? [] : rupees(one))).join(', ')
  say(words('sales.price.notFitted', { amount: rupees(wanted), near }))
}

/** Chooses another item of the same composition for the line. */
async function takeSubstitute(bill: Bill): Promise<void> {
  const { line } = current(bill)
  const { date, party } = bill.head.getState()
  // an item that is not in stock stands on the line without a batch: it is what a substitute is wanted for
  const { open, found, at } = bill.items.store.getState()
  const about = line?.item ?? (open ? found?.rows[at] : undefined)
  if (!about) return say(words('sales.bill.itemFirst'))
  const chosen = await askSubstitute({ itemId: about.id, name: about.name, date, party: party?.uid ?? null })
  if (!chosen) return
  bill.items.reset()
  await bill.takeItem(chosen)
}

/** Why the item of the line costs this party what it does, and how far the line is from his last deal. */
export function explainRate(bill: Bill): void {
  const { line } = current(bill)
  if (!line?.item) {
    say(words('sales.bill.itemFirst'))
    return
  }
  const { item, batch, last } = line
  const { party, date } = bill.head.getState()
  const bp = driftOf(line)
  void showWhyRate({
    itemId: item.id,
    batchId: batch?.id ?? null,
    party: party?.uid ?? null,
    date,
    qtyMilli: line.qtyMilli ?? item.saleFactor * 1000,
    keyedRateE4: line.keyed.includes('rate') ? line.rateE4 : null,
    drift: last && bp !== null ? { lastE4: last.netE4, day: last.day, bp } : null,
  })
}

/** The price commands of the bill; gives back what the grid asks of each key first: true when it was one of theirs. */
export function useBillPrices(bill: Bill): (event: KeyboardEvent, place: EntryPlace<BillLine>) => boolean {
  useCommands(billPriceCommands, {
    netRate: () => void keyNetRate(bill),
    ratePercent: () => void moveRates(bill),
    fitAmount: () => void keyAmount(bill),
    substitutes: () => void takeSubstitute(bill),
  })
  return (event, place) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return false
    const star = event.key === '*' && place.column.id === 'rate'
    const stroke = event.key === '/' && place.column.id === 'item' && place.text === '' && isBlank(place.line)
    if (!star && !stroke) return false
    event.preventDefault()
    void (star ? keyNetRate(bill) : keyAmount(bill))
    return true
  }
}
