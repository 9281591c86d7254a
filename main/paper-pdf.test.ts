import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, test } from 'vitest'
import { formatPaise } from '../shared/money.ts'
import { definition, pdfOf } from './paper-pdf.ts'
import { inFonts } from './paper-pdf-blocks.ts'
import { inPaperWorker } from './paper-work.ts'
import type { Bill } from './sales/paper/bill.ts'
import { type BillPaperOptions, billPaper } from './sales/paper/bill-paper.ts'
import { appendixLines, billOf, manyLines } from './sales/paper/test-bill.ts'

const out = join(import.meta.dirname, '../out')
const fonts = join(out, 'fonts')
const never = new AbortController().signal
const paperOf = (bill: Bill, more: Partial<BillPaperOptions> = {}) =>
  billPaper(bill, { size: 'A4', copies: ['original'], language: 'en', ...more })

/** The text of each page, read back by another library, blanks made one. */
async function pagesOf(pdf: Uint8Array): Promise<string[]> {
  const task = getDocument({ data: pdf.slice(), verbosity: 0, useSystemFonts: false, disableFontFace: true })
  const document = await task.promise
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const content = await (await document.getPage(number)).getTextContent()
    pages.push(
      content.items
        .map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : ''))
        .join('')
        .replace(/\s+/g, ' '),
    )
  }
  await task.destroy()
  return pages
}
const bare = (text: string) => text.replace(/\s+/g, '')

describe('the PDF, made in the worker and read back', () => {
  for (const [size, counts] of [
    ['A4', [1, 20, 200]],
    ['A5', [20]],
  ] as const)
    for (const count of counts)
      test(`${count} lines on ${size}`, async () => {
        const bill = billOf(manyLines(count))
        const { pdf, pages: said } = await inPaperWorker(
          join(out, 'main'),
          'pdf',
          { paper: paperOf(bill, { size }), fonts },
          never,
        )
        const pages = await pagesOf(pdf)
        const text = bare(pages.join(' '))
        expect(pages).toHaveLength(said)
        for (const [at, page] of pages.entries()) expect(page).toContain(`Page ${at + 1} of ${said}`)
        for (const wanted of [
          'TAX INVOICE',
          bill.number,
          'Dhanvantari Distributors',
          'Matru Medical Stores',
          '27AAKFM7788P1Z2',
          'ORIGINAL FOR RECIPIENT',
        ])
          expect(text).toContain(bare(wanted))
        expect(text).toContain(bare(`₹ ${formatPaise(bill.totalPaise)}`))
        for (const line of bill.lines) {
          expect(text).toContain(bare(line.description))
          expect(text).toContain(line.batch)
          expect(text).toContain(formatPaise(line.taxablePaise))
        }
        if (said > 1) expect(pages[1]).toContain('continued')
      })

  test('sums carried forward are brought forward, and are those of the lines above', async () => {
    const bill = billOf(manyLines(120))
    const { pdf } = await pdfOf(paperOf(bill), fonts)
    const pages = await pagesOf(pdf)
    const carried = /Carried forward Taxable ([\d,.]+) Amount ([\d,.]+)/.exec(pages[0] ?? '')
    const brought = /Brought forward Taxable ([\d,.]+) Amount ([\d,.]+)/.exec(pages[1] ?? '')
    expect(carried?.slice(1)).toEqual(brought?.slice(1))
    const onFirst = bill.lines.filter((line) => bare(pages[0] ?? '').includes(bare(`${line.batch}`)))
    expect(onFirst.length).toBeGreaterThan(20)
    expect(carried?.[1]).toBe(formatPaise(onFirst.reduce((sum, line) => sum + line.taxablePaise, 0)))
  })

  test('each copy is whole, numbered by itself, under its caption; a cancelled bill is marked on every page', async () => {
    const bill = { ...billOf(manyLines(60)), cancelled: true }
    const pages = await pagesOf((await pdfOf(paperOf(bill, { copies: ['original', 'duplicate'] }), fonts)).pdf)
    const each = pages.length / 2
    expect(each).toBeGreaterThan(1)
    for (const [at, page] of pages.entries()) {
      expect(page).toContain(at < each ? 'ORIGINAL FOR RECIPIENT' : 'DUPLICATE FOR TRANSPORTER')
      expect(page).toContain(`Page ${(at % each) + 1} of ${each}`)
      expect(bare(page)).toContain('CANCELLED')
    }
  })

  test('later documents of a worker that keeps its fonts are the same as its first', async () => {
    const bytes = async () => Buffer.from((await pdfOf(paperOf(billOf(appendixLines), { language: 'hi' }), fonts)).pdf).length
    const first = await bytes()
    await pdfOf(paperOf(billOf(manyLines(50))), fonts)
    expect(await bytes()).toBe(first)
  })
})

