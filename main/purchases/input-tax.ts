import type { TaxLine } from '../../shared/accounts/posting.ts'
import { type LocalDate, taxPeriod } from '../../shared/calendar.ts'
import { paise } from '../../shared/money.ts'
import type { ItcClass } from '../../shared/purchases/price-bill.ts'
import { basisPoints, milli } from '../../shared/quantity.ts'

type Taxed = {
  figures: {
    taxClass: TaxLine['class']
    rateBp: number
    taxablePaise: number
    igstPaise: number
    cgstPaise: number
    sgstPaise: number
    cessPaise: number
  }
  hsn: string
  uqc: string
  qtyMilli: number
  itc: ItcClass
  reverseCharge: boolean
}

/**
 * Inward tax lines: Σ per class, rate, HSN, unit, credit class and reverse charge, as the returns add them up. The credit class is what 3B
 * asks for (gst-rules.md §5.2): `inputs`, `capital`, `blocked` by s.17(5), `none` not taken, `ineligible` when this firm is not registered.
 */
export function inputTax(
  lines: readonly Taxed[],
  of: { docClass: string; date: LocalDate; gstin: string | null; pos: string; registered: boolean },
): TaxLine[] {
  const groups = new Map<string, TaxLine>()
  for (const { figures, hsn, uqc, qtyMilli, itc, reverseCharge } of lines) {
    const itcClass = figures.rateBp === 0 ? null : of.registered ? itc : 'ineligible'
    const key = `${figures.taxClass} ${figures.rateBp} ${hsn} ${uqc} ${itcClass} ${reverseCharge}`
    const sum = groups.get(key)
    groups.set(key, {
      direction: 'in',
      docClass: of.docClass,
      gstin: of.gstin,
      pos: of.pos,
      class: figures.taxClass,
      rateBp: basisPoints(figures.rateBp),
      hsn,
      uqc,
      qtyMilli: milli((sum?.qtyMilli ?? 0) + qtyMilli),
      taxablePaise: paise((sum?.taxablePaise ?? 0) + figures.taxablePaise),
      igstPaise: paise((sum?.igstPaise ?? 0) + figures.igstPaise),
      cgstPaise: paise((sum?.cgstPaise ?? 0) + figures.cgstPaise),
      sgstPaise: paise((sum?.sgstPaise ?? 0) + figures.sgstPaise),
      cessPaise: paise((sum?.cessPaise ?? 0) + figures.cessPaise),
      reverseCharge,
      itcClass,
      returnPeriod: taxPeriod(of.date),
    })
  }
  return [...groups.values()]
}
