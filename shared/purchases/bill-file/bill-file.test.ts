import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { localDate } from '../../calendar.ts'
import { paise } from '../../money.ts'
import { guessBillMapping, mappingProblem } from './columns.ts'
import { packDoubt, proveBill } from './proof.ts'
import { billsOf, type FileLine, understandLine } from './rows.ts'

const today = localDate('2026-11-21')
const read = (columns: string[], rows: string[][]) => {
  const mapping = guessBillMapping(columns)
  return rows.flatMap((cells, at) => understandLine(cells, mapping, { rowNo: at + 2, today }) ?? [])
}
const one = (columns: string[], cells: string[]) => {
  const [row] = read(columns, [cells])
  if (!row) throw new Error('no line')
  return row
}

describe('three layouts', () => {
  test('a Marg-like one: gross amounts, halves of the rate, expiry by month', () => {
    const { line, problems } = one(
      [
        'SUPPLIER',
        'BILL NO.',
        'DATE',
        'CODE',
        'ITEM NAME',
        'PACK',
        'BATCH',
        'EXPIRY',
        'QTY',
        'F.QTY',
        'FTRATE',
        'SRATE',
        'MRP',
        'DIS',
        'AMOUNT',
        'HSNCODE',
        'CGST',
        'SGST',
        'IGST',
      ],
      [
        'Sahyadri Agencies',
        'A1',
        '15/10/2026',
        'P9',
        "KAVIMOL CAP 20'S",
        '20 S',
        'kv1',
        '12/27',
        '20',
        '2',
        '28.98',
        '31.88',
        '61.32',
        '2',
        '579.60',
        '30049034',
        '2.5',
        '2.5',
        '0',
      ],
    )
    expect(problems).toEqual([])
    expect(line).toMatchObject({
      supplier: 'Sahyadri Agencies',
      billNumber: 'A1',
      billDate: '2026-10-15',
      code: 'P9',
      batch: 'KV1',
      expiry: '2027-12-31',
      qtyMilli: 20_000,
      freeMilli: 2_000,
      rateE4: 289_800,
      mrpPaise: 6132,
      discountBp: 200,
      amountPaise: 57_960,
      gstBp: 500,
    })
  })
  test('a plain one: ISO dates, one GST column, net amounts, rupee signs and commas', () => {
    const { line, problems } = one(
      [
        'Invoice No',
        'Invoice Date',
        'Product',
        'Packing',
        'Batch No',
        'Exp Date',
        'Quantity',
        'Free',
        'PTR',
        'MRP',
        'Disc %',
        'GST %',
        'Taxable Value',
        'HSN',
      ],
      [
        'SI/26/77',
        '2026-11-02',
        'Sunsal 500',
        '1*15',
        'S12',
        '2028-06-30',
        '1,200',
        '',
        '₹ 1,028.505',
        '1,450.00',
        '5 %',
        '12%',
        '11,72,495.70',
        '3004 90 99',
      ],
    )
    expect(problems).toEqual([])
    expect(line).toMatchObject({
      billDate: '2026-11-02',
      expiry: '2028-06-30',
      qtyMilli: 1_200_000,
      freeMilli: 0,
      rateE4: 10_285_050,
      discountBp: 500,
      gstBp: 1200,
      amountPaise: 117_249_570,
      hsn: '30049099',
    })
  })
  test('one with words for months, IGST and the bill total on every line', () => {
    const { line } = one(
      [
        'Vendor',
        'GSTIN',
        'Doc No',
        'Doc Date',
        'Description',
        'Lot',
        'Exp',
        'Nos',
        'Bonus',
        'Rate',
        'DiscAmt',
        'IGST',
        'Line Amount',
        'Invoice Value',
      ],
      [
        'Northern',
        '29AAGCB7383J1Z4',
        'N-9',
        '3-Nov-26',
        'Glow soap',
        'L1',
        'Mar-2029',
        '12',
        '1',
        '40',
        '10',
        '18',
        '554.60',
        '555',
      ],
    )
    expect(line).toMatchObject({
      supplierGstin: '29AAGCB7383J1Z4',
      billDate: '2026-11-03',
      expiry: '2029-03-31',
      discountPaise: 1000,
      gstBp: 1800,
      billTotalPaise: 55_500,
    })
    expect(proveBill({ lines: [line], totalPaise: line.billTotalPaise })).toMatchObject({
      meaning: 'with-tax',
      totalProved: true,
    })
  })
})

test('what cannot be read is named, cell by cell; titles and totals are no lines', () => {
  const columns = ['Item Name', 'Qty', 'Rate', 'Expiry', 'MRP']
  expect(one(columns, ['Kavimol', 'ten', '=2+2', '99/99', '1.5L']).problems.map(({ field, code }) => [field, code])).toEqual([
    ['quantity', 'purchases/row-number'],
    ['rate', 'purchases/row-number'],
    ['expiry', 'purchases/row-date'],
    ['mrp', 'purchases/row-number'],
  ])
  expect(one(columns, ['Kavimol', '-4', '1', '', '']).problems[0]?.code).toBe('purchases/row-negative')
  expect(
    read(columns, [
      ['', '', '', '', ''],
      ['Total', '', '', '', ''],
      ['', '20', '', '', ''],
    ]),
  ).toEqual([])
})

