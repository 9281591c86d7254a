/**
 * What a firm may leave off the lines of its bills; everything else there is asked for by Rule 46 or the drug rules. `empty` leaves out
 * columns in which nothing stands (free goods, discount, batch).
 */
export const optionalColumns = ['manufacturer', 'pack', 'mrp', 'empty'] as const
export type OptionalColumn = (typeof optionalColumns)[number]

/** Kinds of paper a bill can be printed on. The last two are printers of text: a receipt printer's roll, and fan-fold paper. */
export const paperFormats = ['A4', 'A5', 'thermal', 'matrix'] as const
export type PaperFormat = (typeof paperFormats)[number]

/** Characters across: 80 mm rolls have 48 or 42, 58 mm ones 32; fan-fold paper 80, 96 (elite) or 132 (condensed). */
export const rollColumns = [48, 42, 32] as const
export const matrixColumns = [80, 96, 132] as const
/** Lines on a sheet of fan-fold paper, six to the inch: 12, 11 and 6 inches. */
export const matrixLines = [72, 66, 36] as const
