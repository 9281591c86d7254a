import { beforeEach, expect, test } from 'vitest'
import { noTabs, openTab, type Params, tabs } from '../tabs.ts'
import type { Bill } from './bill.ts'
import { billAway, goAhead } from './bill-ahead.ts'

const bill = {} as Bill
const uid = '00000000-0000-4000-8000-000000000001'
const change = (values: { params?: Params; dirty?: boolean }) =>
  tabs.setState((state) => ({ ...state, tabs: state.tabs.map((tab) => (tab.key === 'own' ? { ...tab, ...values } : tab)) }))
const own = { key: 'own', close: () => undefined, become: (params: Params) => change({ params }) }
const shown = () => tabs.getState().tabs.map(({ params }) => params['uid'])

beforeEach(() => {
  tabs.setState(openTab(noTabs, { key: 'own', screen: 'sales/bill', params: { uid } }), true)
})

test('the next bill stands in the tab while the one before is posted', () => {
  const ahead = goAhead(own, uid, bill)
  expect(shown()).toEqual([expect.not.stringMatching(uid)])
  const after = shown()
  expect(billAway(uid)).toBe(bill)
  ahead.done()
  expect([shown(), billAway(uid)]).toEqual([after, undefined])
})
test('a bill main has a question about is back in its tab, once', () => {
  const ahead = goAhead(own, uid, bill)
  ahead.bring()
  expect([shown(), billAway(uid)]).toEqual([[uid], bill])
  change({ params: { uid: 'another' } })
  ahead.bring()
  expect(shown()).toEqual(['another'])
  ahead.done()
  expect(shown()).toEqual([expect.not.stringMatching('another')])
})
test('a next bill that was begun meanwhile keeps its tab: the other opens beside it', () => {
  const ahead = goAhead(own, uid, bill)
  const [next] = shown()
  change({ dirty: true })
  ahead.bring()
  expect(shown()).toEqual([next, uid])
  expect(tabs.getState().tabs.find(({ params }) => params['uid'] === uid)?.key).toBe(tabs.getState().active)
  // posted after all, it goes, and the bill begun meanwhile stays
  ahead.done()
  expect(shown()).toEqual([next])
})
test('a tab that shows something else by now is left alone', () => {
  const ahead = goAhead(own, uid, bill)
  tabs.setState(noTabs, true)
  ahead.bring()
  expect(shown()).toEqual([uid])
})
