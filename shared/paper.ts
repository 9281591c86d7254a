/**
 * Paper as plain data: what stands on it and in what order, never how it is drawn. One model feeds pdfmake, Chromium's print and
 * whatever prints text, so a figure cannot differ between two kinds of paper.
 */
export type PaperSize = 'A4' | 'A5' | 'A4-landscape'

/** What a piece of text is, from which each kind of paper takes size, weight and colour. */
export type Tone = 'firm' | 'local' | 'title' | 'strong' | 'body' | 'small' | 'label' | 'net'
export type Align = 'left' | 'right' | 'center'
export type PaperText = { readonly text: string; readonly tone: Tone; readonly align?: Align | undefined }
export type Pair = { readonly label: string; readonly value: string; readonly tone?: 'strong' | 'net' | undefined }

/** `fit` columns are as wide as their widest cell (long words wrap), `whole` ones however wide that is; the one `rest` column takes what is left and wraps. */
export type PaperColumn = {
  readonly key: string
  readonly head: string
  readonly align: Align
  readonly width: 'fit' | 'whole' | 'rest'
}
/** `aside` follows in small print on the same line; `under` stands on a line of its own below. */
export type PaperCell = { readonly text: string; readonly aside?: string | undefined; readonly under?: string | undefined }
export type PaperRow = {
  readonly cells: Readonly<Record<string, PaperCell>>
  /** What the row adds to the carried sums, in paise, by column key. */
  readonly carryPaise: Readonly<Record<string, number>>
}

/** The long table: its head stands on every page it reaches, and the sums so far are carried over each page break. */
export type LinesBlock = {
  readonly kind: 'lines'
  readonly columns: readonly PaperColumn[]
  readonly rows: readonly PaperRow[]
  /** The closing row, by column key. */
  readonly totals: Readonly<Record<string, string>>
}

export type Block =
  | LinesBlock
  | { readonly kind: 'texts'; readonly texts: readonly PaperText[] }
  | { readonly kind: 'pairs'; readonly pairs: readonly Pair[]; readonly look: 'facts' | 'totals' }
  | {
      readonly kind: 'table'
      readonly columns: readonly PaperColumn[]
      readonly rows: readonly (readonly string[])[]
      readonly totals: readonly string[] | null
    }
  | {
      readonly kind: 'columns'
      readonly parts: readonly { readonly share: number; readonly blocks: readonly Block[] }[]
      readonly divided: boolean
    }
  /** A picture by its data URL: never fetched. */
  | { readonly kind: 'image'; readonly dataUrl: string; readonly widthMm: number; readonly heightMm: number }
  | { readonly kind: 'qr'; readonly payload: string; readonly texts: readonly PaperText[] }
  | { readonly kind: 'rule'; readonly weight: 'hair' | 'strong' }
  | { readonly kind: 'gap'; readonly mm: number }

export type Paper = {
  readonly size: PaperSize
  readonly language: 'en' | 'hi' | 'ur'
  /** For the file's properties and the printer's queue. */
  readonly name: string
  readonly author: string
  /** 'TAX INVOICE', and its translation when the paper speaks another language too. */
  readonly title: string
  readonly titleLocal: string | null
  /** Names the document on its second and later pages. */
  readonly running: string
  /** Captions; the whole document is printed once for each. */
  readonly copies: readonly string[]
  readonly watermark: string | null
  readonly blocks: readonly Block[]
  /** Kept together and after everything else: totals, words, bank, signature. */
  readonly closing: readonly Block[]
  /** On every page. */
  readonly foot: string
  /** What stands at page ends, in the paper's language; `page` holds {{page}} and {{pages}}. */
  readonly words: { readonly page: string; readonly continued: string; readonly carried: string; readonly brought: string }
}

/** 'Page 1 of 3' in the paper's own words. */
export const pageWords = (paper: Paper, page: number, pages: number): string =>
  paper.words.page.replace('{{page}}', String(page)).replace('{{pages}}', String(pages))

/** A length on paper. */
export const ptPerMm = 72 / 25.4

/** Width and height in points, and the margins that every printer can hold. */
export const sheets: Readonly<
  Record<
    PaperSize,
    { readonly width: number; readonly height: number; readonly side: number; readonly top: number; readonly bottom: number }
  >
> = {
  A4: { width: 595.28, height: 841.89, side: 24, top: 46, bottom: 44 },
  A5: { width: 419.53, height: 595.28, side: 17, top: 38, bottom: 36 },
  'A4-landscape': { width: 841.89, height: 595.28, side: 24, top: 46, bottom: 40 },
}

/** Sizes in points by tone; the lines of the table have their own. */
export const toneSizes: Readonly<Record<PaperSize, Readonly<Record<Tone | 'lines' | 'aside', number>>>> = {
  A4: { firm: 15, local: 11, title: 12, strong: 8.2, body: 7.4, small: 6.6, label: 6.2, net: 11, lines: 7, aside: 5.8 },
  A5: { firm: 11.5, local: 9, title: 9.5, strong: 7, body: 6.4, small: 5.8, label: 5.5, net: 8.8, lines: 6.2, aside: 5.4 },
  'A4-landscape': {
    firm: 15,
    local: 11,
    title: 12,
    strong: 8.2,
    body: 7.4,
    small: 6.6,
    label: 6.2,
    net: 11,
    lines: 7,
    aside: 5.8,
  },
}
export const boldTones: readonly Tone[] = ['firm', 'title', 'strong', 'net']
export const ink = {
  text: '#14181f',
  quiet: '#59616e',
  hair: '#c4c9d2',
  strong: '#14181f',
  tint: '#f2f4f7',
  watermark: '#c0392b',
} as const
