import { expect, test } from 'vitest'
import { Refusal, unreachable, type Warning } from './refusal.ts'

test('a refusal carries its code, words, field and facts, and is an error', () => {
  const refusal = new Refusal('sales/stock-short', 'Only 3 on hand', 'lines.0.quantity', { onHand: 3 })
  expect(refusal).toBeInstanceOf(Error)
  expect(refusal).toMatchObject({
    code: 'sales/stock-short',
    message: 'Only 3 on hand',
    field: 'lines.0.quantity',
    details: { onHand: 3 },
  })
})

test('an unhandled case throws when unchecked data reaches it', () => {
  expect(() => unreachable('new-kind' as never)).toThrow('new-kind')
  const warning: Warning = { code: 'sales/below-cost' }
  expect(warning.field).toBeUndefined()
})