describe('scripts', () => {
  test('a run is set in the font that holds its script', () => {
    expect(inFonts('Matru मातृ 24', { fontSize: 7 }).map(({ text, font }) => [text, font])).toEqual([
      ['Matru ', 'NotoSans'],
      ['मातृ 24', 'NotoSansDevanagari'],
    ])
  })

  test('Devanagari is embedded and shaped: signs that change places come out joined', async () => {
    const { pdf } = await pdfOf(paperOf(billOf(appendixLines), { language: 'hi' }), fonts)
    expect(Buffer.from(pdf).toString('latin1')).toContain('NotoSansDevanagari-Regular')
    const [page] = await pagesOf(pdf)
    // a PDF holds glyphs in the order they stand: the i-sign before its consonant
    expect(page).toMatch(/Net payable · देय रािश|Net payable · देय राशि/)
  })

  test('text no bundled font or right-to-left setting is there for is refused, never set wrongly', async () => {
    await expect(pdfOf(paperOf(billOf(appendixLines, { party: 'شفا میڈیکل' })), fonts)).rejects.toThrow('arabic')
    await expect(pdfOf(paperOf(billOf(appendixLines, { party: 'દવા' })), fonts)).rejects.toThrow('other')
  })
})

test('nothing is fetched, and no file but the fonts is read', () => {
  const drawn = JSON.stringify(
    definition(paperOf(billOf(appendixLines, { party: 'https://example.com/x.png file:///etc/passwd' }))),
  )
  expect(drawn).not.toMatch(/"(attachment|link|svg)"/)
  for (const [, picture] of drawn.matchAll(/"image":"([^"]{0,40})/g)) expect(picture).toMatch(/^data:image\//)
})

describe('the worker', () => {
  const worker = join(out, 'main')
  test('is ended when the task is cancelled, and the next paper is made by a new one', async () => {
    const stop = new AbortController()
    const long = inPaperWorker(worker, 'pdf', { paper: paperOf(billOf(manyLines(1000))), fonts }, stop.signal)
    const waiting = inPaperWorker(worker, 'pdf', { paper: paperOf(billOf(appendixLines)), fonts }, never)
    setTimeout(() => stop.abort(new Error('stopped')), 20)
    await expect(long).rejects.toThrow('stopped')
    expect((await waiting).pages).toBe(1)
  })

  test('hands back what went wrong, and goes on', async () => {
    const paper = paperOf(billOf(appendixLines))
    await expect(inPaperWorker(worker, 'pdf', { paper, fonts: '/no/such/folder' }, never)).rejects.toThrow('no such file')
    expect((await inPaperWorker(worker, 'pdf', { paper, fonts }, never)).pages).toBe(1)
  })

  test('a task cancelled before its turn is never begun', async () => {
    await expect(
      inPaperWorker(worker, 'pdf', { paper: paperOf(billOf(appendixLines)), fonts }, AbortSignal.abort(new Error('stopped'))),
    ).rejects.toThrow('stopped')
  })
})
