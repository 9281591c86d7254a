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
  namespace pdfDocument {
    /** An open file: what is drawn into it comes out as a stream. */
    type Open = {
      on(event: 'data', hear: (chunk: Buffer) => void): void
      on(event: 'end', hear: () => void): void
      on(event: 'error', hear: (error: unknown) => void): void
      end(): void
    }
  }
  const pdfDocument: {
    prototype: pdfDocument.Document
    new (
      fonts: unknown,
      images: object,
      patterns: object,
      attachments: object,
      options: object,
      virtualfs: null,
      localAccessPolicy: (path: string) => boolean,
    ): pdfDocument.Open
  }
  // biome-ignore lint/style/noDefaultExport: that is how pdfmake is published
  export default pdfDocument
}

/** What main/paper-pdf-all.ts takes one by one, of pdfmake 0.3.11. */
declare module 'pdfmake/js/LayoutBuilder.js' {
  type Built = {
    registerTableLayouts(layouts: unknown): void
    layoutDocument(...parts: unknown[]): readonly unknown[]
  }
  const layoutBuilder: new (size: object, margins: object, svg: unknown) => Built
  // biome-ignore lint/style/noDefaultExport: that is how pdfmake is published
  export default layoutBuilder
}
declare module 'pdfmake/js/Renderer.js' {
  const renderer: new (document: unknown) => { renderPages(pages: readonly unknown[]): void }
  // biome-ignore lint/style/noDefaultExport: that is how pdfmake is published
  export default renderer
}
declare module 'pdfmake/js/SVGMeasure.js' {
  const svgMeasure: new () => unknown
  // biome-ignore lint/style/noDefaultExport: that is how pdfmake is published
  export default svgMeasure
}
declare module 'pdfmake/js/tableLayouts.js' {
  export const tableLayouts: unknown
}
