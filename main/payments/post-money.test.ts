import { expect, test } from 'vitest'
import { paise } from '../../shared/money.ts'
import { oldestFirst } from './post-money.ts'

test('the oldest bills first use the money up and never pass a bill', () => {
  const open = [
    { openItem: 1, number: null, leftPaise: paise(300) },
    { openItem: 2, number: null, leftPaise: paise(500) },
  ]
  expect(oldestFirst(paise(700), open)).toEqual([
    { openItem: 1, amountPaise: 300 },
    { openItem: 2, amountPaise: 400 },
  ])
  expect(oldestFirst(paise(900), open)).toHaveLength(2)
  expect(oldestFirst(paise(200), open)).toHaveLength(1)
})
