/**
 * Labels as plain data: a sheet that says where each one stands, and what is written on it. Lengths in millimetres, sizes of letters
 * in points.
 */
export const labelSheets = {
  'a4-24': { page: [210, 297], columns: 3, rows: 8, label: [64, 33.9], margin: [7.2, 12.9], gap: [2.5, 0] },
  'a4-65': { page: [210, 297], columns: 5, rows: 13, label: [38.1, 21.2], margin: [4.75, 10.7], gap: [2.5, 0] },
  'roll-50x25': { page: [50, 25], columns: 1, rows: 1, label: [50, 25], margin: [0, 0], gap: [0, 0] },
  'shelf-strip': { page: [210, 297], columns: 2, rows: 7, label: [100, 39], margin: [5, 12], gap: [0, 0] },
} as const satisfies Record<string, LabelSheet>
export type LabelSheet = {
  readonly page: readonly [width: number, height: number]
  readonly columns: number
  readonly rows: number
  readonly label: readonly [width: number, height: number]
  /** From the left and the top edge to the first label. */
  readonly margin: readonly [left: number, top: number]
  readonly gap: readonly [across: number, down: number]
}
export const labelSheetNames = [
  'a4-24',
  'a4-65',
  'roll-50x25',
  'shelf-strip',
] as const satisfies readonly (keyof typeof labelSheets)[]
export type LabelSheetName = (typeof labelSheetNames)[number]

export type LabelText = { readonly text: string; readonly size: number; readonly bold?: boolean }
export type Label = {
  readonly texts: readonly LabelText[]
  /** What a scanner reads; null for none. */
  readonly barcode: { readonly kind: 'ean13' | 'code128'; readonly text: string } | null
}

/** How many labels a page of a sheet holds. */
export const labelsAPage = ({ columns, rows }: LabelSheet): number => columns * rows

/** The left upper corner of a place on its page, in millimetres; places go along the rows. */
export function cornerOf({ columns, label, margin, gap }: LabelSheet, place: number): { x: number; y: number } {
  const column = place % columns
  const row = Math.floor(place / columns)
  return { x: margin[0] + column * (label[0] + gap[0]), y: margin[1] + row * (label[1] + gap[1]) }
}
