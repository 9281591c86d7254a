import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Paper, PaperRow } from '../shared/paper.ts'
import { type PrinterView, readPrinterBytes, widestLine } from '../shared/printer-view.ts'
import { runs } from '../test-counts.ts'
import { printerBytes } from './printer-bytes.ts'
import { printerLetters } from './printer-letters.ts'
import { billPaper } from './sales/paper/bill-paper.ts'
import { appendixLines, applied, billOf, manyLines } from './sales/paper/test-bill.ts'
import { setGrid, wrap } from './text-grid.ts'
import { type TextSheet, textSteps } from './text-paper.ts'

const roll: TextSheet = { columns: 48, pageLines: null }
const fanFold: TextSheet = { columns: 80, pageLines: 72 }
const condensed: TextSheet = { columns: 132, pageLines: 66 }

const paperOf = (
  lines = appendixLines,
  more: Parameters<typeof billOf>[1] = {},
  copies: Parameters<typeof billPaper>[1]['copies'] = ['original'],
) => billPaper(billOf(lines, more), { size: 'A4', copies, language: 'en', plain: true })
const printed = (paper: Paper, sheet: TextSheet): PrinterView => {
  const language = sheet.pageLines === null ? 'escpos' : 'escp'
  return readPrinterBytes(printerBytes(textSteps(paper, sheet), sheet, language), language)
}
const grid = (view: PrinterView): string[][] =>
  view.pages.map((page) =>
    page.map((item) =>
      item.kind === 'qr'
        ? `[QR ${item.payload}]`
        : item.line
            .map(({ text }) => text)
            .join('')
            .trimEnd(),
    ),
  )
const trimmed = (lines: readonly string[]) => lines.join('\n').replace(/\n+$/, '')

describe('letters every printer has', () => {
  test.each([
    ['₹ 1,234.50', 'Rs. 1,234.50'],
    ['−5.00 – “Café” · 10×10', '-5.00 - "Cafe" - 10x10'],
    ['मातृ मेडिकल स्टोअर्स', 'matri medikal stoars'],
    ['धन्वंतरी, पुणे ४११०३७', 'dhanvantari, pune 411037'],
    ['ज़रूरी काम', 'zaruri kam'],
    ['شفا میڈیکل ۱۲۳', 'shfa midikl 123'],
    ['αβ-blocker 5 µg', 'alphabeta-blocker 5 ug'],
    ['દવા', '???'],
  ])('%s', (given, letters) => {
    expect(printerLetters(given)).toBe(letters)
  })
  test('nothing but printable ASCII is left, whatever is given', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xd7ff }), { maxLength: 30 }), (codes) => {
        expect(printerLetters(String.fromCodePoint(...codes))).toMatch(/^[ -~]*$/)
      }),
      { numRuns: runs(60) },
    )
  })
})

describe('a receipt', () => {
  const view = printed(paperOf(), roll)
  test('has what the invoice has, in 48 columns', () => {
    expect(view.pages).toHaveLength(1)
    expect(trimmed(grid(view)[0] ?? [])).toMatchSnapshot()
  })
  test('carries the code to pay by, the firm in wide letters and the cut', () => {
    const items = view.pages[0] ?? []
    expect(items.find((item) => item.kind === 'qr')).toMatchObject({
      payload: expect.stringContaining('upi://pay?pa=dhanvantari@mahb'),
    })
    expect(
      items.some((item) => item.kind === 'line' && item.line.some(({ text, wide }) => wide && text.includes('Dhanvantari'))),
    ).toBe(true)
  })
  test('is these bytes to the last one', () => {
    const bytes = printerBytes(textSteps(paperOf(), roll), roll, 'escpos')
    expect([...bytes.slice(0, 11)]).toEqual([0x1b, 0x40, 0x1b, 0x52, 0, 0x1b, 0x74, 0, 0x1b, 0x4d, 0])
    expect([...bytes.slice(-4)]).toEqual([0x1d, 0x56, 0x42, 3])
    expect(
      Buffer.from(bytes)
        .toString('latin1')
        .replace(/[^ -~\n]/g, (c) => `<${c.charCodeAt(0).toString(16)}>`),
    ).toMatchSnapshot()
  })
  test('each copy is cut off under its own caption; a cancelled bill says so', () => {
    const two = grid(printed(paperOf(appendixLines, { cancelled: true }, ['original', 'duplicate']), roll))
    expect(two).toHaveLength(2)
    expect(two[0]?.some((line) => line.includes('ORIGINAL FOR RECIPIENT'))).toBe(true)
    expect(two[1]?.some((line) => line.includes('DUPLICATE FOR TRANSPORTER'))).toBe(true)
    expect(two[0]?.filter((line) => line.includes('*** CANCELLED ***'))).toHaveLength(2)
  })
})

