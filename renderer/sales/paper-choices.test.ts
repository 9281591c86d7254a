import { expect, test } from 'vitest'
import { copiesOf, copyCounts, nextOf, readChoices } from './paper-choices.ts'

test('what was kept is read back, and anything unreadable is the usual', () => {
  expect(readChoices('{"size":"A5","copies":3,"language":"hi"}')).toEqual({ size: 'A5', copies: 3, language: 'hi' })
  for (const saved of [null, '', '{', '[]', '"x"', '{"size":"A3","copies":9,"language":"fr"}'])
    expect(readChoices(saved)).toEqual({ size: 'A4', copies: 1, language: 'en' })
})

test('copies go out in the order of the law', () => {
  expect(copyCounts.map(copiesOf)).toEqual([['original'], ['original', 'duplicate'], ['original', 'duplicate', 'triplicate']])
})

test('a key steps through and round', () => {
  expect([1, 2, 3].map((count) => nextOf(copyCounts, count as 1))).toEqual([2, 3, 1])
})
