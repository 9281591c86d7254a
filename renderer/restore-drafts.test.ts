import { expect, test } from 'vitest'
import { lostDrafts } from './restore-drafts.ts'

const screens = [
  { id: 'sales/bill', draft: 'sale', permission: 'sales.bill' },
  { id: 'purchases/bill', draft: 'purchase', permission: 'purchases.write' },
  { id: 'inventory/receive', draft: 'transfer-receipt', permission: null },
  { id: 'sales/bills', draft: null, permission: 'sales.read' },
] as const
const draft = (uid: string, more: object = {}) => ({ uid, kind: 'sale', heldName: null, mine: true, ...more })
const lost = (drafts: ReturnType<typeof draft>[], open: string[] = []) =>
  lostDrafts(drafts, screens, new Set(open), ['sales.bill', 'sales.read']).map(({ uid, screen }) => `${uid} ${screen}`)

test('what was begun here and has no tab comes back, in the screen that keys it', () => {
  expect(lost([draft('a'), draft('b', { kind: 'transfer-receipt' })])).toEqual(['a sales/bill', 'b inventory/receive'])
})

test.each([
  ['put aside under a name', draft('a', { heldName: 'Matru' }), []],
  ['open already', draft('a'), ['a']],
  ['begun by another clerk', draft('a', { mine: false }), []],
  ['of a screen one has no right to', draft('a', { kind: 'purchase' }), []],
  ['of a kind no screen keys', draft('a', { kind: 'unknown' }), []],
])('a draft that was %s is left alone', (_, one, open) => {
  expect(lost([one], open)).toEqual([])
})
