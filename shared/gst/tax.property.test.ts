import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PricedLine } from './line-value.ts'
import { supplyTypes } from './place-of-supply.ts'
import { slabsBp, taxClasses } from './rates.ts'
import { type Settled, type SettleOptions, settle } from './tax.ts'

const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP })
const cents = (value: Decimal) => value.toDecimalPlaces(2)

// --- the reference: rupees as decimals, one group at a time, sharing no code with the engine -----------------------

type Expected = { taxable: Decimal; igst: Decimal; cgst: Decimal; sgst: Decimal }

function chargedRate(line: PricedLine, supply: SettleOptions['supply']): number {
  if (supply === 'zero-without-payment') return 0
  if (line.taxClass === 'taxable') return line.rateBp / 100
  return supply === 'zero-with-payment' && line.taxClass === 'zero-rated' ? line.rateBp / 100 : 0
}

const classIn = (line: PricedLine, supply: SettleOptions['supply']) =>
  supply.startsWith('zero') && line.taxClass !== 'non-gst' ? 'zero-rated' : line.taxClass

/** Per (class, rate): the value after line discounts, less and plus what the engine apportioned, then each head once. */
function referenceGroups(lines: readonly PricedLine[], options: SettleOptions, settled: Settled): Map<string, Expected> {
  const groups = new Map<string, Expected>()
  lines.forEach((line, index) => {
    let value = new Exact(line.rateE4).div(10_000).mul(line.qtyMilli).div(1000).div(line.factor)
    for (const bp of line.discountsBp ?? []) value = value.mul(new Exact(100).minus(new Exact(bp).div(100))).div(100)
    const result = settled.lines[index]
    const apportioned = new Exact(result?.chargesPaise ?? 0)
      .minus(result?.documentDiscountPaise ?? 0)
      .minus(line.discountPaise ?? 0)
    const taxable = cents(value).plus(apportioned.div(100))
    const key = `${classIn(line, options.supply)} ${chargedRate(line, options.supply)}`
    const group = groups.get(key) ?? { taxable: new Exact(0), igst: new Exact(0), cgst: new Exact(0), sgst: new Exact(0) }
    groups.set(key, { ...group, taxable: group.taxable.plus(taxable) })
  })
  for (const [key, group] of groups) {
    const rate = new Exact(key.split(' ')[1] ?? 0)
    const half = cents(group.taxable.mul(rate.div(2)).div(100))
    const intra = options.supply === 'intra'
    const igst = intra ? new Exact(0) : cents(group.taxable.mul(rate).div(100))
    groups.set(key, { taxable: group.taxable, igst, cgst: intra ? half : new Exact(0), sgst: intra ? half : new Exact(0) })
  }
  return groups
}

// --- the cases ---------------------------------------------------------------------------------------------------

const line: fc.Arbitrary<PricedLine> = fc.record({
  qtyMilli: fc.oneof(
    fc.integer({ min: 0, max: 500 }).map((n) => n * 1000),
    fc.integer({ min: 1, max: 100_000 }),
  ),
  rateE4: fc.oneof(
    fc.integer({ min: 0, max: 20_000_000 }),
    fc.integer({ min: 0, max: 2000 }).map((n) => n * 1000),
  ),
  factor: fc.constantFrom(1, 1, 10, 15, 100),
  discountsBp: fc.array(fc.integer({ min: 0, max: 2500 }), { maxLength: 3 }),
  taxClass: fc.oneof({ arbitrary: fc.constant('taxable' as const), weight: 4 }, fc.constantFrom(...taxClasses)),
  rateBp: fc.constantFrom(...slabsBp),
  cessBp: fc.constantFrom(0, 0, 0, 100, 1200),
  cessUnitPaise: fc.constantFrom(0, 0, 0, 5),
  takesDocumentDiscount: fc.constantFrom(true, true, false),
})
const lines = fc.array(line, { minLength: 1, maxLength: 12 })
const options: fc.Arbitrary<SettleOptions> = fc.record({
  supply: fc.constantFrom(...supplyTypes),
  roundOff: fc.boolean(),
  charges: fc.array(fc.record({ amountPaise: fc.integer({ min: 0, max: 50_000 }) }), { maxLength: 2 }),
})
/** A document discount that the lines can carry, as a part of what they are worth. */
const documents = fc.tuple(lines, options, fc.integer({ min: 0, max: 100 })).map(([drawn, chosen, percent]) => {
  const able = settle(
    drawn.filter((entry) => entry.takesDocumentDiscount),
    { supply: 'zero-without-payment', roundOff: false },
  ).taxablePaise
  return { lines: drawn, options: { ...chosen, documentDiscountPaise: Math.floor((able * percent) / 100) } }
})

