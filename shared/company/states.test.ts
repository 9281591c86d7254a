import { expect, test } from 'vitest'
import { foreignPin, pinFitsState, readPin } from './pin.ts'
import { isLiveState, isPlaceOfSupply, placeLabel, stateOf, states, stateTaxName } from './states.ts'

test('every code from 01 to 38 and 97, once', () => {
  const expected = [...Array.from({ length: 38 }, (_, i) => String(i + 1).padStart(2, '0')), '97']
  expect(states.map((state) => state.code)).toEqual(expected)
  expect(new Set(states.map((state) => state.name)).size).toBe(states.length)
})

test('25 and 28 are readable and blocked for new documents', () => {
  expect(states.filter((state) => state.old).map((state) => state.code)).toEqual(['25', '28'])
  expect(stateOf('28')?.name).toContain('Andhra')
  expect([isLiveState('28'), isLiveState('37'), isLiveState('99')]).toEqual([false, true, false])
  expect([
    isPlaceOfSupply('28'),
    isPlaceOfSupply('28', true),
    isPlaceOfSupply('96'),
    isPlaceOfSupply('97'),
    isPlaceOfSupply('98'),
  ]).toEqual([false, true, true, true, false])
})

test('UTGST where there is no legislature', () => {
  const utgst = states.filter((state) => stateTaxName(state.code) === 'UTGST').map((state) => state.code)
  expect(utgst).toEqual(['04', '26', '31', '35', '38', '97'])
  expect(['07', '34', '01', '27'].map(stateTaxName)).toEqual(['SGST', 'SGST', 'SGST', 'SGST'])
})

test('places as the offline tool writes them', () => {
  expect(placeLabel('27')).toBe('27-Maharashtra')
  expect(placeLabel('96')).toBe('96-Other Countries')
  expect(placeLabel('00')).toBe('00')
})

test('PIN codes', () => {
  expect(readPin(' 411 037 ')).toBe('411037')
  expect(readPin('४११०३७')).toBe('411037')
  for (const wrong of ['011037', '41103', '4110377', 'abcdef', '']) expect(readPin(wrong)).toBeNull()
  const fits: [string, string][] = [
    ['411037', '27'],
    ['360001', '24'],
    ['110001', '07'],
    ['560001', '29'],
    ['643001', '33'],
    ['194101', '38'],
    [foreignPin, '97'],
  ]
  for (const [pin, state] of fits) expect([pin, pinFitsState(pin, state)]).toEqual([pin, true])
  expect([pinFitsState('411037', '24'), pinFitsState('110001', '27'), pinFitsState('411037', '00')]).toEqual([false, false, true])
})
