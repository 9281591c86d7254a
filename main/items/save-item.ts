import type { z } from 'zod'
import type { ItemInput } from '../../shared/items/contract.ts'
import { rateTiers } from '../../shared/items/contract.ts'
import { unitsOfPack } from '../../shared/items/pack-units.ts'
import { isSlab, isUnusualRate } from '../../shared/items/tax-rates.ts'
import { shareExactly } from '../../shared/money.ts'
import { formatBasisPoints, formatRateE4 } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Change, change } from '../company/records.ts'
import { uidBytes } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { hsnProblem } from './hsn-store.ts'
import { columnChanges, type ItemColumns, priceChanges, taxChanges, unitBarcodeChanges, unitChanges } from './item-changes.ts'
import { taxOn } from './item-facts.ts'
import {
  barcodesOf,
  furtherUnits,
  hasMoved,
  holderOfBarcode,
  holderOfCode,
  type ItemRow,
  itemRow,
  itemsNamed,
  nextItemId,
  type Prices,
} from './item-store.ts'
import { indexItem, unindexItem } from './search-index.ts'

type Input = z.output<typeof ItemInput>
type Units = { baseUnit: string; saleUnit: string; saleFactor: number; units: readonly { unit: string; factor: number }[] }

/** An MRP or rate above this per pack is a slip of the finger: the dearest medicine in trade is below two lakh rupees. */
export const absurdPaise = 10_000_000_00

/**
 * Adds an item, or changes the one with this uid. Refuses a code or barcode another item has, units that contradict each other, a
 * base unit changed after stock has moved, an HSN or rate of wrong shape, and negative or absurd prices; an unknown slab, a tier
 * rate above MRP and an item that is there already warn.
 */
export function saveItem(given: Writing, input: Input): { id: number; uid: string } {
  const { tx } = given
  const uid = uidBytes(input.uid)
  const before = itemRow(tx, uid)
  const item = {
    ...input,
    code: input.code?.toUpperCase() ?? null,
    barcodes: [...new Set(input.barcodes.filter((code) => code !== ''))],
    unitBarcodes: input.unitBarcodes.filter(({ code }) => code !== ''),
  }
  const units = unitsWanted(given, item, before)
  checkUnitNames(item, units)
  checkTax(given, item, before)
  checkPrices(given, item)
  checkHeld(given, item, before)
  const isNew = before === undefined
  const id = before?.id ?? nextItemId(tx)
  const columns = columnsOf(item, units)
  const prices: Prices = {
    mrp: item.mrpPaise,
    ptr: item.ptrE4,
    pts: item.ptsE4,
    retail: item.retailE4,
    hospital: item.hospitalE4,
  }
  const from = item.pricesFrom ?? (isNew ? item.tax.fromDate : given.today)
  const changes: Change[] = [
    ...(before ? columnChanges(before, columns) : [{ insert: 'item' as const, row: { id, uid, ...columns } }]),
    ...unitChanges(tx, id, isNew, units.units),
    ...unitBarcodeChanges(tx, id, isNew, codesOf(item, units)),
    ...taxChanges(tx, id, isNew, item.tax),
    ...priceChanges(tx, { id, isNew, saleUnit: units.saleUnit }, prices, from),
  ]
  if (changes.length) change(given, changes, { entity: 'item', entityUid: input.uid })
  if (item.active) indexItem(tx, id, item, before?.active === 1 ? searched(before) : undefined)
  else unindexItem(tx, id)
  return { id, uid: input.uid }
}

/** Notes the tax of an item from a day on. Refuses and warns as `saveItem` does. */
export function addTax(given: Writing, uid: string, tax: Input['tax']): void {
  const row = itemRow(given.tx, uidBytes(uid))
  if (!row) throw new Refusal('items/unknown', 'There is no such item', 'uid')
  checkTax(given, { tax }, row)
  const changes = taxChanges(given.tx, row.id, false, tax)
  if (changes.length) change(given, changes, { entity: 'item', entityUid: uid })
}

/** Hides an item from pickers and searches, or brings it back. Refuses an unknown one. */
export function setItemActive(given: Writing, uid: string, active: boolean): void {
  const row = itemRow(given.tx, uidBytes(uid))
  if (!row) throw new Refusal('items/unknown', 'There is no such item', 'uid')
  if ((row.active === 1) === active) return
  change(given, [{ update: 'item', id: row.id, set: { active: active ? 1 : 0 } }], { entity: 'item', entityUid: uid })
  if (active) indexItem(given.tx, row.id, searched(row))
  else unindexItem(given.tx, row.id)
}

