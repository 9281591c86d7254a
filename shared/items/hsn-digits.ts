/** Services have accounting codes that begin with 99; they carry no quantity (gst-rules.md §4.4). */
export const isService = (hsn: string): boolean => hsn.startsWith('99')

/** How many digits an HSN needs, by last year's turnover: four up to five crore, six above (gst-rules.md §3.3). */
export const hsnDigitsNeeded = (aatoBand: string): 4 | 6 => (aatoBand === 'upto-10cr' || aatoBand === 'above-10cr' ? 6 : 4)

/** Whether table 12 takes the code from a firm of that turnover: digits only, 4, 6 or 8 of them, and enough. */
export const hsnFits = (hsn: string, aatoBand: string): boolean =>
  /^(\d{4}|\d{6}|\d{8})$/.test(hsn) && hsn.length >= hsnDigitsNeeded(aatoBand)
