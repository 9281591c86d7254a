import { expect, test } from 'vitest'
import { among, type Choice, lateChoices } from './choices.ts'
import { createSearchBox } from './search-box.ts'

const places: readonly Choice<number>[] = [
  { value: 1, label: 'Rear godown, main road' },
  { value: 2, label: 'Main' },
]
const labels = (rows: readonly Choice<number>[]) => rows.map(({ label }) => label)

test('what begins with the text comes before what holds it; without a text the value is marked', () => {
  expect(labels(among(places, ' MAIN ', null).rows)).toEqual(['Main', 'Rear godown, main road'])
  expect(labels(among(places, 'x', null).rows)).toEqual([])
  expect(among(places, '', 2)).toMatchObject({ total: 2, exact: 1 })
})

test('Enter before the choices are told takes the one typed when they are', async () => {
  const late = lateChoices<number>()
  const taken: number[] = []
  const box = createSearchBox<Choice<number>>(
    (text) => late.find(text, null),
    ({ value }) => taken.push(value),
  )
  box.type('main')
  box.enter()
  expect([taken, box.store.getState().nothing]).toEqual([[], false])
  late.tell(places)
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(taken).toEqual([2])
})