const searched = (row: ItemRow) => ({
  name: row.name,
  code: row.code,
  manufacturer: row.manufacturer,
  composition: row.composition,
  packLabel: row.pack_label,
})

const columnsOf = (item: Input, units: Units): ItemColumns => ({
  code: item.code,
  name: item.name,
  manufacturer: item.manufacturer,
  composition: item.composition,
  pack_label: item.packLabel,
  base_unit: units.baseUnit,
  sale_unit: units.saleUnit,
  sale_factor: units.saleFactor,
  uqc: item.uqc,
  decimals: item.decimals,
  schedule: item.schedule,
  storage: item.storage,
  rack: item.rack,
  category: item.category,
  purchase_unit: item.purchaseUnit === units.saleUnit ? null : item.purchaseUnit,
  status: item.status,
  minimum_qty: item.minimumMilli,
  maximum_qty: item.maximumMilli,
  reorder_qty: item.reorderMilli,
  weight_grams: item.weightGrams,
  active: item.active ? 1 : 0,
})

/** The units as given, else as they are, else as the pack says. Model rule 6: the base unit is fixed by the first move. */
function unitsWanted({ tx }: Writing, item: Input, before: ItemRow | undefined): Units {
  const fallback: Units = before
    ? {
        baseUnit: before.base_unit,
        saleUnit: before.sale_unit,
        saleFactor: before.sale_factor,
        units: furtherUnits(tx, before.id),
      }
    : unitsOfPack(item.packLabel ?? '')
  const wanted: Units = {
    baseUnit: item.baseUnit ?? fallback.baseUnit,
    saleUnit: item.saleUnit ?? fallback.saleUnit,
    saleFactor: item.saleFactor ?? (item.saleUnit === null || item.saleUnit === fallback.saleUnit ? fallback.saleFactor : 1),
    units: item.units ?? fallback.units,
  }
  if (before && wanted.baseUnit !== before.base_unit && hasMoved(tx, before.id))
    throw new Refusal(
      'items/base-unit-fixed',
      `Stock of this item is counted in ${before.base_unit}; that is fixed since its first move`,
      'baseUnit',
      {
        unit: before.base_unit,
      },
    )
  if (wanted.saleUnit === wanted.baseUnit && wanted.saleFactor !== 1)
    throw new Refusal('items/unit-of-itself', `A ${wanted.saleUnit} cannot hold ${wanted.saleFactor} of itself`, 'saleFactor', {
      unit: wanted.saleUnit,
      factor: wanted.saleFactor,
    })
  const names = [wanted.baseUnit, wanted.saleUnit]
  wanted.units.forEach(({ unit }, at) => {
    if (unit === '' || names.includes(unit))
      throw new Refusal('items/unit-twice', `The unit ${unit} is there twice`, `units.${at}.unit`, { unit })
    names.push(unit)
  })
  return wanted
}

/** Every code with its unit: those of the sale unit, then those of others. */
const codesOf = (item: Input, units: Units) => [
  ...item.barcodes.map((code) => ({ code, unit: units.saleUnit })),
  ...item.unitBarcodes.filter(({ code }) => !item.barcodes.includes(code)),
]

/** The purchase unit and the units of barcodes are among the item's own. */
function checkUnitNames(item: Input, units: Units): void {
  const names = [units.baseUnit, units.saleUnit, ...units.units.map(({ unit }) => unit)]
  const unknown = (unit: string, field: string) => {
    if (!names.includes(unit)) throw new Refusal('items/unit-unknown', `The item has no unit ${unit}`, field, { unit })
  }
  if (item.purchaseUnit !== null) unknown(item.purchaseUnit, 'purchaseUnit')
  for (const [at, { unit }] of item.unitBarcodes.entries()) unknown(unit, `unitBarcodes.${at}.unit`)
  const levels = [item.minimumMilli, item.reorderMilli, item.maximumMilli].filter((level) => level !== null)
  if (levels.some((level, at) => level < 0 || (at > 0 && level < (levels[at - 1] ?? 0))))
    throw new Refusal('items/levels-order', 'Minimum, reorder level and maximum rise in this order', 'minimumMilli', {})
}

