import type { Entry } from '../../shared/accounts/posting.ts'
import { financialYear } from '../../shared/calendar.ts'
import type { Writer } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { append, type Rendering } from './rendering.ts'
import { nextId, setState } from './running-figures.ts'

/** The ids of a registered document and its version. */
export type Header = { documentId: number; versionId: number }

/** Registers a document under its number with its first version, lines and links. Called by ledger.post only. */
export function appendDocument(
  given: Writing,
  document: NonNullable<Entry['document']>,
  numbered: { seriesId: number; serial: number; number: string },
  seq: number,
  rendering: Rendering,
): Header {
  const { tx } = given
  const documentId = nextId(tx, 'document')
  append(tx, rendering, 'document', {
    id: documentId,
    uid: uidBytes(document.uid),
    kind: document.kind,
    series_id: numbered.seriesId,
    serial: numbered.serial,
    fy: financialYear(document.date).label,
    number: numbered.number,
    reference: document.reference,
    date: document.date,
    party_id: document.partyId,
  })
  const versionId = appendVersion(tx, document, { documentId, version: 1, seq }, rendering)
  setState(tx, { documentId, versionId })
  return { documentId, versionId }
}

/**
 * Appends the next version of a document under its number and makes it the current one (model rule 3). Throws when the version
 * that was seen is not the current one any more. Called by ledger.post only.
 */
export function amendDocument(
  { tx }: Writing,
  document: NonNullable<Entry['document']>,
  amends: NonNullable<Entry['amends']>,
  seq: number,
  rendering: Rendering,
): Header {
  const { documentId } = amends
  const versionId = appendVersion(tx, document, { documentId, version: amends.version + 1, seq }, rendering)
  setState(tx, { documentId, versionId, insteadOf: amends.versionId })
  return { documentId, versionId }
}

function appendVersion(
  tx: Writer,
  document: NonNullable<Entry['document']>,
  at: { documentId: number; version: number; seq: number },
  rendering: Rendering,
): number {
  const versionId = nextId(tx, 'document_version')
  const { version } = document
  append(tx, rendering, 'document_version', {
    id: versionId,
    document_id: at.documentId,
    version: at.version,
    seq: at.seq,
    party_name: version.partyName,
    gstin: version.gstin,
    category: version.category,
    pos: version.pos,
    supply: version.supply,
    mode: version.mode,
    due_date: version.dueDate,
    gross: version.grossPaise,
    discount: version.discountPaise,
    charges: version.chargesPaise,
    taxable: version.taxablePaise,
    igst: version.igstPaise,
    cgst: version.cgstPaise,
    sgst: version.sgstPaise,
    cess: version.cessPaise,
    round_off: version.roundOffPaise,
    total: version.totalPaise,
    applied_json: JSON.stringify(version.applied),
  })
  document.lines.forEach((line, index) => {
    append(tx, rendering, 'document_line', {
      version_id: versionId,
      line_no: index + 1,
      item_id: line.itemId,
      batch_id: line.batchId,
      description: line.description,
      hsn: line.hsn,
      uqc: line.uqc,
      unit: line.unit,
      factor: line.factor,
      qty: line.qtyMilli,
      free_qty: line.freeMilli,
      rate_e4: line.rateE4,
      mrp: line.mrpPaise,
      gross: line.grossPaise,
      discount: line.discountPaise,
      discount_json: line.discount ? JSON.stringify(line.discount) : null,
      tax_class: line.taxClass,
      rate_bp: line.rateBp,
      taxable: line.taxablePaise,
      igst: line.igstPaise,
      cgst: line.cgstPaise,
      sgst: line.sgstPaise,
      cess: line.cessPaise,
    })
  })
  const links = [...document.links].sort((a, b) => a.toDocumentId - b.toDocumentId || (a.lineNo ?? 0) - (b.lineNo ?? 0))
  for (const link of links)
    append(tx, rendering, 'document_link', {
      from_version_id: versionId,
      to_document_id: link.toDocumentId,
      line_no: link.lineNo ?? 0,
      kind: link.kind,
    })
  const lineLinks = [...(document.lineLinks ?? [])].sort(
    (a, b) => a.lineNo - b.lineNo || a.toDocumentId - b.toDocumentId || a.toLineNo - b.toLineNo,
  )
  for (const link of lineLinks)
    append(tx, rendering, 'line_link', {
      from_version_id: versionId,
      line_no: link.lineNo,
      to_document_id: link.toDocumentId,
      to_line_no: link.toLineNo,
      kind: link.kind,
      qty: link.qtyMilli,
    })
  return versionId
}
