import { expect, test } from 'vitest'
import { exceedsMrp, type Margins, pricePerPackPaise, tradePrices } from './mrp.ts'

test('a rate with tax may reach the MRP and not pass it', () => {
  // MRP 100 on a strip of ten at 5%: 95.2381 a strip is 100.00 with tax.
  const strip = { factor: 10, packFactor: 10, gstBp: 500 }
  expect(pricePerPackPaise({ ...strip, rateE4: 952_381 })).toBe(10000)
  expect(exceedsMrp({ ...strip, rateE4: 952_381 }, 10000)).toBe(false)
  expect(exceedsMrp({ ...strip, rateE4: 952_500 }, 10000)).toBe(true)
})

test('rate and MRP may be for different packs', () => {
  const box = { rateE4: 9_000_000, factor: 100, packFactor: 10, gstBp: 500 }
  expect(pricePerPackPaise(box)).toBe(9450)
  expect([exceedsMrp(box, 9450), exceedsMrp(box, 9449)]).toEqual([false, true])
  expect(pricePerPackPaise({ ...box, cessBp: 1000 })).toBe(10350)
  expect(() => pricePerPackPaise({ ...box, factor: 0 })).toThrow(RangeError)
})

test('PTR and PTS (gst-rules.md §8.4)', () => {
  const margins: Margins = { mrpPaise: 10000, gstBp: 1200, retailerBp: 2000, stockistBp: 1000, retailerMargin: 'down-from-mrp' }
  expect(tradePrices(margins)).toEqual({ ptrPaise: 7143, ptsPaise: 6429 })
  expect(tradePrices({ ...margins, gstBp: 500 })).toEqual({ ptrPaise: 7619, ptsPaise: 6857 })
})

test('a scheduled drug: 16% on top of PTR, 8% off it', () => {
  // Ceiling 116 is PTR 100 and 16%; the MRP adds 5% GST.
  const margins: Margins = { mrpPaise: 12180, gstBp: 500, retailerBp: 1600, stockistBp: 800, retailerMargin: 'up-from-ptr' }
  expect(tradePrices(margins)).toEqual({ ptrPaise: 10000, ptsPaise: 9200 })
  expect(() => tradePrices({ ...margins, stockistBp: 10_001 })).toThrow(RangeError)
})