/** HSN of 4, 6 or 8 digits (gst-rules.md §2.4); only the class taxable has a rate (model rule 7). */
function checkTax(given: Writing, { tax }: { tax: Input['tax'] }, before: ItemRow | undefined): void {
  if (!/^(\d{4}|\d{6}|\d{8})$/.test(tax.hsn))
    throw new Refusal('items/hsn-shape', 'An HSN has 4, 6 or 8 digits', 'tax.hsn', { hsn: tax.hsn })
  if (tax.class !== 'taxable' && (tax.rateBp !== 0 || tax.cessBp !== 0))
    throw new Refusal('items/rate-of-untaxed', 'Only a taxable item has a rate', 'tax.rateBp', { class: tax.class })
  const held = before && taxOn(given.tx, before.id, tax.fromDate)
  const problem = held?.hsn === tax.hsn ? null : hsnProblem(given.tx, tax.hsn, tax.fromDate)
  if (problem) given.warn(`items/hsn-${problem}`, 'tax.hsn', { hsn: tax.hsn })
  if (tax.class !== 'taxable') return
  if (held?.rateBp === tax.rateBp && held.class === 'taxable') return
  const rate = formatBasisPoints(tax.rateBp)
  if (!isSlab(tax.rateBp)) given.warn('items/unknown-slab', 'tax.rateBp', { rate })
  else if (isUnusualRate(tax.rateBp, tax.fromDate)) given.warn('items/unusual-rate', 'tax.rateBp', { rate, date: tax.fromDate })
}

const rateFields = { ptr: 'ptrE4', pts: 'ptsE4', retail: 'retailE4', hospital: 'hospitalE4' } as const

function checkPrices(given: Writing, item: Input): void {
  const mrp = item.mrpPaise
  if (mrp !== null && mrp < 0) throw new Refusal('items/price-negative', 'A price cannot be negative', 'mrpPaise', {})
  if (mrp !== null && mrp > absurdPaise) throw new Refusal('items/price-absurd', 'This price cannot be meant', 'mrpPaise', {})
  for (const tier of rateTiers) {
    const field = rateFields[tier]
    const rate = item[field]
    if (rate === null) continue
    if (rate > absurdPaise * 100) throw new Refusal('items/price-absurd', 'This price cannot be meant', field, {})
    const withTax = shareExactly(BigInt(rate) * BigInt(10_000 + item.tax.rateBp + item.tax.cessBp), 1_000_000n)
    // model rule 12 refuses such a bill; here it may be on purpose (an old MRP), so it only warns
    if (mrp !== null && withTax > mrp) given.warn('items/rate-above-mrp', field, { tier, rate: formatRateE4(rate) })
  }
}

function checkHeld(given: Writing, item: Input, before: ItemRow | undefined): void {
  const { tx } = given
  if (item.code) {
    const holder = holderOfCode(tx, item.code)
    if (holder && holder.id !== before?.id)
      throw new Refusal('items/code-taken', `${holder.name} has the code ${item.code}`, 'code', {
        code: item.code,
        name: holder.name,
      })
  }
  const own = before ? barcodesOf(tx, before.id) : []
  const codes = [...item.barcodes, ...item.unitBarcodes.map(({ code }) => code)]
  codes.forEach((code, at) => {
    if (own.includes(code)) return
    const holder = holderOfBarcode(tx, code)
    if (holder)
      throw new Refusal(
        'items/barcode-taken',
        `${holder.name} has the barcode ${code}`,
        at < item.barcodes.length ? `barcodes.${at}` : `unitBarcodes.${at - item.barcodes.length}.code`,
        {
          code,
          name: holder.name,
        },
      )
  })
  if (before && before.name === item.name && before.pack_label === item.packLabel) return
  const same = (a: string | null, b: string | null) => (a ?? '').toLowerCase() === (b ?? '').toLowerCase()
  const twin = itemsNamed(tx, item.name).find(
    (other) =>
      other.id !== before?.id &&
      other.active === 1 &&
      same(other.packLabel, item.packLabel) &&
      same(other.manufacturer, item.manufacturer),
  )
  if (twin) given.warn('items/already-there', 'name', { name: twin.name, code: twin.code })
}
