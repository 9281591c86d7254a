import { settle } from '../../../shared/gst/tax.ts'
import { paise } from '../../../shared/money.ts'
import { basisPoints, lineAmount, milli, rateE4 } from '../../../shared/quantity.ts'
import type { Bill, Firm } from './bill.ts'

/** The firm of gst-rules.md Appendix A. */
export const firm: Firm = {
  legalName: 'Dhanvantari Distributors',
  tradeName: null,
  localName: 'धन्वंतरी डिस्ट्रीब्यूटर्स',
  gstin: '27AABFD4321K1ZN',
  pan: 'AABFD4321K',
  stateCode: '27',
  address1: '12 Market Yard',
  address2: 'Gultekdi',
  city: 'Pune',
  pin: '411037',
  phone: '020 2426 0000',
  email: 'accounts@dhanvantari.example',
  licence20b: 'MH-PZ3-123456',
  licence21b: 'MH-PZ3-123457',
  licence20g: null,
  fssai: '11521034000123',
  bankName: 'Bank of Maharashtra, Market Yard',
  bankAccount: '60123456789',
  ifsc: 'MAHB0000123',
  upiId: 'dhanvantari@mahb',
  terms: 'Goods once sold are taken back only against a valid claim.\nInterest at 18% a year on bills unpaid after the due date.',
  jurisdiction: 'Pune',
}

/** What a bill keeps: the buyer of Appendix A, with licences and a name in the local script. */
export const applied: Bill['applied'] = {
  firm,
  buyer: {
    code: null,
    localName: 'मातृ मेडिकल स्टोअर्स',
    phone: '98220 12345',
    type: 'retail',
    tier: 'ptr',
    address: { line1: '4 Station Road', line2: null, city: 'Nashik', pin: '422101', stateCode: '27' },
    licences: [
      { form: '20', number: 'MH-NZ1-100200', validTo: null },
      { form: '21', number: 'MH-NZ1-100201', validTo: null },
    ],
  },
  paid: [],
  creditPaise: paise(0),
  documentDiscountPaise: paise(0),
  pricesIncludeTax: false,
  zeroRated: null,
  salesman: 'R. Kulkarni',
  narration: null,
  draftHash: '',
}

type Line = Bill['lines'][number]
export type LineGiven = Partial<Line> & {
  description: string
  qtyMilli: Line['qtyMilli']
  rateE4: Line['rateE4']
  rateBp: Line['rateBp']
}

const bare = {
  itemId: 1,
  manufacturer: null,
  pack: null,
  hsn: '30049060',
  uqc: 'NOS',
  batch: 'B1',
  expiry: '2028-08-31',
  mrpPaise: null,
  unit: 'NOS',
  factor: 1,
  freeMilli: milli(0),
  discountPaise: paise(0),
  taxClass: 'taxable',
  cessPaise: paise(0),
}

/** A bill as the book shows it, its figures settled by the app's own tax engine. */
export function billOf(
  lines: readonly LineGiven[],
  given: Partial<Bill> & { supply?: 'intra' | 'inter' | 'zero-with-payment' | 'zero-without-payment' } = {},
): Bill {
  const priced = lines.map((line) => {
    const grossPaise = lineAmount({ ...bare, ...line })
    const taxClass = (line.taxClass ?? 'taxable') as 'taxable'
    return {
      line,
      grossPaise,
      priced: {
        qtyMilli: line.qtyMilli,
        rateE4: line.rateE4,
        factor: line.factor ?? 1,
        taxClass,
        rateBp: line.rateBp,
        discountPaise: line.discountPaise ?? paise(0),
      },
    }
  })
  const settled = settle(
    priced.map((one) => one.priced),
    { supply: given.supply ?? 'intra', roundOff: true },
  )
  return {
    uid: '01930000-0000-7000-8000-000000000001',
    number: 'INV/26-27/00042',
    date: '2026-10-12',
    party: 'Matru Medical Stores',
    partyUid: null,
    gstin: '27AAKFM7788P1Z2',
    mode: 'credit',
    cancelled: false,
    cancelReason: null,
    category: 'regular',
    applied,
    pos: '27',
    supply: 'intra',
    dueDate: '2026-11-11',
    grossPaise: settled.grossPaise,
    discountPaise: settled.discountPaise,
    chargesPaise: settled.chargesPaise,
    taxablePaise: settled.taxablePaise,
    igstPaise: settled.igstPaise,
    cgstPaise: settled.cgstPaise,
    sgstPaise: settled.sgstPaise,
    cessPaise: settled.cessPaise,
    roundOffPaise: settled.roundOffPaise,
    totalPaise: settled.totalPaise,
    taxPaise: paise(settled.igstPaise + settled.cgstPaise + settled.sgstPaise + settled.cessPaise),
    lines: priced.map(({ line, grossPaise }, at) => {
      const figures = settled.lines[at]
      if (!figures) throw new Error('a line was lost')
      return {
        ...bare,
        ...line,
        grossPaise,
        taxClass: figures.taxClass,
        rateBp: basisPoints(figures.rateBp),
        taxablePaise: figures.taxablePaise,
        igstPaise: figures.igstPaise,
        cgstPaise: figures.cgstPaise,
        sgstPaise: figures.sgstPaise,
        cessPaise: figures.cessPaise,
      }
    }),
    ...given,
  }
}

