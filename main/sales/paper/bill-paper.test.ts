import { expect, test } from 'vitest'
import { paise } from '../../../shared/money.ts'
import type { Block, Paper } from '../../../shared/paper.ts'
import { paperTexts, scriptsBeyondPdf } from '../../../shared/paper-text.ts'
import { basisPoints, milli, rateE4 } from '../../../shared/quantity.ts'
import { unitQuantity } from '../../paper-pieces.ts'
import { billTitle } from './bill.ts'
import { billPaper } from './bill-paper.ts'
import { upiLink } from './bill-payment.ts'
import { discountWords, shortManufacturer } from './bill-tables.ts'
import { appendixLines, applied, billOf, firm, manyLines } from './test-bill.ts'

const options = { size: 'A4', copies: ['original'], language: 'en' } as const
const appendix = billOf(appendixLines)
const find = <K extends Block['kind']>(paper: Paper, kind: K): Extract<Block, { kind: K }>[] => {
  const flat = (blocks: readonly Block[]): Block[] =>
    blocks.flatMap((block) => [block, ...(block.kind === 'columns' ? block.parts.flatMap((part) => flat(part.blocks)) : [])])
  return flat([...paper.blocks, ...paper.closing]).filter((block): block is Extract<Block, { kind: K }> => block.kind === kind)
}
const pairs = (paper: Paper) =>
  Object.fromEntries(find(paper, 'pairs').flatMap((block) => block.pairs.map((pair) => [pair.label, pair.value])))
const texts = (paper: Paper) => [...paperTexts(paper)].join('\n')

test('the invoice of gst-rules.md Appendix A, as data', () => {
  const paper = billPaper(appendix, options)
  expect(paper).toMatchObject({
    title: 'TAX INVOICE',
    name: 'TAX INVOICE INV/26-27/00042',
    copies: ['ORIGINAL FOR RECIPIENT'],
    watermark: null,
  })
  const [lines] = find(paper, 'lines')
  const shown = lines?.rows.map((row) =>
    Object.values(row.cells).map((cell) => [cell.text, cell.aside].filter(Boolean).join(' | ')),
  )
  expect(shown).toEqual([
    [
      '1',
      '30049060',
      'Paracetamol 500 tab 10x10 | Cipla',
      '10x10',
      'PCM2409',
      '08/28',
      '24.50',
      '100',
      'NOS',
      '10',
      '18.50',
      '5%',
      '1,757.50',
      '5%',
      '1,845.38',
    ],
    [
      '2',
      '33072000',
      'Deodorant 150 ml | Vini Cosmetics',
      '150 ml',
      'DEO0626',
      '05/29',
      '225.00',
      '12',
      'NOS',
      '',
      '149.99',
      '',
      '1,799.88',
      '18%',
      '2,123.86',
    ],
  ])
  expect(lines?.totals).toEqual({ product: 'Total of 2 lines', taxable: '3,557.38', amount: '3,969.24' })
  const [tax] = find(paper, 'table')
  expect(tax?.columns.map((column) => column.head)).toEqual(['GST rate', 'Taxable', 'CGST', 'SGST', 'Total tax'])
  expect(tax?.rows).toEqual([
    ['5% (2.5 + 2.5)', '1,757.50', '43.94', '43.94', '87.88'],
    ['18% (9 + 9)', '1,799.88', '161.99', '161.99', '323.98'],
  ])
  expect(tax?.totals).toEqual(['Total', '3,557.38', '205.93', '205.93', '411.86'])
  expect(pairs(paper)).toEqual({
    GSTIN: '27AABFD4321K1ZN',
    PAN: 'AABFD4321K',
    'D.L. No. 20B': 'MH-PZ3-123456',
    'D.L. No. 21B': 'MH-PZ3-123457',
    FSSAI: '11521034000123',
    Phone: '020 2426 0000',
    'Invoice no.': 'INV/26-27/00042',
    Date: '12-Oct-26',
    'Due date': '11-Nov-26',
    Payment: 'Credit',
    'Place of supply': '27-Maharashtra',
    Salesman: 'R. Kulkarni',
    'Reverse charge': 'No',
    'Goods value': '3,649.88',
    'Less discount': '−92.50',
    'Taxable value': '3,557.38',
    CGST: '205.93',
    SGST: '205.93',
    'Round off': '−0.24',
    'Net payable': '₹ 3,969.00',
  })
})