describe('fan-fold paper', () => {
  test('80 columns: as it comes out', () => {
    const view = printed(paperOf(), fanFold)
    expect(view).toMatchObject({ columns: 80, pageLines: 72 })
    expect(trimmed(grid(view)[0] ?? [])).toMatchSnapshot()
  })
  test('132 columns: every figure of a line beside its name', () => {
    const view = printed(paperOf(), condensed)
    expect(view).toMatchObject({ columns: 136, pageLines: 66 })
    const text = grid(view)[0] ?? []
    expect(text.find((line) => line.includes('Paracetamol'))).toMatch(/^1 .*30049060 .*PCM2409 .*24\.50 .*18\.50 .*1,845\.38$/)
    expect(trimmed(text)).toMatchSnapshot()
  })
  test('sums are carried over each fold and no sheet is longer than the paper', () => {
    const view = printed(paperOf(manyLines(120)), fanFold)
    const pages = grid(view)
    expect(pages.length).toBeGreaterThan(3)
    for (const [at, page] of pages.entries()) {
      expect(page.length).toBeLessThan(72)
      expect(page.at(-1)).toContain(`Page ${at + 1} of ${pages.length}`)
      const carried = page.find((line) => line.includes('Carried forward'))
      if (carried)
        expect(
          pages[at + 1]
            ?.find((line) => line.includes('Brought forward'))
            ?.replace('Brought', 'Carried')
            .trim(),
        ).toBe(carried.trim())
    }
    expect(pages[0]?.some((line) => line.includes('Carried forward'))).toBe(true)
  })
})

test('figures stay whole and nothing is wider than the paper, whatever is on it', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abc ÅéÜ₹मश'), maxLength: 40 })
  const row = fc.record({
    name: word,
    batch: word,
    qty: fc.integer({ min: 1, max: 99_999 }),
    amount: fc.integer({ min: 0, max: 10 ** 12 }),
  })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), fc.constantFrom(32, 42, 48, 80, 96, 132), (rows, columns) => {
      const lines = {
        kind: 'lines' as const,
        columns: [
          { key: 'no', head: '#', align: 'right' as const, width: 'fit' as const },
          { key: 'name', head: 'Product', align: 'left' as const, width: 'rest' as const },
          { key: 'batch', head: 'Batch', align: 'left' as const, width: 'fit' as const },
          { key: 'qty', head: 'Qty', align: 'right' as const, width: 'fit' as const },
          { key: 'amount', head: 'Amount', align: 'right' as const, width: 'fit' as const },
        ],
        rows: rows.map(
          (one, at): PaperRow => ({
            cells: {
              no: { text: String(at + 1) },
              name: { text: one.name },
              batch: { text: one.batch },
              qty: { text: String(one.qty) },
              amount: { text: one.amount.toLocaleString('en-IN') },
            },
            carryPaise: { amount: one.amount },
          }),
        ),
        totals: {},
      }
      const paper = { ...paperOf(), blocks: [...paperOf().blocks.filter(({ kind }) => kind !== 'lines'), lines] }
      const sheet = { columns, pageLines: columns < 80 ? null : 66 }
      const view = printed(paper, sheet)
      expect(widestLine(view)).toBeLessThanOrEqual(columns)
      const text = grid(view).flat().join('\n')
      for (const one of rows) expect(text).toContain(one.amount.toLocaleString('en-IN'))
    }),
    { numRuns: runs(15) },
  )
})
test('the property can fail: a figure set as text is broken', () => {
  const broken = setGrid(
    { columns: [{ head: 'Amount', align: 'left', grow: true }], rows: [['1,00,00,000.00']], totals: null },
    8,
  )
  expect(broken.rows.flat()).not.toContain('1,00,00,000.00')
})

describe('the interpreter', () => {
  test.each([
    ['escpos', [0x1b, 0x7a, 1]],
    ['escp', [0x1b, 0x7a, 1]],
    ['escp', [0x80]],
    ['escpos', [0x07]],
  ] as const)('knows no command it was not taught: %s %j', (language, bytes) => {
    expect(() => readPrinterBytes(Uint8Array.from(bytes), language)).toThrow('unknown printer command')
  })
  test('a line that runs past the sheet begins the next one, as on the printer', () => {
    const bytes = Uint8Array.from([0x1b, 0x43, 2, ...[1, 2, 3].flatMap(() => [0x41, 0x0d, 0x0a])])
    expect(readPrinterBytes(bytes, 'escp').pages.map((page) => page.length)).toEqual([2, 1])
  })
})

test('words wrap at blanks and only a word longer than the line is broken', () => {
  expect(wrap('one two three', 8)).toEqual(['one two', 'three'])
  expect(wrap('abcdefghijkl', 5)).toEqual(['abcde', 'fghij', 'kl'])
  expect(wrap('', 5)).toEqual([''])
})

test('a firm with a long name stays within a narrow roll', () => {
  const firm = { ...applied.firm, legalName: 'Shree Siddhivinayak Pharmaceuticals and Surgicals Private Limited' }
  const view = printed(paperOf(appendixLines, { applied: { ...applied, firm } }), { columns: 32, pageLines: null })
  expect(widestLine(view)).toBeLessThanOrEqual(32)
})
