import { expect, test } from 'vitest'
import {
  type Checked,
  choicesOf,
  createReview,
  type FileLine,
  type KeptReview,
  type Offer,
  problemOf,
  type ReviewLine,
  readReview,
  reviewLines,
  reviewRules,
  stops,
  taxedBy,
  toImport,
  withChoices,
  withOffer,
} from './bill-review.ts'

const offer = {
  itemId: 7,
  item: 'Calpara 500',
  unit: 'strip',
  units: [{ unit: 'strip', factor: 10 }],
  evidence: [],
} as unknown as Offer
const row = (rowNo: number, name: string, certain: number | null = null) =>
  ({ rowNo, name, certain, matches: certain === null ? [] : [offer], problems: [], proof: 'ok' }) as unknown as FileLine
const checkedOf = (...rows: FileLine[]) => ({ bills: [{ lines: rows }] }) as unknown as Checked
const checked = checkedOf(row(2, 'CALPARA', 7), row(3, 'CETZIN'), row(4, 'DOLO'))

test('what a person said of rows comes back, and rows left out stay out', () => {
  const [sure, second] = reviewLines(checked)
  if (!sure || !second) throw new Error('no lines')
  const choices = choicesOf(checked, [sure, withOffer(second, { ...offer, itemId: 9 })])
  expect(choices).toMatchObject({ chosen: [{ rowNo: 3, name: 'CETZIN', item: { itemId: 9 } }], leftOut: [4] })
  const again = createReview(checked, choices).store.getState().lines
  expect(again.map((line) => [line.file.rowNo, line.item?.itemId, line.how])).toEqual([
    [2, 7, 'certain'],
    [3, 9, 'chosen'],
  ])
  expect(choicesOf(checked, again)).toEqual(choices)
})

test('a row that another mapping reads as something else is asked about again', () => {
  const choices = { chosen: [{ rowNo: 3, name: 'CETZIN', item: offer }], leftOut: [] }
  const [line] = withChoices(reviewLines(checkedOf(row(3, 'Kaveri Pharma'))), choices)
  expect(line).toMatchObject({ item: null, how: null })
})

test('all rows left out leave the file as it was read, not an empty grid', () => {
  expect(createReview(checked, { chosen: [], leftOut: [2, 3, 4] }).store.getState().lines).toHaveLength(3)
})

test('what was kept is read back whole, and what cannot be is nothing', () => {
  const kept: KeptReview = {
    version: 1,
    file: { name: 'bill.csv', sha256: 'ab', columns: ['a'], rows: [], mapping: ['name'], supplier: null, importedAt: null },
    mapping: ['name'],
    supplier: { uid: 'u', name: 'Cipla Stockist' },
    choices: { chosen: [], leftOut: [2] },
  }
  expect(readReview(JSON.stringify(kept))).toEqual(kept)
  for (const wrong of ['', '{}', 'null', JSON.stringify({ ...kept, version: 2 }), JSON.stringify({ ...kept, choices: {} })])
    expect(readReview(wrong)).toBeNull()
})

test('a line that the file taxes otherwise waits until somebody says by whose rate, and the bill follows', () => {
  const twelve = { ...row(2, 'CALPARA', 7), gstBp: 1200, qtyMilli: 1000, matches: [{ ...offer, gstBp: 500 }] } as never
  const [line] = reviewLines(checkedOf(twelve)) as [ReviewLine]
  expect(stops(problemOf(line))).toBe(true)
  const gst = reviewRules.find(({ id }) => id === 'gst')
  expect(gst?.skip?.(line)).toBe(false)
  expect(gst?.write?.(line, '18')).toBeNull()
  const theirs = gst?.write?.(line, '12') as ReviewLine
  expect(theirs).toEqual(taxedBy(line, 'theirs'))
  expect(problemOf(theirs)).toBeNull()
  const posted = (one: ReviewLine) =>
    toImport({ uid: 'u', billUids: ['b'], supplier: 's', mapping: [], today: '2026-11-21' as never }, {} as never, checked, [one])
      .bills[0]?.bill.lines[0]?.gstBp
  expect([posted(theirs), posted(taxedBy(line, 'ours'))]).toEqual([1200, null])
  // kept over a crash; another item asks again, and the same rate never
  const kept = choicesOf(checkedOf(twelve), [theirs])
  expect(withChoices(reviewLines(checkedOf(twelve)), kept)[0]?.taxed).toBe('theirs')
  expect(withOffer(theirs, { ...offer, gstBp: 1800 as never }).taxed).toBeNull()
  expect(problemOf(withOffer(theirs, { ...offer, gstBp: 1200 as never }))).toBeNull()
})
