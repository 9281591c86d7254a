// Rates belong to items, which come before tax; the tax engine and all who ask it keep one name for them.
export { generalSlabsBp, isSlab, isUnusualRate, slabsBp, type TaxClass, taxClasses } from '../items/tax-rates.ts'
