import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localDate } from '../calendar.ts'
import { type DocumentRate, invoiceType, portalDate, quantity2, rupees } from './gstr1-document.ts'
import { gstr1FileName, gstr1Json, type HsnRow } from './gstr1-json.ts'

const none = { taxablePaise: 0, igstPaise: 0, cgstPaise: 0, sgstPaise: 0, cessPaise: 0 }
const empty = {
  gstin: '27AABFD4321K1ZN',
  month: '2026-10',
  b2b: [],
  b2cl: [],
  b2cs: [],
  exp: [],
  cdnr: [],
  cdnur: [],
  nil: [],
  hsnB2b: [],
  hsnB2c: [],
  documents: [],
}

const exactly = (write: (amountPaise: number) => number) =>
  fc.property(fc.integer({ min: -1e15, max: 1e15 }), (amount) => {
    const size = String(Math.abs(amount)).padStart(3, '0')
    const decimals = `${size.slice(0, -2)}.${size.slice(-2)}`.replace(/\.?0+$/, '')
    expect(JSON.stringify(write(amount))).toBe(`${amount < 0 ? '-' : ''}${decimals}`)
  })

test('paise are written as exactly their rupees, to a thousand crore crore', () => {
  fc.assert(exactly(rupees))
})

test('the property can fail: multiplying by a hundredth is not dividing', () => {
  expect(() => fc.assert(exactly((amount) => amount * 0.01))).toThrow()
})

test('quantities have two decimals, half away from zero', () => {
  expect([110_000, 1_005, 1_004, -1_005, 250].map(quantity2)).toEqual([110, 1.01, 1, -1.01, 0.25])
})

test('dates and the file name', () => {
  expect(portalDate('2026-10-03')).toBe('03-10-2026')
  expect(gstr1FileName('27AABFD4321K1ZN', localDate('2026-11-21'))).toBe('returns_21112026_R1_27AABFD4321K1ZN_offline.json')
  expect(gstr1FileName('27AABFD4321K1ZN', localDate('2027-01-05'))).toBe('returns_512027_R1_27AABFD4321K1ZN_offline.json')
})

test('a month without anything is an envelope without sections', () => {
  expect(gstr1Json(empty)).toEqual({ gstin: empty.gstin, fp: '102026', version: 'GST3.2.4', hash: 'hash' })
})

test('rates of one document and documents of one party stand together; each rate has its own number', () => {
  const row: DocumentRate = {
    ...none,
    ...{
      number: 'SA/26-27/000001',
      date: '2026-10-03',
      totalPaise: 12_600,
      gstin: '24AAACC1206D1ZM',
      party: 'C',
      category: 'regular',
    },
    ...{
      supply: 'inter',
      pos: '24',
      reverseCharge: false,
      rateBp: 500,
      taxablePaise: 10_000,
      igstPaise: 500,
      portCode: null,
      shippingBill: null,
    },
    shippingDate: null,
  }
  const { b2b } = gstr1Json({ ...empty, b2b: [row, { ...row, rateBp: 4000 }, { ...row, number: 'SA/26-27/000002' }] })
  expect(b2b).toHaveLength(1)
  expect(b2b?.[0]?.inv.map(({ inum, itms }) => [inum, itms.map(({ num }) => num)])).toEqual([
    ['SA/26-27/000001', [501, 4001]],
    ['SA/26-27/000002', [501]],
  ])
  expect(b2b?.[0]?.inv[0]?.itms[0]?.itm_det).toEqual({ rt: 5, txval: 100, iamt: 5, csamt: 0 })
})

test('services have no unit and no quantity; before May 2025 both halves of table 12 are one list', () => {
  const row: HsnRow = { ...none, hsn: '998713', uqc: 'NOS', qtyMilli: 3000, rateBp: 1800, taxablePaise: 5000 }
  const halves = { hsnB2b: [row], hsnB2c: [row, { ...row, hsn: '3004' }] }
  expect(gstr1Json({ ...empty, ...halves }).hsn).toMatchObject({
    hsn_b2b: [{ num: 1, hsn_sc: '998713', uqc: 'NA', qty: 0, txval: 50 }],
    hsn_b2c: [{ num: 1 }, { num: 2, hsn_sc: '3004', uqc: 'NOS', qty: 3 }],
  })
  expect(gstr1Json({ ...empty, ...halves, month: '2025-04' }).hsn).toMatchObject({
    data: [{ hsn_sc: '998713', txval: 100 }, { hsn_sc: '3004' }],
  })
})

test('the type of an invoice comes from the category of the buyer', () => {
  expect(invoiceType({ category: 'sez', supply: 'zero-with-payment' })).toBe('SEWP')
  expect(invoiceType({ category: 'sez', supply: 'zero-without-payment' })).toBe('SEWOP')
  expect(invoiceType({ category: 'deemed-export', supply: 'intra' })).toBe('DE')
  expect(['regular', 'composition', 'uin', 'tds-deductor'].map((category) => invoiceType({ category, supply: 'inter' }))).toEqual(
    ['R', 'R', 'R', 'R'],
  )
})
