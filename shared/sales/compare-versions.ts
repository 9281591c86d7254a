import type { z } from 'zod'
import type { BillChange } from './change-contract.ts'

type Change = z.output<typeof BillChange>
export type VersionLine = {
  itemId: number
  batchId: number | null
  description: string
  batch: string | null
  /** Base units in the unit the rate is per: quantities are told in it. */
  factor: number
  qtyMilli: number
  freeMilli: number
  rateE4: number
  discountPaise: number
  taxablePaise: number
}
export type VersionSeen = {
  party: string
  mode: string
  documentDiscountPaise: number
  chargesPaise: number
  salesman: string | null
  narration: string | null
  totalPaise: number
  lines: readonly VersionLine[]
}

type Field = Change['field']
type Told = { field: Field; kind: Change['kind']; of: (line: VersionLine) => string | number | null }
const lineFields: readonly Told[] = [
  { field: 'batch', kind: 'text', of: (line) => line.batch },
  { field: 'qty', kind: 'qty', of: (line) => Math.round(line.qtyMilli / line.factor) },
  { field: 'free', kind: 'qty', of: (line) => Math.round(line.freeMilli / line.factor) },
  { field: 'rate', kind: 'rate', of: (line) => line.rateE4 },
  { field: 'lineDiscount', kind: 'money', of: (line) => line.discountPaise },
  { field: 'amount', kind: 'money', of: (line) => line.taxablePaise },
]
const headFields: readonly { field: Field; kind: Change['kind']; of: (seen: VersionSeen) => string | number | null }[] = [
  { field: 'party', kind: 'text', of: (seen) => seen.party },
  { field: 'mode', kind: 'mode', of: (seen) => seen.mode },
  { field: 'discount', kind: 'money', of: (seen) => seen.documentDiscountPaise },
  { field: 'charges', kind: 'money', of: (seen) => seen.chargesPaise },
  { field: 'salesman', kind: 'text', of: (seen) => seen.salesman },
  { field: 'narration', kind: 'text', of: (seen) => seen.narration },
  { field: 'total', kind: 'money', of: (seen) => seen.totalPaise },
]

/** Each line with the one it was before: the same item and batch first, then the same item, in the order of the bill. */
function pairs(before: readonly VersionLine[], after: readonly VersionLine[]): [VersionLine | null, VersionLine | null][] {
  const left = new Set(before)
  const found = new Map<VersionLine, VersionLine>()
  const match = (same: (a: VersionLine, b: VersionLine) => boolean) => {
    for (const line of after) {
      if (found.has(line)) continue
      const older = [...left].find((one) => same(one, line))
      if (!older) continue
      found.set(line, older)
      left.delete(older)
    }
  }
  match((a, b) => a.itemId === b.itemId && a.batchId === b.batchId)
  match((a, b) => a.itemId === b.itemId)
  return [
    ...after.map((line): [VersionLine | null, VersionLine | null] => [found.get(line) ?? null, line]),
    ...[...left].map((line): [VersionLine | null, VersionLine | null] => [line, null]),
  ]
}

/** What the later of two versions changed, head first, then line by line; a line that came or went is told by its quantity and amount. */
export function compareVersions(before: VersionSeen, after: VersionSeen): Change[] {
  const changes: Change[] = headFields.flatMap(({ field, kind, of }): Change[] =>
    of(before) === of(after) ? [] : [{ what: 'head', line: null, field, kind, before: of(before), after: of(after) }],
  )
  for (const [older, newer] of pairs(before.lines, after.lines)) {
    const line = (newer ?? older)?.description ?? null
    if (older && newer) {
      for (const { field, kind, of } of lineFields)
        if (of(older) !== of(newer)) changes.push({ what: 'changed', line, field, kind, before: of(older), after: of(newer) })
    } else {
      const what = newer ? 'added' : 'removed'
      for (const { field, kind, of } of lineFields.filter((one) => one.field === 'qty' || one.field === 'amount'))
        changes.push({ what, line, field, kind, before: older && of(older), after: newer && of(newer) })
    }
  }
  return changes
}
