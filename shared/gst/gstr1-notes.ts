import { invoiceType, item, type NoteRate, perDocument, portalDate, runs, rupees } from './gstr1-document.ts'
import type { SupplyType } from './place-of-supply.ts'

/** Table 9B, registered: by party, each note with its rates (gst-rules.md §4.3). */
export function* cdnrSection(rows: Iterable<NoteRate>) {
  for (const party of runs(rows, (row) => row.gstin ?? ''))
    yield {
      ctin: party[0].gstin,
      nt: [...runs(party, perDocument)].map((rates) => ({
        nt_num: rates[0].number,
        nt_dt: portalDate(rates[0].date),
        ntty: rates[0].noteType,
        val: rupees(rates[0].totalPaise),
        pos: rates[0].pos,
        rchrg: rates[0].reverseCharge ? 'Y' : 'N',
        inv_typ: invoiceType(rates[0]),
        itms: rates.map(item),
      })),
    }
}

/** Notes to buyers without GSTIN: of an export, or of an invoice of table 5. */
export const unregisteredType = (supply: SupplyType): 'B2CL' | 'EXPWP' | 'EXPWOP' =>
  supply === 'zero-with-payment' ? 'EXPWP' : supply === 'zero-without-payment' ? 'EXPWOP' : 'B2CL'

/** Table 9B, unregistered: one flat row a note. */
export const cdnurRows = (rows: Iterable<NoteRate>) =>
  [...runs(rows, perDocument)].map((rates) => {
    const typ = unregisteredType(rates[0].supply)
    return {
      nt_num: rates[0].number,
      nt_dt: portalDate(rates[0].date),
      ntty: rates[0].noteType,
      val: rupees(rates[0].totalPaise),
      typ,
      ...(typ === 'B2CL' ? { pos: rates[0].pos } : {}),
      itms: rates.map(item),
    }
  })
