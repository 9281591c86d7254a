import { expect, test } from 'vitest'
import { hsnFits } from '../items/hsn-digits.ts'
import { gstr1Sheets, nilLabels, safeText, sheetDate, sheetInvoiceType, sheetNames, sheetPlace } from './gstr1-sheets.ts'
import { isUqc, uqcLabel } from './uqc.ts'

test('the sheets and columns of the offline tool, to the letter', () => {
  expect(sheetNames.join(' ')).toBe(
    'b2b,sez,de b2ba b2cl b2cla b2cs b2csa cdnr cdnra cdnur cdnura exp expa at ata atadj atadja exemp hsn(b2b) hsn(b2c) docs eco',
  )
  expect(gstr1Sheets['b2b,sez,de'].columns.join(' · ')).toBe(
    'GSTIN/UIN of Recipient · Receiver Name · Invoice Number · Invoice date · Invoice Value · Place Of Supply · Reverse Charge · Applicable % of Tax Rate · Invoice Type · E-Commerce GSTIN · Rate · Taxable Value · Cess Amount',
  )
  expect(gstr1Sheets.b2cs.columns.join(' · ')).toBe(
    'Type · Place Of Supply · Applicable % of Tax Rate · Rate · Taxable Value · Cess Amount · E-Commerce GSTIN',
  )
  expect(gstr1Sheets.cdnr.columns.join(' · ')).toBe(
    'GSTIN/UIN of Recipient · Receiver Name · Note Number · Note Date · Note Type · Place Of Supply · Reverse Charge · Note Supply Type · Note Value · Applicable % of Tax Rate · Rate · Taxable Value · Cess Amount',
  )
  expect(gstr1Sheets.b2cla.columns.join(' · ')).toBe(
    'Original Invoice Number · Original Invoice date · Original Place Of Supply · Revised Invoice Number · Revised Invoice date · Invoice Value · Applicable % of Tax Rate · Rate · Taxable Value · Cess Amount · E-Commerce GSTIN',
  )
  expect(gstr1Sheets.exp.columns.join(' · ')).toBe(
    'Export Type · Invoice Number · Invoice date · Invoice Value · Port Code · Shipping Bill Number · Shipping Bill Date · Rate · Taxable Value · Cess Amount',
  )
  expect(gstr1Sheets['hsn(b2c)'].columns.join(' · ')).toBe(
    'HSN · Description · UQC · Total Quantity · Total Value · Rate · Taxable Value · Integrated Tax Amount · Central Tax Amount · State/UT Tax Amount · Cess Amount',
  )
  // a workbook refuses a longer name of a sheet
  for (const name of sheetNames) expect(name.length).toBeLessThanOrEqual(31)
})

test('dates are text, places have their names, types their labels', () => {
  expect(sheetDate('2025-10-03')).toBe('03-Oct-2025')
  expect([sheetPlace('27'), sheetPlace('96'), sheetPlace('97')]).toEqual([
    '27-Maharashtra',
    '96-Other Countries',
    '97-Other Territory',
  ])
  expect(sheetInvoiceType({ category: 'sez', supply: 'zero-without-payment' })).toBe('SEZ supplies without payment')
  expect(nilLabels.INTRB2B).toBe('Inter-State supplies to registered persons')
})

test('a name that looks like a formula is kept from being one', () => {
  expect(['=1+1', '+91 98', '-x', '@sum', '\tx'].map(safeText)).toEqual(["'=1+1", "'+91 98", "'-x", "'@sum", "'\tx"])
  expect(['Matru Medical', 'SA/26-27/000001', '', '3 = 4'].map(safeText)).toEqual([
    'Matru Medical',
    'SA/26-27/000001',
    '',
    '3 = 4',
  ])
})

test('units and HSN digits', () => {
  expect([uqcLabel('NOS'), uqcLabel('BOX'), uqcLabel('STP')]).toEqual(['NOS-NUMBERS', 'BOX-BOX', 'STP'])
  expect([isUqc('NOS'), isUqc('STP'), isUqc('NA'), isUqc('toString')]).toEqual([true, false, false, false])
  expect(['300', '3004', '30049', '300490', '30049099', '0402', '3004a'].map((hsn) => hsnFits(hsn, 'upto-5cr'))).toEqual([
    false,
    true,
    false,
    true,
    true,
    true,
    false,
  ])
  expect(['3004', '300490', '30049099'].map((hsn) => hsnFits(hsn, 'above-10cr'))).toEqual([false, true, true])
})
