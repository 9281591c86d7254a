import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LinesBlock, Paper, PaperRow } from './paper.ts'
import { carriedSums, fitLines } from './paper-layout.ts'
import { type PageOfLines, pageLines } from './paper-pages.ts'

const rowOf = (name: string, amountPaise: number): PaperRow => ({
  cells: { name: { text: name }, amount: { text: String(amountPaise) } },
  carryPaise: { amount: amountPaise },
})
const linesOf = (rows: readonly PaperRow[]): LinesBlock => ({
  kind: 'lines',
  columns: [
    { key: 'name', head: 'Product', align: 'left', width: 'rest' },
    { key: 'amount', head: 'Amount', align: 'right', width: 'fit' },
  ],
  rows,
  totals: { amount: String(rows.reduce((sum, row) => sum + (row.carryPaise.amount ?? 0), 0)) },
})
const paperOf = (rows: readonly PaperRow[], more: Partial<Paper> = {}): Paper => ({
  size: 'A5',
  language: 'en',
  name: 'x',
  author: 'x',
  title: 'TAX INVOICE',
  titleLocal: null,
  running: 'x',
  copies: ['ORIGINAL'],
  watermark: null,
  blocks: [{ kind: 'gap', mm: 40 }, linesOf(rows)],
  closing: [{ kind: 'gap', mm: 50 }],
  foot: 'foot',
  words: { page: '{{page}}/{{pages}}', continued: 'continued', carried: 'carried', brought: 'brought' },
  ...more,
})

const names = fc.array(fc.string({ maxLength: 120 }), { minLength: 1, maxLength: 150 })

/** What must hold of any cutting into pages; the list of what does not. */
function wrongs(pages: readonly PageOfLines[], rows: number): string[] {
  const found: string[] = []
  let at = 0
  for (const [index, page] of pages.entries()) {
    if (page.from !== at) found.push(`page ${index} begins with row ${page.from}, not ${at}`)
    if (page.to === page.from && !page.closing) found.push(`page ${index} is empty`)
    if (page.closes !== (page.to === rows)) found.push(`page ${index} says ${page.closes} of closing`)
    at = page.to
  }
  if (at !== rows) found.push(`${rows - at} rows are on no page`)
  if (pages.filter((page) => page.closing).length !== 1 || !pages.at(-1)?.closing)
    found.push('the closing is not on the last page alone')
  return found
}

test('every row is on one page in its order, and the closing is on the last one', () => {
  fc.assert(
    fc.property(names, (given) => {
      expect(wrongs(pageLines(paperOf(given.map((name) => rowOf(name, 100)))), given.length)).toEqual([])
    }),
  )
})

test('the property can fail', () => {
  expect(wrongs([{ from: 0, to: 3, closes: false, closing: true }], 4)).not.toEqual([])
  expect(
    wrongs(
      [
        { from: 0, to: 2, closes: false, closing: false },
        { from: 3, to: 4, closes: true, closing: true },
      ],
      4,
    ),
  ).toHaveLength(1)
})

test('one short line is one page; a page of lines with a tall closing gets another', () => {
  expect(pageLines(paperOf([rowOf('one', 1)]))).toEqual([{ from: 0, to: 1, closes: true, closing: true }])
  const many = Array.from({ length: 28 }, (_, at) => rowOf(`line ${at}`, 1))
  expect(pageLines(paperOf(many)).length).toBe(2)
  expect(pageLines(paperOf([rowOf('one', 1)], { closing: [{ kind: 'gap', mm: 190 }] }))).toHaveLength(2)
})

test('sums carried forward are the sums of the rows so far', () => {
  expect(carriedSums(linesOf([rowOf('a', 150), rowOf('b', 250), rowOf('c', -100)]))).toEqual([
    { amount: 150 },
    { amount: 400 },
    { amount: 300 },
  ])
})

test('columns fill the width exactly; wide figures make the table smaller before they are broken', () => {
  const usual = linesOf([rowOf('Paracetamol', 1_00)])
  const wide = linesOf([{ cells: { name: { text: 'x' }, amount: { text: '9'.repeat(100) } }, carryPaise: {} }])
  for (const block of [usual, wide]) {
    const { widths } = fitLines(block, paperOf([]), 300)
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(300)
    expect(Math.min(...widths)).toBeGreaterThan(0)
  }
  expect(fitLines(wide, paperOf([]), 300).sizePt).toBeLessThan(fitLines(usual, paperOf([]), 300).sizePt)
})
