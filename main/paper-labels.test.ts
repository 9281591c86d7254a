import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eanCheckDigit, isEan13, ownEan } from '../shared/items/ean.ts'
import { cornerOf, type Label, labelSheetNames, labelSheets, labelsAPage } from '../shared/label.ts'
import { labelsHtml } from './label-html.ts'
import { barcodeSvg } from './label-layout.ts'
import { labelsPdf } from './paper-labels.ts'

const fonts = join(import.meta.dirname, '../out/fonts')
/** What reads a page as a scanner reads a label; where they are not at hand, the bars are read below. */
const scanner = ['/usr/bin/pdftoppm', '/usr/bin/zbarimg'].every(existsSync)
const labelOf = (barcode: Label['barcode']): Label => ({
  texts: [
    { text: 'पैरासिटामोल Paracetamol 500', size: 7.5, bold: true },
    { text: 'MRP ₹ 33.50', size: 8, bold: true },
  ],
  barcode,
})

test('every label of every sheet lies on its page, none on another', () => {
  for (const name of labelSheetNames) {
    const sheet = labelSheets[name]
    const places = Array.from({ length: labelsAPage(sheet) }, (_, place) => cornerOf(sheet, place))
    for (const { x, y } of places) {
      expect(x + sheet.label[0], name).toBeLessThanOrEqual(sheet.page[0] + 0.01)
      expect(y + sheet.label[1], name).toBeLessThanOrEqual(sheet.page[1] + 0.01)
    }
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(places.length)
  }
})

test('a code of our own is an EAN-13 of the numbers no maker has', () => {
  expect(ownEan(7)).toBe('2000000000077')
  expect(isEan13('8901030865275')).toBe(true)
  expect(isEan13('8901030865276')).toBe(false)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (id) => {
      const code = ownEan(id)
      expect(isEan13(code)).toBe(true)
      // one digit misread is always seen
      const wrong = `${code.slice(0, 5)}${(Number(code[5]) + 1) % 10}${code.slice(6)}`
      expect(isEan13(wrong)).toBe(false)
      expect(eanCheckDigit(code)).toBe(Number(code[12]))
    }),
  )
})

const widths: Readonly<Record<string, number>> = {
  '3211': 0,
  '2221': 1,
  '2122': 2,
  '1411': 3,
  '1132': 4,
  '1231': 5,
  '1114': 6,
  '1312': 7,
  '1213': 8,
  '3112': 9,
}
/** The last six digits of an EAN-13 from its bars alone, as a scanner sees them: runs of black and white. */
function rightHalf(svg: string): string {
  const black = new Set<number>()
  for (const [, width, path] of svg.matchAll(/stroke-width="(\d+)" d="([^"]+)"/g))
    for (const [, x] of (path ?? '').matchAll(/M([\d.]+) /g))
      for (let n = 0; n < Number(width); n++) black.add(Math.round(Number(x) - Number(width) / 2) + n)
  const first = Math.min(...black)
  const line = Array.from({ length: 95 }, (_, at) => (black.has(first + at) ? '1' : '0')).join('')
  return Array.from({ length: 6 }, (_, digit) => {
    const runs = line.slice(50 + digit * 7, 57 + digit * 7).match(/1+|0+/g) ?? []
    return widths[runs.map((run) => run.length).join('')]
  }).join('')
}

test('the bars of an EAN-13 say its digits', () => {
  expect(rightHalf(barcodeSvg({ kind: 'ean13', text: '8901030865275' }, 40, 10))).toBe('865275')
  expect(rightHalf(barcodeSvg({ kind: 'ean13', text: ownEan(123_456) }, 40, 10))).toBe(ownEan(123_456).slice(7))
})

test('labels go on from the place that is free, page by page', async () => {
  const made = await labelsPdf(
    { sheet: 'a4-24', labels: Array.from({ length: 30 }, () => labelOf(null)), startAt: 20, name: 'Labels' },
    fonts,
  )
  expect(made.pages).toBe(3)
  expect(Buffer.from(made.pdf.subarray(0, 5)).toString()).toBe('%PDF-')
})

test.skipIf(!scanner)('a scanner reads every label of every sheet off the page', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bahi-labels-'))
  try {
    for (const sheet of labelSheetNames) {
      const codes = ['8901030865275', ownEan(42), 'ITEM-7/B']
      const labels = codes.map((text) => labelOf({ kind: isEan13(text) ? 'ean13' : 'code128', text }))
      const { pdf } = await labelsPdf({ sheet, labels, startAt: 0, name: 'Labels' }, fonts)
      const file = join(folder, `${sheet}.pdf`)
      writeFileSync(file, pdf)
      // 203 dots an inch: what a label printer has
      execFileSync('/usr/bin/pdftoppm', ['-r', '203', '-png', file, join(folder, sheet)])
      const pages = execFileSync('/bin/ls', [folder], { encoding: 'utf8' })
        .split('\n')
        .filter((name) => name.startsWith(sheet) && name.endsWith('.png'))
      const read = pages.flatMap((name) =>
        execFileSync('/usr/bin/zbarimg', ['-q', '--raw', join(folder, name)], { encoding: 'utf8' })
          .trim()
          .split('\n'),
      )
      expect(read.sort(), sheet).toEqual([...codes].sort())
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('for the printer the same labels stand on as many sheets, and the page is of the sheet that is in it', () => {
  const labels = Array.from({ length: 30 }, (_, at) => labelOf({ kind: 'code128', text: `A${at}` }))
  const html = labelsHtml({ sheet: 'a4-24', labels, startAt: 20, name: 'Labels <x>' }, fonts)
  expect(html.match(/<section>/g)).toHaveLength(3)
  expect(html.match(/<svg /g)).toHaveLength(30)
  expect(html).toContain('@page{size:210mm 297mm')
  expect(html).toContain('पैरासिटामोल')
  expect(html).not.toContain('<x>')
  expect(labelsHtml({ sheet: 'roll-50x25', labels: labels.slice(0, 2), startAt: 0, name: 'x' }, fonts)).toContain(
    '@page{size:50mm 25mm',
  )
})
