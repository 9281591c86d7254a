/**
 * The little of pdfmake 0.3 that main/paper-pdf.ts uses. The published types bring the DOM's along, which nothing in main may see.
 */
declare module 'pdfmake' {
  export type Content = string | readonly Content[] | { readonly [property: string]: unknown }
  export type DynamicContent = (currentPage: number, pageCount: number) => Content
  export type Definition = {
    readonly content: Content
    readonly header?: DynamicContent
    readonly footer?: DynamicContent
    readonly [property: string]: unknown
  }
  const pdfmake: {
    setFonts(fonts: Readonly<Record<string, { readonly normal: string; readonly bold: string }>>): void
    setUrlAccessPolicy(allowed: (url: string) => boolean): void
    setLocalAccessPolicy(allowed: (path: string) => boolean): void
    createPdf(definition: Definition): { getBuffer(): Promise<Uint8Array> }
  }
  // biome-ignore lint/style/noDefaultExport: that is how pdfmake is published
  export default pdfmake
}

/** What main/paper-fonts.ts reaches into, of pdfmake 0.3.11 and its pdfkit 0.19.1. */
declare module 'pdfmake/js/PDFDocument.js' {
  namespace pdfDocument {
    type EmbeddedFont = {
      readonly font: unknown
      layoutCache: Record<string, unknown>
      constructor: new (document: unknown, font: unknown, id: string) => EmbeddedFont
    }
    type Document = {
      fontCache: Record<string, Record<string, EmbeddedFont>>
      _fontFamilies: Record<string, EmbeddedFont>
      _fontCount: number
      getFontType(bold: boolean, italics: boolean): string
      getFontFile(family: string, bold: boolean, italics: boolean): unknown
      provideFont(this: Document, family: string, bold: boolean, italics: boolean): EmbeddedFont
    }
  }
  const pdfDocument: { prototype: pdfDocument.Document; default?: unknown }
  // biome-ignore lint/style/noDefaultExport: that is how pdfmake is published
  export default pdfDocument
}