/** Cess of the document: ad valorem once per rate and cess rate, per unit once per line. */
function referenceCess(lines: readonly PricedLine[], options: SettleOptions, settled: Settled): Decimal {
  const bases = new Map<string, Decimal>()
  let perUnit = new Exact(0)
  lines.forEach((line, index) => {
    const domestic = line.taxClass === 'taxable'
    const paid = options.supply === 'zero-with-payment' && (domestic || line.taxClass === 'zero-rated')
    if (options.supply.startsWith('zero') ? !paid : !domestic) return
    const key = `${line.rateBp} ${line.cessBp ?? 0}`
    bases.set(key, (bases.get(key) ?? new Exact(0)).plus(settled.lines[index]?.taxablePaise ?? 0))
    perUnit = perUnit.plus(new Exact(line.cessUnitPaise ?? 0).mul(line.qtyMilli).div(1000).toDecimalPlaces(0))
  })
  return [...bases].reduce(
    (total, [key, base]) =>
      total.plus(
        base
          .mul(key.split(' ')[1] ?? 0)
          .div(10_000)
          .toDecimalPlaces(0),
      ),
    perUnit,
  )
}

type Engine = typeof settle
const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
const heads = ['taxablePaise', 'igstPaise', 'cgstPaise', 'sgstPaise', 'cessPaise'] as const

const matchesReference = (engine: Engine) =>
  fc.property(documents, ({ lines: given, options: chosen }) => {
    const settled = engine(given, chosen)
    const expected = referenceGroups(given, chosen, settled)
    const found = settled.groups.map((group) => [
      `${group.taxClass} ${group.rateBp / 100}`,
      [group.taxablePaise, group.igstPaise, group.cgstPaise, group.sgstPaise],
    ])
    const wanted = [...expected].map(([key, group]) => [
      key,
      [group.taxable, group.igst, group.cgst, group.sgst].map((amount) => amount.mul(100).toNumber()),
    ])
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted))
    expect(settled.cessPaise).toBe(referenceCess(given, chosen, settled).toNumber())
  })

/** Every part is its own half-up share of the whole but the largest line's, which takes the residue. */
const apportionsByValue = (engine: Engine) =>
  fc.property(lines, fc.integer({ min: 0, max: 50_000 }), (given, amountPaise) => {
    const settled = engine(given, { supply: 'intra', roundOff: false, charges: [{ amountPaise }] })
    const values = settled.lines.map((entry) => entry.grossPaise - entry.discountPaise)
    const whole = sum(values)
    fc.pre(whole > 0)
    const largest = values.indexOf(Math.max(...values))
    const rounded = values.map((value) => new Exact(amountPaise).mul(value).div(whole).toDecimalPlaces(0).toNumber())
    fc.pre((rounded[largest] ?? 0) + amountPaise - sum(rounded) >= 0)
    rounded[largest] = (rounded[largest] ?? 0) + amountPaise - sum(rounded)
    expect(settled.lines.map((entry) => entry.chargesPaise)).toEqual(rounded)
  })

const addsUp = (engine: Engine) =>
  fc.property(documents, fc.boolean(), ({ lines: given, options: chosen }, pricesIncludeTax) => {
    // Per-unit cess may exceed a tiny inclusive price, which is refused; that refusal has its own test.
    const used = pricesIncludeTax ? given.map((entry) => ({ ...entry, cessUnitPaise: 0 })) : given
    const settled = engine(used, { ...chosen, pricesIncludeTax })
    for (const head of heads) {
      expect(sum(settled.lines.map((entry) => entry[head]))).toBe(settled[head])
      expect(sum(settled.groups.map((entry) => entry[head]))).toBe(settled[head])
    }
    for (const entry of settled.lines) expect(entry.cgstPaise).toBe(entry.sgstPaise)
    expect(sum(settled.lines.map((entry) => entry.documentDiscountPaise))).toBe(chosen.documentDiscountPaise)
    expect(settled.chargesPaise).toBe(sum((chosen.charges ?? []).map((charge) => charge.amountPaise)))
    expect(sum([...heads.map((head) => settled[head]), settled.roundOffPaise])).toBe(settled.totalPaise)
    expect(Math.abs(settled.roundOffPaise)).toBeLessThanOrEqual(50)
    if (chosen.roundOff) expect(settled.totalPaise % 100).toBe(0)
    else expect(settled.roundOffPaise).toBe(0)
    for (const entry of settled.lines) {
      const value = entry.grossPaise - entry.discountPaise - entry.documentDiscountPaise + entry.chargesPaise
      const worth = entry.taxablePaise + (pricesIncludeTax ? sum(heads.slice(1).map((head) => entry[head])) : 0)
      expect(worth).toBe(value)
    }
  })