test('a mapping that cannot work is said in words', () => {
  expect(mappingProblem(['a', 'b'], ['name'])?.code).toBe('purchases/mapping-columns')
  expect(mappingProblem(['a', 'b'], ['name', 'name'])?.code).toBe('purchases/mapping-twice')
  expect(mappingProblem(['a', 'b'], ['name', 'rate'])?.details).toEqual({ field: 'quantity' })
  expect(guessBillMapping(['RATE', 'FTRATE'])).toEqual(['ignore', 'rate'])
})

const lineArb = fc.record({
  qty: fc.integer({ min: 1, max: 500 }),
  rate: fc.integer({ min: 100, max: 99_999 }),
  off: fc.constantFrom(0, 200, 1000),
})
const lineOf = ({ qty, rate, off }: { qty: number; rate: number; off: number }, rowNo: number, meaning: string): FileLine => {
  const { line } = one(
    ['Item Name', 'Qty', 'Rate', 'Dis', 'GST'],
    [`Item ${rowNo}`, String(qty), (rate / 100).toFixed(2), String(off / 100), '12'],
  )
  const bare = proveBill({ lines: [line], totalPaise: null }).lines[0] as {
    grossPaise: number
    netPaise: number
    taxPaise: number
  }
  const amount = meaning === 'gross' ? bare.grossPaise : meaning === 'net' ? bare.netPaise : bare.netPaise + bare.taxPaise
  return { ...line, rowNo, amountPaise: paise(amount) }
}

describe('the proof', () => {
  test('finds the meaning and proves every line; a wrong figure in one line leaves that line off (property)', () => {
    fc.assert(
      fc.property(
        fc.array(lineArb, { minLength: 4, maxLength: 12 }),
        fc.constantFrom('gross', 'net', 'with-tax'),
        fc.nat(),
        fc.constantFrom('qtyMilli', 'rateE4', 'amountPaise'),
        fc.integer({ min: 1, max: 9 }),
        (made, meaning, which, field, times) => {
          const lines = made.map((line, at) => lineOf(line, at + 2, meaning))
          expect(proveBill({ lines, totalPaise: null }).lines.every(({ state }) => state === 'proved')).toBe(true)
          const at = which % lines.length
          const { qty, rate, off } = made[at] as (typeof made)[number]
          // half a paisa of every pack may hide in a printed rate: a slip worth less than that nobody can tell from rounding
          fc.pre(field !== 'qtyMilli' || (rate * times * (10_000 - off)) / 10_000 > 3 + (qty + times) / 2)
          const slip = { qtyMilli: 1000, rateE4: 10_000, amountPaise: 10_000 }[field] * times
          const spoilt = lines.map((line, index) =>
            index === at ? { ...line, [field]: (line[field as 'qtyMilli'] as number) + slip } : line,
          )
          const states = proveBill({ lines: spoilt as FileLine[], totalPaise: null }).lines.map(({ state }) => state)
          expect(states.filter((state) => state === 'off')).toHaveLength(1)
          expect(states[at]).toBe('off')
        },
      ),
    )
  })
  test('amounts that follow no rule prove nothing', () => {
    const lines = [lineOf({ qty: 3, rate: 1000, off: 0 }, 2, 'gross')].map((line) => ({ ...line, amountPaise: paise(1) }))
    expect(proveBill({ lines, totalPaise: paise(5000) })).toMatchObject({
      meaning: null,
      totalProved: false,
      lines: [{ state: 'off' }],
    })
  })
  test('a rate of another pack is doubted', () => {
    const line = lineOf({ qty: 1, rate: 10_000, off: 0 }, 2, 'net')
    expect(packDoubt({ ...line, mrpPaise: paise(9_999) }, null)).toBe(true)
    expect(packDoubt({ ...line, mrpPaise: null }, 100_000)).toBe(true)
    expect(packDoubt({ ...line, mrpPaise: paise(15_000) }, 900_000)).toBe(false)
  })
})

test('bills are told apart by supplier, number and date', () => {
  const line = lineOf({ qty: 1, rate: 100, off: 0 }, 2, 'net')
  const of = (billNumber: string, rowNo: number) => ({ ...line, billNumber, rowNo })
  expect(
    billsOf([of('A', 2), of('B', 3), of('a', 4)]).map(({ number, lines }) => [number, lines.map(({ rowNo }) => rowNo)]),
  ).toEqual([
    ['A', [2, 4]],
    ['B', [3]],
  ])
})
