import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import type { Handlers } from '../../shared/contract.ts'
import type { labelCalls, labelFields } from '../../shared/inventory/label-contract.ts'
import { isEan13 } from '../../shared/items/ean.ts'
import { type Label, type LabelText, labelSheets } from '../../shared/label.ts'
import { formatPaise } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import type { Given, Tasking } from '../given.ts'
import { pricesOn } from '../items/item-store.ts'
import { inPaperWorker } from '../paper-work.ts'
import { writeWhole } from '../whole-file.ts'
import { mrpOf } from './mrp-store.ts'

type Asked = z.output<(typeof labelCalls)['labelPdf']['input']>
type Field = (typeof labelFields)[number]

const mostLabels = 5000

type Item = {
  name: string
  pack: string | null
  maker: string | null
  rack: string | null
  saleUnit: string
  barcode: string | null
}
const itemOf = prepared<{ id: number }>()(
  (p) => text<Item>`select i.name, i.pack_label as pack, i.manufacturer as maker, i.rack, i.sale_unit as saleUnit,
      (select b.code from barcode b where b.item_id = i.id order by b.unit <> i.sale_unit, length(b.code) <> 13, b.code limit 1) as barcode
    from item i where i.id = ${p.id}`,
)
const batchOf = prepared<{ id: number; item: number }>()(
  (p) =>
    text<{ number: string; expiry: string | null }>`select number, expiry from batch where id = ${p.id} and item_id = ${p.item}`,
)

const codeKind = (code: string) => (isEan13(code) ? ('ean13' as const) : ('code128' as const))

/** What is written on the label of an item, or of one of its batches, on a day. Refuses an item or batch that is not there. */
function labelOf(
  db: Reader,
  { itemId, batchId }: { itemId: number; batchId: number | null },
  fields: readonly Field[],
  big: boolean,
  today: LocalDate,
): Label {
  const item = db.get(itemOf, { id: itemId })
  const batch = batchId === null ? null : db.get(batchOf, { id: batchId, item: itemId })
  if (!item || batch === undefined) throw new Refusal('inventory/label-unknown', 'There is no such item or batch', 'rows', {})
  const mrp = batchId === null ? pricesOn(db, itemId, today, item.saleUnit).mrp : (mrpOf(db, batchId, today)?.effective ?? null)
  const has = (field: Field) => fields.includes(field)
  const small = big ? 9 : 6
  const line = (parts: (string | null | false | undefined)[], size: number, bold = false): LabelText[] => {
    const said = parts.filter(Boolean).join('  ')
    return said ? [{ text: said, size, bold }] : []
  }
  const expiry = batch?.expiry ? `Exp ${batch.expiry.slice(5, 7)}/${batch.expiry.slice(2, 4)}` : null
  return {
    texts: [
      ...line([item.name], big ? 14 : 7.5, true),
      ...line([has('pack') && item.pack, has('maker') && item.maker], small),
      ...line([has('mrp') && mrp !== null && `MRP ₹ ${formatPaise(mrp)}`], big ? 16 : 8, true),
      ...line([has('batch') && batch && `B.No. ${batch.number}`, has('expiry') && expiry, has('rack') && item.rack], small),
    ],
    barcode: has('barcode') && item.barcode ? { kind: codeKind(item.barcode), text: item.barcode } : null,
  }
}

function asked(given: Tasking, { sheet, startAt, fields, rows }: Asked) {
  const db = given.book.connection.reader
  const labels = rows.flatMap((row) => {
    const label = labelOf(db, row, fields, sheet === 'shelf-strip', given.today)
    return Array.from({ length: row.copies }, () => label)
  })
  if (labels.length > mostLabels)
    throw new Refusal('inventory/labels-many', `At most ${mostLabels} labels at once`, 'rows', { limit: mostLabels })
  return { sheet, labels, startAt, name: 'Labels' }
}

async function made(given: Tasking, ask: Asked) {
  const input = asked(given, ask)
  const { fonts, workers } = given.host.paths
  const { pdf, pages } = await inPaperWorker(workers, 'labels', { ...input, fonts }, given.signal)
  given.progress({ done: 1, total: 1, note: '' })
  return { pdf, pages, labels: input.labels.length }
}

/** Labels for packs and shelves: preview and file. */
export const labelHandlers: Handlers<typeof labelCalls, Given> = {
  labelPdf: async (ask, given) => {
    const { pdf, pages, labels } = await made(given, ask)
    return { name: `labels-${given.today}.pdf`, pdfBase64: Buffer.from(pdf).toString('base64'), pages, labels }
  },
  saveLabels: async ({ ticket, ...ask }, given) => {
    const path = given.file(ticket)
    const { pdf } = await made(given, ask)
    await writeWhole(
      path,
      pdf,
      (reason) => new Refusal('inventory/labels-not-written', `The file could not be written (${reason})`, 'ticket', { reason }),
    )
    return { ok: true as const }
  },
  printLabels: async (ask, given) => {
    const { desk, paths } = given.host
    const none = new Refusal('company/no-printer', 'There is no printer: save the PDF instead')
    if (!desk) throw none
    const input = asked(given, ask)
    // the makers of barcodes are loaded when somebody prints
    const { labelsHtml } = await import('../label-html.ts')
    const [widthMm, heightMm] = labelSheets[ask.sheet].page
    const came = await desk.print(labelsHtml(input, paths.fonts), { widthMm, heightMm })
    if (came === 'no-printer') throw none
    return { printed: came === 'printed' }
  },
}
