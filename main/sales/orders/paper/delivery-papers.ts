import type { z } from 'zod'
import { formatExpiry, isLocalDate } from '../../../../shared/calendar.ts'
import { formatPaise } from '../../../../shared/money.ts'
import type { Paper } from '../../../../shared/paper.ts'
import { printable } from '../../../../shared/paper-text.ts'
import type { PickList, TripShown } from '../../../../shared/sales/delivery-contract.ts'
import { letterhead, type PaperFirm, tradingName } from '../../../company/paper-letterhead.ts'
import { pair, present, text, unitQuantity } from '../../../paper-pieces.ts'
import { column, day, heading, paperWords } from './order-paper.ts'

type Trip = z.output<typeof TripShown>
type Picked = z.output<typeof PickList>
const expiry = (date: string | null) => (date && isLocalDate(date) ? formatExpiry(date) : '')

const kinds: Readonly<Record<Picked['documents'][number]['kind'], string>> = {
  sale: 'Bills',
  'sales-order': 'Orders',
  challan: 'Challans',
}

/** What is to be fetched for bills, orders and challans, rack by rack, with a box to tick. */
export function pickListPaper({ documents, rows }: Picked, date: string, firm: PaperFirm): Paper {
  const of = (kind: keyof typeof kinds) => documents.filter((one) => one.kind === kind).map((one) => one.number)
  const groups = (['sale', 'challan', 'sales-order'] as const).filter((kind) => of(kind).length > 0)
  const places = new Set(rows.flatMap(({ place }) => place ?? []))
  const where = (row: Picked['rows'][number]) =>
    row.batch === null ? 'NOT ON THE SHELF' : present(row.rack ?? '—', places.size > 1 && row.place).join(', ')
  return {
    size: 'A4',
    language: 'en',
    name: `Pick list ${date}`,
    author: printable(tradingName(firm)),
    title: 'PICK LIST',
    titleLocal: null,
    running: `Pick list of ${day(date)}`,
    copies: [''],
    watermark: null,
    blocks: [
      ...heading(
        groups.flatMap((kind) => [text(kinds[kind], 'label'), text(of(kind).join(', '), 'body')]),
        [...pair('Date', day(date), 'strong'), ...groups.flatMap((kind) => pair(kinds[kind], String(of(kind).length)))],
      ),
      {
        kind: 'lines',
        columns: [
          column('rack', 'Rack', 'left'),
          column('item', 'Item', 'left', true),
          column('pack', 'Pack', 'left'),
          column('batch', 'Batch', 'left'),
          column('expiry', 'Exp.', 'left'),
          column('qty', 'Quantity'),
          column('unit', 'Unit', 'left'),
          column('documents', 'For'),
          column('done', 'Taken', 'center'),
        ],
        rows: rows.map((row) => ({
          cells: {
            rack: { text: printable(where(row)) },
            item: { text: printable(row.item) },
            pack: { text: printable(row.pack ?? '') },
            batch: { text: printable(row.batch ?? '') },
            expiry: { text: expiry(row.expiry) },
            qty: { text: unitQuantity(row.qtyMilli, row.factor) },
            unit: { text: printable(row.unit) },
            documents: { text: String(row.documents) },
            done: { text: row.batch === null ? '' : '[   ]' },
          },
          carryPaise: {},
        })),
        totals: { item: `${rows.length} lines` },
      },
    ],
    closing: [{ kind: 'texts', texts: [text('Picked by: ______________   Checked by: ______________', 'body')] }],
    foot: '',
    words: { ...paperWords, carried: '', brought: '' },
  }
}

/** The sheet of a van: its bills in the order they are brought, what to collect, and room to sign. */
export function vanSheetPaper(trip: Trip, firm: PaperFirm): Paper {
  return {
    size: 'A4-landscape',
    language: 'en',
    name: `Van sheet ${trip.date} ${trip.van}`,
    author: printable(tradingName(firm)),
    title: 'VAN SHEET',
    titleLocal: null,
    running: `${printable(trip.van)} · ${day(trip.date)}`,
    copies: [''],
    watermark: null,
    blocks: [
      ...letterhead(firm),
      ...heading(
        [text('Driver', 'label'), text(trip.driver, 'strong'), ...present(trip.note).map((note) => text(note, 'body'))],
        [
          ...pair('Van', trip.van, 'strong'),
          ...pair('Date', day(trip.date), 'strong'),
          ...pair('Bills', String(trip.bills.length)),
          ...pair('Made by', trip.by),
        ],
      ),
      {
        kind: 'lines',
        columns: [
          column('no', '#'),
          column('number', 'Bill', 'left'),
          column('party', 'Party', 'left', true),
          column('area', 'Area', 'left'),
          column('phone', 'Phone', 'left'),
          column('total', 'Bill amount'),
          column('collect', 'To collect'),
          column('got', 'Collected'),
          column('sign', 'Received by, time and signature', 'left'),
        ],
        rows: trip.bills.map((bill, at) => ({
          cells: {
            no: { text: String(at + 1) },
            number: { text: bill.number },
            party: { text: printable(bill.party) },
            area: { text: printable(bill.area) },
            phone: { text: printable(bill.phone ?? '') },
            total: { text: formatPaise(bill.totalPaise) },
            collect: { text: formatPaise(bill.collectPaise) },
            got: { text: '__________' },
            sign: { text: '______________________________' },
          },
          carryPaise: { total: bill.totalPaise, collect: bill.collectPaise },
        })),
        totals: { party: 'Total', total: formatPaise(trip.totalPaise), collect: formatPaise(trip.collectPaise) },
      },
    ],
    closing: [
      { kind: 'gap', mm: 3 },
      { kind: 'texts', texts: [text('Driver: ______________________      Cash handed in to: ______________________', 'body')] },
    ],
    foot: '',
    words: paperWords,
  }
}
