import type { ReactNode } from 'react'
import { placeLabel } from '../../shared/company/states.ts'
import type { Gstr1Section } from '../../shared/gst/contract.ts'
import type { OutputOf } from '../client.ts'
import { StatusPill } from '../ui/controls.tsx'
import { count, day, percent, quantity } from '../ui/format.ts'
import type { Column } from '../ui/table-layout.ts'
import { type Say, wordsOr } from '../words.ts'

export type Row = OutputOf<'gst.gstr1Rows'>['rows'][number]
type Money = 'valuePaise' | 'taxablePaise' | 'igstPaise' | 'cgstPaise' | 'sgstPaise' | 'cessPaise'

const code = (text: string | null) => <span className="code">{text}</span>
const text = (
  id: string,
  title: string,
  width: number,
  cell: (row: Row) => ReactNode,
  more: Partial<Column<Row>> = {},
): Column<Row> => ({ id, title, width, cell, ...more })
const amount = (id: string, title: string, of: Money, more: Partial<Column<Row>> = {}): Column<Row> => ({
  id,
  title,
  width: 112,
  kind: 'money',
  path: of,
  sum: of,
  ...more,
})

/** Columns of a list: a section's rows, or documents (behind an added-up row, or named by a check). */
export function columnsOf(t: Say, list: Gstr1Section | 'documents'): readonly Column<Row>[] {
  const rate = text('rate', t('gst.columns.rate'), 58, (row) => percent(row.rateBp), { kind: 'percent', path: 'rateBp' })
  const place = (hidden = false) =>
    text('pos', t('gst.columns.place'), 150, (row) => row.pos && placeLabel(row.pos), { hidden, path: 'pos' })
  const label = (width: number, grow = false) =>
    text('label', t('gst.columns.kind'), width, (row) => labelWords(row), {
      sortable: false,
      grow,
      weight: grow ? 'strong' : 'dim',
    })
  const documents = text('documents', t('gst.columns.documents'), 96, (row) => count(row.documents), {
    kind: 'count',
    path: 'documents',
  })
  const heads = [
    amount('taxable', t('gst.columns.taxable'), 'taxablePaise'),
    amount('igst', 'IGST', 'igstPaise', { width: 98 }),
    amount('cgst', 'CGST', 'cgstPaise', { width: 98 }),
    amount('sgst', 'SGST', 'sgstPaise', { width: 98 }),
    amount('cess', t('gst.columns.cess'), 'cessPaise', { width: 96, hidden: true, sortable: false }),
  ]
  const value = amount('value', t('gst.columns.value'), 'valuePaise', { weight: 'strong' })
  const document = [
    text('date', t('gst.columns.date'), 86, (row) => day(row.date), { kind: 'date', path: 'date' }),
    text('number', t('gst.columns.number'), 138, (row) => code(row.number), { path: 'number' }),
    text('party', t('gst.columns.party'), 140, (row) => row.party, { path: 'party', grow: true, weight: 'strong' }),
  ]
  const gstin = text('gstin', 'GSTIN', 146, (row) => code(row.gstin), { path: 'gstin', weight: 'dim' })
  switch (list) {
    case 'b2cs':
      return [label(120, true), place(), rate, documents, ...heads, value]
    case 'nil':
      return [label(320, true), documents, heads[0] as Column<Row>]
    case 'hsn-b2b':
    case 'hsn-b2c':
      return [
        text('hsn', 'HSN', 110, (row) => code(row.hsn), { path: 'hsn', weight: 'strong' }),
        text('label', t('gst.columns.goods'), 200, (row) => row.label, {
          path: 'label',
          sortable: false,
          grow: true,
          weight: 'dim',
        }),
        text('uqc', t('gst.columns.unit'), 70, (row) => code(row.uqc), { path: 'uqc', sortable: false }),
        text('qty', t('gst.columns.quantity'), 110, (row) => quantity(row.qtyMilli), { kind: 'qty', path: 'qtyMilli' }),
        rate,
        ...heads,
        value,
      ]
    case 'doc-issue':
      return [
        label(220, true),
        text('from', t('gst.columns.from'), 160, (row) => code(row.from), { path: 'from', sortable: false }),
        text('to', t('gst.columns.to'), 160, (row) => code(row.to), { path: 'to', sortable: false }),
        documents,
        text('cancelled', t('gst.columns.cancelled'), 96, (row) => count(row.cancelled), {
          kind: 'count',
          path: 'cancelled',
          sortable: false,
        }),
        text('net', t('gst.columns.net'), 96, (row) => count(row.documents - row.cancelled), { numeric: true, sortable: false }),
      ]
    case 'documents':
      return [
        ...document,
        gstin,
        place(true),
        label(76),
        { ...rate, hidden: true },
        ...heads,
        value,
        text(
          'state',
          '',
          88,
          (row) => (row.cancelled ? <StatusPill tone="bad">{t('gst.columns.cancelled')}</StatusPill> : null),
          { sortable: false },
        ),
      ]
    case 'b2b':
      return [...document, gstin, place(true), label(76), rate, ...heads, value]
    case 'b2cl':
      return [...document, place(), rate, ...heads, value]
    case 'cdnr':
      return [...document, gstin, place(true), label(96), rate, ...heads, value]
    case 'cdnur':
      return [...document, place(), label(96), rate, ...heads, value]
    case 'exp':
      return [...document, label(190), rate, ...heads, value]
  }
}

/** The return's own code in words where people do not know it. */
const labelWords = (row: Row): string => {
  const [kind = '', taxClass] = row.label.split(' ')
  return taxClass && kind.endsWith('B2B') !== kind.endsWith('B2C')
    ? `${wordsOr(`gst.nil.${kind}`, kind)} · ${wordsOr(`gst.classes.${taxClass}`, taxClass)}`
    : wordsOr(`gst.labels.${row.label}`, row.label)
}