test('every particular of Rule 46 and of a wholesale drug bill is on A4 and on A5', () => {
  for (const size of ['A4', 'A5'] as const) {
    const printed = texts(billPaper(appendix, { ...options, size }))
    for (const particular of [
      'Dhanvantari Distributors',
      'धन्वंतरी डिस्ट्रीब्यूटर्स',
      '12 Market Yard, Gultekdi',
      'Pune - 411037',
      '27AABFD4321K1ZN',
      'AABFD4321K',
      'MH-PZ3-123456',
      'MH-PZ3-123457',
      '11521034000123',
      'Matru Medical Stores',
      'मातृ मेडिकल स्टोअर्स',
      '4 Station Road',
      'Nashik - 422101',
      'GSTIN: 27AAKFM7788P1Z2',
      'State: 27-Maharashtra',
      'D.L. No. 20 MH-NZ1-100200 · 21 MH-NZ1-100201',
      '98220 12345',
      'INV/26-27/00042',
      '12-Oct-26',
      '11-Nov-26',
      '27-Maharashtra',
      'Reverse charge',
      '30049060',
      '33072000',
      'PCM2409',
      '08/28',
      '24.50',
      'Cipla',
      '10x10',
      '1,757.50',
      '1,845.38',
      '5%',
      'Rupees Three Thousand Nine Hundred Sixty Nine Only',
      'Bank of Maharashtra, Market Yard · A/c 60123456789',
      'IFSC MAHB0000123',
      'dhanvantari@mahb',
      'Subject to Pune jurisdiction.',
      'For Dhanvantari Distributors',
      'Authorised signatory',
      'Competent person',
      'This is a computer generated invoice',
      'E. & O. E.',
    ])
      expect(printed, `${particular} on ${size}`).toContain(particular)
  }
})

test('what the document is called follows what is on it and who buys', () => {
  const [taxed] = appendixLines
  if (!taxed) throw new Error('no line')
  const nil = { ...taxed, taxClass: 'nil', rateBp: basisPoints(0) }
  const exempt = { ...taxed, taxClass: 'exempt', rateBp: basisPoints(0) }
  expect(billTitle(billOf([taxed]))).toBe('taxInvoice')
  expect(billTitle(billOf([nil, exempt]))).toBe('billOfSupply')
  expect(billTitle(billOf([taxed, nil]))).toBe('taxInvoice')
  expect(billTitle(billOf([taxed, nil], { gstin: null }))).toBe('invoiceCumBill')
  expect(billTitle(billOf([{ ...taxed, taxClass: 'zero-rated' }, nil], { supply: 'zero-without-payment' }))).toBe('taxInvoice')
  const supply = billPaper(billOf([nil]), options)
  expect(supply.title).toBe('BILL OF SUPPLY')
  expect(find(supply, 'table')).toEqual([])
  expect(find(supply, 'lines')[0]?.columns.map((column) => column.key)).not.toContain('gst')
})

test('the state half is UTGST in a union territory; between states there is IGST alone', () => {
  const chandigarh = billPaper(
    billOf(appendixLines, { pos: '04', applied: { ...applied, firm: { ...firm, stateCode: '04' } } }),
    options,
  )
  expect(Object.keys(pairs(chandigarh))).toContain('UTGST')
  const inter = billPaper(billOf(appendixLines, { pos: '29', supply: 'inter' }), options)
  expect(pairs(inter)).toMatchObject({ IGST: '411.86', 'Place of supply': '29-Karnataka' })
  expect(Object.keys(pairs(inter))).not.toContain('CGST')
})

test('an export says under what it leaves, and where to', () => {
  const zeroRated = { withPayment: false, country: 'Nepal', port: 'INRXL4', shippingBill: '1234567', shippingDate: null }
  const paper = billPaper(
    billOf(appendixLines, { supply: 'zero-without-payment', pos: '96', gstin: null, applied: { ...applied, zeroRated } }),
    options,
  )
  expect(texts(paper)).toContain('SUPPLY MEANT FOR EXPORT UNDER BOND OR LETTER OF UNDERTAKING WITHOUT PAYMENT OF INTEGRATED TAX')
  expect(pairs(paper)).toMatchObject({ Destination: 'Nepal', 'Place of supply': '96-Other Countries' })
})