/** The two lines of gst-rules.md Appendix A: 100 + 10 free × 18.50 less 5 % at 5 %, and 12 × 149.99 at 18 %. */
export const appendixLines: readonly LineGiven[] = [
  {
    description: 'Paracetamol 500 tab 10x10',
    manufacturer: 'Cipla Ltd',
    pack: '10x10',
    batch: 'PCM2409',
    expiry: '2028-08-31',
    mrpPaise: paise(2_450),
    qtyMilli: milli(100_000),
    freeMilli: milli(10_000),
    rateE4: rateE4(185_000),
    discountPaise: paise(9_250),
    rateBp: basisPoints(500),
  },
  {
    description: 'Deodorant 150 ml',
    manufacturer: 'Vini Cosmetics Pvt Ltd',
    pack: '150 ml',
    hsn: '33072000',
    batch: 'DEO0626',
    expiry: '2029-05-31',
    mrpPaise: paise(22_500),
    qtyMilli: milli(12_000),
    rateE4: rateE4(1_499_900),
    rateBp: basisPoints(1800),
  },
]

const names = [
  'Augmentin 625 Duo Tablet',
  'Azithral 500 Tablet',
  'Ascoril LS Syrup',
  'Allegra 120mg Tablet',
  'Dolo 650 Tablet',
  'Pan 40 Tablet',
  'Telma 40 Tablet',
  'Shelcal 500 Tablet',
  'Insulin Glargine 100IU/ml Cartridge for Injection',
  'Zincovit Tablet',
]
const makers = [
  'GlaxoSmithKline Pharmaceuticals Ltd',
  'Alembic Pharmaceuticals Ltd',
  'Glenmark Pharmaceuticals Ltd',
  'Sanofi India Ltd',
  'Micro Labs Ltd',
  'Alkem Laboratories Ltd',
  'Sun Pharmaceutical Industries Ltd',
  'Torrent Pharmaceuticals Ltd',
  'Lupin Ltd',
  'Apex Laboratories Pvt Ltd',
]

/** So many believable lines, no two alike, in three rates. */
export const manyLines = (count: number): LineGiven[] =>
  Array.from({ length: count }, (_, at) => ({
    description: `${names[at % names.length]} ${at + 1}`,
    manufacturer: makers[at % makers.length] ?? null,
    pack: at % 3 ? '10 tab' : '100 ml',
    batch: `${'ABCDEFG'[at % 7]}T${24_001 + at * 37}`,
    expiry: `20${27 + (at % 4)}-0${1 + (at % 9)}-28`,
    mrpPaise: paise(9_900 + at * 1_313),
    qtyMilli: milli((1 + (at % 24)) * 10_000),
    factor: 10,
    unit: at % 3 ? 'STRIP' : 'BOTTLE',
    freeMilli: milli(at % 5 === 0 ? 10_000 : 0),
    rateE4: rateE4(714_500 + at * 9_375),
    discountPaise: paise(at % 4 === 0 ? 500 + at : 0),
    rateBp: basisPoints([500, 500, 1800, 0][at % 4] ?? 500),
    taxClass: at % 4 === 3 ? 'nil' : 'taxable',
  }))
