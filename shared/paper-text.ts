import type { Block, Paper, PaperColumn } from './paper.ts'

/** Scripts that paper tells apart. Everything a run of text shares (digits, spaces, stops) goes with the run it stands in. */
export type Script = 'latin' | 'devanagari' | 'arabic' | 'other'
export type Run = { readonly text: string; readonly script: Script }

const scripts: readonly (readonly [Script, RegExp])[] = [
  ['devanagari', /[\u0900-\u097f\ua8e0-\ua8ff]/],
  ['arabic', /[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/],
  // what Noto Sans draws: Latin, Greek, Cyrillic, punctuation, currency (₹), arrows of units and number forms
  [
    'latin',
    /[\u0020-\u007e\u00a0-\u0377\u037a-\u03ff\u0400-\u052f\u1d00-\u1eff\u1f00-\u1fff\u2000-\u2064\u2066-\u208e\u20a0-\u20c0\u2100-\u215f\u2212\u25cc]/,
  ],
]
// Spaces, digits, stops and joiners belong to no script; letters and signs above do.
const common = /[\s\d\u0020-\u0040\u005b-\u0060\u007b-\u007e\u00a0-\u00bf\u2000-\u206f\u20b9\u2212]/

function scriptOf(character: string): Script | null {
  if (common.test(character)) return null
  return scripts.find(([, letters]) => letters.test(character))?.[0] ?? 'other'
}

// Overrides and embeddings could make a name read backwards through the figures beside it; joiners stay, words need them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const unprintable = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g

/** Text as it may go on paper: no control or direction-override characters, composed as fonts expect it, runs of blanks made one. */
export const printable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(unprintable, ' ')
    .replace(/[ \t\u00a0]+/g, ' ')
    .trim()

/** The text cut where its script changes: a font holds one or two scripts, and a PDF has no second font to fall back on. */
export function runs(text: string): Run[] {
  const found: { text: string; script: Script }[] = []
  let leading = ''
  for (const character of text) {
    const last = found.at(-1)
    const script = scriptOf(character)
    if (script === null) {
      if (last) last.text += character
      else leading += character
    } else if (last && last.script === script) last.text += character
    else if (last) found.push({ text: character, script })
    else found.push({ text: leading + character, script })
  }
  return found.length ? found : [{ text: leading, script: 'latin' }]
}

export const hasScript = (text: string, script: Script): boolean => runs(text).some((run) => run.script === script)

/** Every text a paper prints, in no particular order. */
export function* paperTexts(paper: Paper): Generator<string> {
  yield* [
    paper.title,
    paper.titleLocal ?? '',
    paper.running,
    paper.watermark ?? '',
    paper.foot,
    ...paper.copies,
    ...Object.values(paper.words),
  ]
  yield* blockTexts([...paper.blocks, ...paper.closing])
}

const heads = (columns: readonly PaperColumn[]) => columns.map((column) => column.head)

function* blockTexts(blocks: readonly Block[]): Generator<string> {
  for (const block of blocks) {
    if (block.kind === 'texts' || block.kind === 'qr') yield* block.texts.map((one) => one.text)
    else if (block.kind === 'pairs') for (const pair of block.pairs) yield* [pair.label, pair.value]
    else if (block.kind === 'columns') for (const part of block.parts) yield* blockTexts(part.blocks)
    else if (block.kind === 'table') yield* [...heads(block.columns), ...block.rows.flat(), ...(block.totals ?? [])]
    else if (block.kind === 'lines') {
      yield* [...heads(block.columns), ...Object.values(block.totals)]
      for (const row of block.rows)
        for (const cell of Object.values(row.cells)) yield* [cell.text, cell.aside ?? '', cell.under ?? '']
    }
  }
}

/** Scripts the bundled PDF fonts or the PDF maker cannot set: right-to-left ones, and those no bundled font holds. */
export function scriptsBeyondPdf(paper: Paper): Script[] {
  const beyond = new Set<Script>()
  for (const text of paperTexts(paper))
    for (const { script } of runs(text)) if (script === 'arabic' || script === 'other') beyond.add(script)
  return [...beyond]
}

// Advance widths of Noto Sans Regular, space to tilde, in thousandths of the font size.
const latinWidths =
  '260 269 408 646 572 831 732 225 300 300 551 572 268 322 268 372 572 572 572 572 572 572 572 572 572 572 268 268 572 572 572 434 899 639 650 632 730 556 519 728 741 339 273 619 524 907 760 781 605 781 622 549 556 731 600 930 586 566 572 329 372 329 572 444 281 561 615 480 615 564 344 615 618 258 258 534 258 935 618 605 615 615 413 479 361 618 508 786 529 510 470 380 551 380 572'
    .split(' ')
    .map(Number)

/** How wide a text is, in multiples of its font size: as the regular font has it for plain Latin, a fair guess for the rest. Bold is up to a tenth wider. */
export function widthEm(text: string): number {
  let thousandths = 0
  for (const character of text) thousandths += latinWidths[character.charCodeAt(0) - 32] ?? 590
  return thousandths / 1000
}