test('the QR holds the exact amount, to the paisa, and nothing when nothing is due', () => {
  const paid = (list: typeof applied.paid, mode = 'mixed') => billOf(appendixLines, { mode, applied: { ...applied, paid: list } })
  expect(upiLink(appendix)).toEqual({
    link: 'upi://pay?pa=dhanvantari@mahb&pn=Dhanvantari%20Distributors&am=3969.00&cu=INR&tn=INV%2F26-27%2F00042',
    amountPaise: 396_900,
  })
  expect(upiLink(paid([{ mode: 'cash', amountPaise: paise(396_895) }]))?.link).toContain('&am=0.05&')
  expect(
    upiLink(
      paid([
        { mode: 'upi', amountPaise: paise(12_345) },
        { mode: 'cash', amountPaise: paise(384_555) },
      ]),
    )?.amountPaise,
  ).toBe(12_345)
  expect(upiLink(paid([{ mode: 'cash', amountPaise: paise(396_900) }], 'cash'))).toBeNull()
  expect(upiLink({ ...appendix, cancelled: true })).toBeNull()
  expect(upiLink({ ...appendix, applied: { ...applied, firm: { ...firm, upiId: null } } })).toBeNull()
  expect(find(billPaper(appendix, options), 'qr')[0]?.payload).toBe(upiLink(appendix)?.link)
})

test('what was paid and what is left are said when both are something', () => {
  const part = billOf(appendixLines, {
    mode: 'mixed',
    applied: {
      ...applied,
      paid: [
        { mode: 'cash', amountPaise: paise(100_000) },
        { mode: 'upi', amountPaise: paise(50_000) },
      ],
    },
  })
  expect(pairs(billPaper(part, options))).toMatchObject({
    Payment: 'Cash 1,000.00, UPI 500.00',
    Received: '1,500.00',
    'Balance due': '2,469.00',
  })
})

test('a cancelled bill carries its mark; copies carry their captions', () => {
  const paper = billPaper({ ...appendix, cancelled: true }, { ...options, copies: ['original', 'triplicate'] })
  expect(paper.watermark).toBe('CANCELLED')
  expect(billPaper(appendix, { ...options, reprint: true }).watermark).toBe('DUPLICATE')
  expect(paper.copies).toEqual(['ORIGINAL FOR RECIPIENT', 'TRIPLICATE FOR SUPPLIER'])
})

test('a bill in another language keeps the words of the law and adds its own', () => {
  const hindi = billPaper(appendix, { ...options, language: 'hi' })
  expect([hindi.title, hindi.titleLocal]).toEqual(['TAX INVOICE', 'कर बीजक'])
  expect(texts(hindi)).toContain('तीन हज़ार नौ सौ उनहत्तर रुपये मात्र')
  expect(scriptsBeyondPdf(hindi)).toEqual([])
  expect(scriptsBeyondPdf(billPaper(appendix, { ...options, language: 'ur' }))).toEqual(['arabic'])
  expect(scriptsBeyondPdf(billPaper({ ...appendix, party: 'દવા બજાર' }, options))).toEqual(['other'])
})

test('lines add up to what the totals row says, whatever the lines', () => {
  for (const count of [1, 20, 200]) {
    const bill = billOf(manyLines(count))
    const [lines] = find(billPaper(bill, options), 'lines')
    const sum = lines?.rows.reduce((total, row) => total + (row.carryPaise.amount ?? 0), 0) ?? 0
    expect(sum + bill.roundOffPaise).toBe(bill.totalPaise)
  }
})

test('quantities are written in the unit of the rate, loose pieces as a part of it', () => {
  expect(unitQuantity(100_000, 10)).toBe('10')
  expect(unitQuantity(25_000, 10)).toBe('2.5')
  expect(unitQuantity(20_000, 15)).toBe('1 + 5/15')
  expect(unitQuantity(5_000, 15)).toBe('5/15')
})

test('a discount is a per cent where one gives exactly the amount', () => {
  expect(discountWords(185_000, 9_250)).toBe('5%')
  expect(discountWords(10_000, 1_450)).toBe('14.5%')
  expect(discountWords(40_110, 2_005)).toBe('5%')
  expect(discountWords(40_110, 2_006)).toBe('5%')
  expect(discountWords(10_003, 1)).toBe('0.01')
  expect(discountWords(10_000, 0)).toBe('')
})

test('manufacturers lose what every company is called', () => {
  expect(shortManufacturer('Sun Pharmaceutical Industries Ltd')).toBe('Sun Pharma Ind')
  expect(shortManufacturer('Alkem Laboratories Ltd.')).toBe('Alkem Labs')
  expect(shortManufacturer('Ltd')).toBe('Ltd')
})

test('rates of a quarter per cent are halved on paper without loss', () => {
  const quarter = billOf([
    { description: 'Rough stone', qtyMilli: milli(1000), rateE4: rateE4(10_000_000), rateBp: basisPoints(25) },
  ])
  expect(find(billPaper(quarter, options), 'table')[0]?.rows[0]?.[0]).toBe('0.25% (0.125 + 0.125)')
})
