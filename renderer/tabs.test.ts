import { expect, test } from 'vitest'
import { activate, askToClose, keepTabs, noTabs, openTab, removeTab, stepTab, type TabsState, tabs } from './tabs.ts'

const open = (state: TabsState, key: string, screen = key, params = {}, another = false) =>
  openTab(state, { key, screen, params, another })
const three = () => open(open(open(noTabs, 'a'), 'b'), 'c')
const keys = (state: TabsState) => state.tabs.map((tab) => tab.key)

test('a screen opens beside the one on show', () => {
  expect(keys(open(activate(three(), 'a'), 'd'))).toEqual(['a', 'd', 'b', 'c'])
})
test('the same screen with the same params is shown, not opened twice', () => {
  const once = open(noTabs, 'x', 'bill', { uid: '1', copy: 2 })
  const again = open(open(once, 'y', 'list'), 'z', 'bill', { copy: 2, uid: '1' })
  expect(keys(again)).toEqual(['x', 'y'])
  expect(again.active).toBe('x')
  expect(keys(open(once, 'z', 'bill', { uid: '2' }))).toEqual(['x', 'z'])
})
test('a second new bill opens although the first is there', () => {
  expect(keys(open(open(noTabs, 'x', 'bill'), 'z', 'bill', {}, true))).toEqual(['x', 'z'])
})
test('closing goes back to where one was', () => {
  expect(removeTab(activate(activate(three(), 'a'), 'c'), 'c').active).toBe('a')
  expect(removeTab(three(), 'a').active).toBe('c')
  expect(removeTab(open(noTabs, 'a'), 'a')).toMatchObject({ tabs: [], active: null })
})
test('unsaved work is asked about, in its own tab', () => {
  const state = three()
  const dirty: TabsState = { ...state, tabs: state.tabs.map((tab) => (tab.key === 'a' ? { ...tab, dirty: true } : tab)) }
  expect(askToClose(dirty, 'a')).toMatchObject({ closing: 'a', active: 'a' })
  expect(keys(askToClose(dirty, 'a'))).toEqual(['a', 'b', 'c'])
  expect(keys(askToClose(dirty, 'b'))).toEqual(['a', 'c'])
})
test('stepping goes around the ends', () => {
  expect(stepTab(activate(three(), 'c'), 1).active).toBe('a')
  expect(stepTab(activate(three(), 'a'), -1).active).toBe('c')
  expect(stepTab(noTabs, 1)).toBe(noTabs)
})
test('tabs come back after a reload, without screens that are gone and without a dirty dot', () => {
  const kept = new Map([
    [
      'bahi.tabs',
      JSON.stringify({
        tabs: [
          { key: '1', screen: 'bills', params: {}, dirty: true },
          { key: '2', screen: 'gone', params: {} },
        ],
        active: '2',
      }),
    ],
  ])
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  }
  keepTabs(storage as unknown as Storage, (screen) => screen === 'bills')
  expect(tabs.getState()).toMatchObject({ tabs: [{ key: '1', dirty: false }], active: '1' })
})
