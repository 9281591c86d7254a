/** A stretch of one look. `wide` characters take two columns each. */
export type Span = { readonly text: string; readonly bold: boolean; readonly wide: boolean }
export type TextLine = readonly Span[]

/** Columns a line takes. */
export const lineWidth = (line: TextLine): number => line.reduce((sum, { text, wide }) => sum + text.length * (wide ? 2 : 1), 0)

/** What a printer of text does, in order. `end` is the end of a sheet: a form feed, or a cut. */
export type PrintStep =
  | { readonly kind: 'line'; readonly line: TextLine }
  | { readonly kind: 'qr'; readonly payload: string }
  | { readonly kind: 'end' }
