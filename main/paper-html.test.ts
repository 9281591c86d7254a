import { expect, test } from 'vitest'
import { escapeHtml, htmlOf } from './paper-html.ts'
import { billPaper } from './sales/paper/bill-paper.ts'
import { appendixLines, applied, billOf, manyLines } from './sales/paper/test-bill.ts'

const hostile = '<script>alert(1)</script><img src=x onerror="alert(2)">&\'\u202Eevil\u202C'
const paper = (lines = appendixLines, more: Parameters<typeof billOf>[1] = {}) =>
  billPaper(billOf(lines, more), { size: 'A4', copies: ['original'], language: 'en' })

test('whatever a name holds stays text', () => {
  const [line] = appendixLines
  if (!line) throw new Error('no line')
  const firm = { ...applied.firm, legalName: hostile, terms: hostile }
  const { html } = htmlOf(
    paper([{ ...line, description: hostile, batch: hostile, manufacturer: hostile }], {
      party: hostile,
      number: '"><b>1',
      applied: { ...applied, firm, salesman: hostile },
    }),
    null,
  )
  expect(html).not.toMatch(/<(script|img|b)[\s>]/)
  expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&quot;alert(2)&quot;&gt;&amp;&#39; evil')
  expect(html).toContain("default-src 'none'")
})

test('a style or an attribute cannot be left through text', () => {
  expect(escapeHtml(`</style>"'<&`)).toBe('&lt;/style&gt;&quot;&#39;&lt;&amp;')
})

test('every text finds its own direction', () => {
  const { html } = htmlOf(paper(appendixLines, { party: 'شفا میڈیکل اسٹور' }), null)
  expect(html).toContain('<bdi>شفا میڈیکل اسٹور</bdi>')
})

test('sheets are numbered, sums carried over each break, each copy whole under its caption', () => {
  const long = billPaper(billOf(manyLines(120)), { size: 'A4', copies: ['original', 'duplicate'], language: 'en' })
  const { html, pages } = htmlOf(long, null)
  const sheets = html.split('<section>').slice(1)
  expect(sheets).toHaveLength(pages)
  const each = pages / 2
  for (const [at, sheet] of sheets.entries()) {
    expect(sheet).toContain(`Page ${(at % each) + 1} of ${each}`)
    expect(sheet).toContain(at < each ? 'ORIGINAL FOR RECIPIENT' : 'DUPLICATE FOR TRANSPORTER')
  }
  const sums = (sheet: string | undefined, words: string) => new RegExp(`<bdi>${words}</bdi>(.*?)</div>`).exec(sheet ?? '')?.[1]
  for (let at = 0; at + 1 < each; at++) {
    const carried = sums(sheets[at], 'Carried forward')
    // only a page that ends with the table's totals carries nothing
    if (carried !== undefined) expect(sums(sheets[at + 1], 'Brought forward')).toBe(carried)
  }
  expect(sums(sheets[0], 'Carried forward')).toBeDefined()
  expect(html.match(/Insulin Glargine/g)).toHaveLength(24)
})