const orderless = (engine: Engine) =>
  fc.property(documents, fc.infiniteStream(fc.nat()), ({ lines: given, options: chosen }, order) => {
    const shuffled = given
      .map((entry) => ({ entry, at: order.next().value as number }))
      .sort((a, b) => a.at - b.at)
      .map(({ entry }) => entry)
    const plain = { ...chosen, documentDiscountPaise: 0, charges: [] }
    const totals = ({ lines: _lines, groups: _groups, ...rest }: Settled) => rest
    expect(totals(engine(shuffled, plain))).toEqual(totals(engine(given, plain)))
  })

describe('the tax of a document', () => {
  test('every group equals the decimal reference, head by head', () => {
    fc.assert(matchesReference(settle))
  })

  test('lines add up to groups, groups to totals, CGST is SGST, and the total is their sum and the round-off', () => {
    fc.assert(addsUp(settle))
  })

  test('charges are apportioned by value, half up, the residue to the largest line', () => {
    fc.assert(apportionsByValue(settle))
  })

  test('the order of lines changes nothing', () => {
    fc.assert(orderless(settle))
  })

  test('inclusive prices: heads per group equal the decimal reference and every line is worth what was asked', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom(...supplyTypes), (given, supply) => {
        const plain = given.map((entry) => ({ ...entry, cessUnitPaise: 0, cessBp: 0 }))
        const settled = settle(plain, { supply, roundOff: false, pricesIncludeTax: true })
        for (const group of settled.groups) {
          const asked = settled.lines.filter((entry) => entry.taxClass === group.taxClass && entry.rateBp === group.rateBp)
          const price = new Exact(sum(asked.map((entry) => entry.grossPaise - entry.discountPaise)))
          const base = price.div(new Exact(group.rateBp).div(10_000).plus(1))
          const head = (parts: number) => base.mul(group.rateBp).div(10_000).div(parts).toDecimalPlaces(0).toNumber()
          expect(group.cgstPaise).toBe(supply === 'intra' ? head(2) : 0)
          expect(group.igstPaise).toBe(supply === 'intra' ? 0 : head(1))
        }
      }),
    )
  })
})

describe('the properties can fail', () => {
  const alter =
    (change: (settled: Settled) => Settled): Engine =>
    (given, chosen) =>
      change(settle(given, chosen))
  const caught = (property: fc.IProperty<unknown>) => () => fc.assert(property, { numRuns: 500, endOnFailure: true })

  test('tax settled line by line instead of per rate', () => {
    const perLine = alter((settled) => {
      const redone = settled.lines.map((entry) => {
        const half = entry.cgstPaise === 0 ? 0 : Math.round((entry.taxablePaise * entry.rateBp) / 20_000)
        return { ...entry, cgstPaise: half as never, sgstPaise: half as never }
      })
      const groups = settled.groups.map((group) => {
        const own = redone.filter((entry) => entry.taxClass === group.taxClass && entry.rateBp === group.rateBp)
        const half = sum(own.map((entry) => entry.cgstPaise)) as never
        return { ...group, cgstPaise: half, sgstPaise: half }
      })
      return { ...settled, lines: redone, groups }
    })
    expect(caught(matchesReference(perLine) as never)).toThrow()
  })

  test('the whole tax rounded once and split, so that SGST takes the odd paisa', () => {
    const split = alter((settled) => ({
      ...settled,
      lines: settled.lines.map((entry) => {
        const whole = Math.round((entry.taxablePaise * entry.rateBp) / 10_000)
        const cgst = Math.floor(whole / 2)
        return entry.cgstPaise === 0 ? entry : { ...entry, cgstPaise: cgst as never, sgstPaise: (whole - cgst) as never }
      }),
    }))
    expect(caught(addsUp(split) as never)).toThrow()
  })

  test('freight shared equally instead of by value', () => {
    const equally: Engine = (given, chosen) => {
      const total = sum((chosen.charges ?? []).map((charge) => charge.amountPaise))
      const settled = settle(given, chosen)
      return {
        ...settled,
        lines: settled.lines.map((entry) => ({ ...entry, chargesPaise: Math.round(total / given.length) as never })),
      }
    }
    expect(caught(apportionsByValue(equally) as never)).toThrow()
  })

  test('cess taken on value and tax', () => {
    const onTax = alter((settled) => ({ ...settled, cessPaise: Math.round(settled.cessPaise * 1.18) as never }))
    expect(caught(matchesReference(onTax) as never)).toThrow()
  })

  test('a paisa that depends on which line came first', () => {
    const firstLine = alter((settled) => {
      const extra = (settled.lines[0]?.taxablePaise ?? 0) % 2
      return { ...settled, totalPaise: (settled.totalPaise + extra) as never }
    })
    expect(caught(orderless(firstLine) as never)).toThrow()
  })
})
