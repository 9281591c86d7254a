import { isLocalDate, type LocalDate } from '../../shared/calendar.ts'
import { rateTiers } from '../../shared/items/contract.ts'
import { unitsOfPack } from '../../shared/items/pack-units.ts'
import { schedules } from '../../shared/items/schedules.ts'
import { taxClasses } from '../../shared/items/tax-rates.ts'
import type { InputOf, OutputOf } from '../client.ts'

type Whole = OutputOf<'items.item'>
type Input = InputOf<'items.save'>
type Texts =
  | 'code'
  | 'name'
  | 'manufacturer'
  | 'composition'
  | 'packLabel'
  | 'baseUnit'
  | 'saleUnit'
  | 'storage'
  | 'rack'
  | 'category'
  | 'barcodes'
  | 'purchaseUnit'
  | 'hsn'
  | 'uqc'

export const rateFields = { ptr: 'ptrE4', pts: 'ptsE4', retail: 'retailE4', hospital: 'hospitalE4' } as const satisfies Record<
  (typeof rateTiers)[number],
  keyof Whole
>
export const scheduleChoices = schedules
export const classChoices = taxClasses

/** An item as it stands in the boxes: texts are never null there, barcodes are one line. */
export type ItemBoxes = Record<Texts, string> & {
  saleFactor: number | null
  units: { unit: string; factor: number | null }[]
  decimals: number | null
  schedule: Whole['schedule']
  taxClass: Whole['tax']['class']
  rateBp: number | null
  cessBp: number
  taxFrom: LocalDate | null
  mrpPaise: number | null
  ptrE4: number | null
  ptsE4: number | null
  retailE4: number | null
  hospitalE4: number | null
  pricesFrom: LocalDate | null
  minimumMilli: number | null
  maximumMilli: number | null
  reorderMilli: number | null
  weightGrams: number | null
  unitBarcodes: { code: string; unit: string }[]
  status: Whole['status']
  active: boolean
  /** False until somebody has keyed a unit: the pack fills them in. */
  unitsKeyed: boolean
}

const nullableTexts = ['code', 'manufacturer', 'composition', 'packLabel', 'storage', 'rack', 'category', 'purchaseUnit'] as const

/** A new item: a medicament put up for retail at the usual rate, known from the first day of the books. */
export const newItem = (begin: string): ItemBoxes => ({
  code: '',
  name: '',
  manufacturer: '',
  composition: '',
  packLabel: '',
  ...unitBoxes(''),
  storage: '',
  rack: '',
  category: '',
  barcodes: '',
  purchaseUnit: '',
  unitBarcodes: [],
  status: 'continue',
  hsn: '3004',
  uqc: 'NOS',
  decimals: 0,
  schedule: 'none',
  taxClass: 'taxable',
  rateBp: 500,
  cessBp: 0,
  taxFrom: isLocalDate(begin) ? begin : null,
  mrpPaise: null,
  ptrE4: null,
  ptsE4: null,
  retailE4: null,
  hospitalE4: null,
  pricesFrom: null,
  minimumMilli: null,
  maximumMilli: null,
  reorderMilli: null,
  weightGrams: null,
  active: true,
  unitsKeyed: false,
})

function unitBoxes(packLabel: string) {
  const { baseUnit, saleUnit, saleFactor, units } = unitsOfPack(packLabel)
  return { baseUnit, saleUnit, saleFactor, units: units.map((unit) => ({ ...unit })) }
}

/** The boxes after the pack was keyed: it says the units until somebody keys them himself. */
export const withPack = (boxes: ItemBoxes, packLabel: string): ItemBoxes =>
  boxes.unitsKeyed ? { ...boxes, packLabel } : { ...boxes, packLabel, ...unitBoxes(packLabel) }

/** The boxes after a class was chosen: only a taxable item has a rate. */
export const withClass = (boxes: ItemBoxes, taxClass: ItemBoxes['taxClass']): ItemBoxes => ({
  ...boxes,
  taxClass,
  rateBp: taxClass === 'taxable' ? (boxes.rateBp ?? 500) || 500 : 0,
  cessBp: taxClass === 'taxable' ? boxes.cessBp : 0,
})

export function boxesOf(item: Whole): ItemBoxes {
  const texts = Object.fromEntries(nullableTexts.map((field) => [field, item[field] ?? ''])) as Record<
    (typeof nullableTexts)[number],
    string
  >
  return {
    ...texts,
    name: item.name,
    baseUnit: item.baseUnit,
    saleUnit: item.saleUnit,
    saleFactor: item.saleFactor,
    units: item.units.map((unit) => ({ ...unit })),
    uqc: item.uqc,
    decimals: item.decimals,
    schedule: item.schedule,
    barcodes: item.barcodes.join(' '),
    taxClass: item.tax.class,
    rateBp: item.tax.rateBp,
    cessBp: item.tax.cessBp,
    hsn: item.tax.hsn,
    taxFrom: item.tax.fromDate,
    mrpPaise: item.mrpPaise,
    ptrE4: item.ptrE4,
    ptsE4: item.ptsE4,
    retailE4: item.retailE4,
    hospitalE4: item.hospitalE4,
    pricesFrom: null,
    minimumMilli: item.minimumMilli,
    maximumMilli: item.maximumMilli,
    reorderMilli: item.reorderMilli,
    weightGrams: item.weightGrams,
    unitBarcodes: item.unitBarcodes.map((one) => ({ ...one })),
    status: item.status,
    active: item.active,
    unitsKeyed: true,
  }
}

export const taxChanged = (kept: ItemBoxes, boxes: ItemBoxes): boolean =>
  kept.hsn !== boxes.hsn || kept.rateBp !== boxes.rateBp || kept.taxClass !== boxes.taxClass || kept.cessBp !== boxes.cessBp
export const pricesChanged = (kept: ItemBoxes, boxes: ItemBoxes): boolean =>
  kept.mrpPaise !== boxes.mrpPaise || rateTiers.some((tier) => kept[rateFields[tier]] !== boxes[rateFields[tier]])

/** What is sent to main. A changed tax holds from the day keyed, else from today. */
export function inputOf(uid: string, boxes: ItemBoxes, today: LocalDate): Input {
  const { taxClass, rateBp, cessBp, hsn, taxFrom, unitsKeyed: _, barcodes, units, ...rest } = boxes
  return {
    ...rest,
    uid,
    decimals: boxes.decimals ?? 0,
    units: units
      .filter(({ unit, factor }) => unit.trim() !== '' || factor !== null)
      .map(({ unit, factor }) => ({ unit, factor: factor ?? 1 })),
    barcodes: barcodes.split(/[\s,;]+/).filter((code) => code !== ''),
    unitBarcodes: boxes.unitBarcodes.filter(({ code, unit }) => code.trim() !== '' && unit.trim() !== ''),
    tax: { fromDate: taxFrom ?? today, class: taxClass, rateBp: rateBp ?? 0, cessBp, hsn: hsn.trim() },
  }
}

/** The units of an item as it stands in the boxes, the one sold by first. */
export const unitChoices = ({ baseUnit, saleUnit, units }: ItemBoxes) =>
  [...new Set([saleUnit, baseUnit, ...units.map(({ unit }) => unit)])]
    .filter((unit) => unit.trim() !== '')
    .map((unit) => ({ value: unit, label: unit }))
