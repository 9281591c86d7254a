import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { askAhead } from './ask-ahead.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Answers every question with its number; `about` and failing are the test's. */
function shop() {
  const asked: number[] = []
  const given = { about: 'today', fails: false }
  const ahead = askAhead(
    async (row: { id: number }) => {
      asked.push(row.id)
      if (given.fails) throw new Error('gone')
      return asked.length
    },
    () => given.about,
  )
  return { ahead, asked, given }
}

test('a row that stands a moment is asked about once, and taken with that answer', async () => {
  const { ahead, asked } = shop()
  ahead.stand({ id: 7 })
  ahead.stand({ id: 7 })
  vi.advanceTimersByTime(30)
  expect(asked).toEqual([7])
  await expect(ahead.get({ id: 7 })).resolves.toBe(1)
  // an answer is for one taking: the next line asks again
  await expect(ahead.get({ id: 7 })).resolves.toBe(2)
  expect(asked).toEqual([7, 7])
})

test('a row typed past is never asked about, and one taken at once is asked about once', async () => {
  const { ahead, asked } = shop()
  ahead.stand({ id: 1 })
  vi.advanceTimersByTime(10)
  ahead.stand(null)
  ahead.stand({ id: 2 })
  vi.advanceTimersByTime(10)
  await ahead.get({ id: 2 })
  vi.advanceTimersByTime(100)
  expect(asked).toEqual([2])
})

test.each(['another row', 'another party', 'too long ago', 'an answer that failed'])('%s is asked about anew', async (change) => {
  const { ahead, asked, given } = shop()
  given.fails = change === 'an answer that failed'
  ahead.stand({ id: 7 })
  await vi.advanceTimersByTimeAsync(30)
  given.fails = false
  if (change === 'another party') given.about = 'another'
  if (change === 'too long ago') await vi.advanceTimersByTimeAsync(2_000)
  await expect(ahead.get({ id: change === 'another row' ? 8 : 7 })).resolves.toBe(2)
  expect(asked).toHaveLength(2)
})
