import { formatMilli } from '../quantity.ts'
import { parsePack } from './pack.ts'

export type PackUnits = {
  baseUnit: string
  saleUnit: string
  saleFactor: number
  /** The units beside base and sale unit: the box of a strip. */
  units: { unit: string; factor: number }[]
}

/** The units an item gets from its pack label: `10*10` is counted loose, sold by the strip of 10, and comes in boxes of 100. */
export function unitsOfPack(label: string): PackUnits {
  const pack = parsePack(label)
  const base = pack.units.find(({ factor }) => factor === 1)?.name ?? pack.saleUnit
  return {
    baseUnit: base,
    saleUnit: pack.saleUnit,
    saleFactor: pack.innerCount,
    units: pack.units
      .filter(({ name }) => name !== base && name !== pack.saleUnit)
      .map(({ name, factor }) => ({ unit: name, factor })),
  }
}

/** Stock as the shelf is counted: packs, then loose pieces after a colon when there are any (`15:5`); plain for an item sold by the piece. */
export function stockInPacks(stockMilli: number, saleFactor: number): string {
  const pieces = Math.trunc(stockMilli / 1000)
  if (saleFactor === 1 || stockMilli % 1000 !== 0) return formatMilli(stockMilli)
  const packs = Math.trunc(pieces / saleFactor)
  const loose = Math.abs(pieces % saleFactor)
  return loose === 0 ? formatMilli(packs * 1000) : `${formatMilli(packs * 1000)}:${loose}`
}
