import { expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { stockInPacks } from '../../shared/items/pack-units.ts'
import { withField } from '../company/imports/with-field.ts'
import { inputOf, newItem, withClass, withPack } from './item-form.ts'

const today = localDate('2026-11-21')

test('the pack fills in the units until somebody keys them', () => {
  const packed = withPack(newItem('2026-04-01'), '10*15')
  expect(packed).toMatchObject({ baseUnit: 'loose', saleUnit: 'strip', saleFactor: 15, units: [{ unit: 'box', factor: 150 }] })
  expect(withPack({ ...packed, saleUnit: 'card', unitsKeyed: true }, '100 ML')).toMatchObject({
    saleUnit: 'card',
    saleFactor: 15,
    packLabel: '100 ML',
  })
})

test('what is sent: empty rows left out, barcodes cut, the tax dated', () => {
  const boxes = {
    ...withPack(newItem('2026-04-01'), "10's"),
    name: 'Dolo',
    barcodes: ' 890 891,892 ',
    units: [
      { unit: '', factor: null },
      { unit: 'box', factor: 100 },
    ],
  }
  expect(inputOf('u', boxes, today)).toMatchObject({
    uid: 'u',
    name: 'Dolo',
    units: [{ unit: 'box', factor: 100 }],
    barcodes: ['890', '891', '892'],
    tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '3004' },
  })
  expect(inputOf('u', newItem(''), today).tax.fromDate).toBe(today)
})

test('an untaxed item has no rate, and gets the usual one back with its class', () => {
  const exempt = withClass(newItem('2026-04-01'), 'exempt')
  expect(exempt.rateBp).toBe(0)
  expect(withClass(exempt, 'taxable').rateBp).toBe(500)
})

test('stock is counted in packs and loose pieces', () => {
  expect(stockInPacks(155_000, 10)).toBe('15:5')
  expect(stockInPacks(150_000, 10)).toBe('15')
  expect(stockInPacks(7_000, 1)).toBe('7')
  expect(stockInPacks(2_500, 10)).toBe('2.5')
})

test('a field stands for one column', () => {
  expect(withField(['name', 'ignore', 'mrp'], 1, 'name')).toEqual(['ignore', 'name', 'mrp'])
  expect(withField(['name', 'ignore', 'mrp'], 2, 'ignore')).toEqual(['name', 'ignore', 'ignore'])
})
