import { financialYear, type LocalDate, localDate } from '../calendar.ts'

/**
 * The last day on which a credit note may still lower the tax of a supply: 30 November after the financial year of the supply
 * (section 34(2); gst-rules.md §3.4). The annual return, when it is filed earlier, ends it sooner; that is not known here.
 */
export const lastNoteDay = (supplied: LocalDate): LocalDate => localDate(`${financialYear(supplied).to.slice(0, 4)}-11-30`)
