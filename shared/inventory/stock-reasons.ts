/**
 * Why stock was put right. Goods that are gone – lost, stolen, broken, leaked – take their tax credit with them (gst-rules 5.3, section
 * 17(5)(h)); goods that were only written under another batch, or keyed wrongly, do not.
 */
export const adjustReasons = [
  'lost',
  'stolen',
  'breakage',
  'leakage',
  'wrong-batch',
  'wrong-entry',
  'repack',
  'found',
  'other',
] as const
export type AdjustReason = (typeof adjustReasons)[number]

/** Why goods are written off; each of them reverses the credit availed on them. */
export const writeOffReasons = ['expired', 'damaged', 'lost', 'sample', 'gift', 'destroyed'] as const
export type WriteOffReason = (typeof writeOffReasons)[number]

const gone: ReadonlySet<string> = new Set<AdjustReason>(['lost', 'stolen', 'breakage', 'leakage'])

/** True when goods missing for this reason must give back the credit taken on them. */
export const reversesCredit = (reason: AdjustReason): boolean => gone.has(reason)
