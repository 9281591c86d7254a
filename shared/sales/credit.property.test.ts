import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test-counts.ts'
import { paise } from '../money.ts'
import { type CreditDecision, type CreditStanding, type CreditTerms, creditDecision, creditRules } from './credit.ts'

const money = fc.integer({ min: -1_000_000, max: 50_000_000 }).map(paise)
const rule = fc.constantFrom(...creditRules)
const terms: fc.Arbitrary<CreditTerms> = fc.record({
  limitPaise: fc.option(money),
  bills: fc.option(fc.integer({ min: 0, max: 20 })),
  lateDays: fc.integer({ min: 0, max: 60 }),
  rules: fc.record({ amount: rule, late: rule, bills: rule }),
  allowance: fc.option(fc.record({ limitPaise: money, to: fc.constant('2026-12-31'), late: fc.boolean() })),
})
const standing: fc.Arbitrary<CreditStanding> = fc.record({
  balancePaise: money,
  chequesPaise: fc.integer({ min: 0, max: 1_000_000 }).map(paise),
  promisedPaise: fc.integer({ min: 0, max: 1_000_000 }).map(paise),
  openBills: fc.integer({ min: 0, max: 20 }),
  overdueBills: fc.integer({ min: 0, max: 20 }),
  overdueDays: fc.integer({ min: 0, max: 120 }),
})
const strictness = ['clear', 'warn', 'stop'] as const
type Decide = (terms: CreditTerms, standing: CreditStanding, more: number) => CreditDecision
/** More owed, promised, not cleared, open or late is never judged more mildly. */
const monotone = (decide: Decide) =>
  fc.property(
    terms,
    standing,
    fc.nat(9_000_000),
    fc.record({
      bill: fc.nat(9_000_000),
      balance: fc.nat(9_000_000),
      cheques: fc.nat(9_000_000),
      bills: fc.nat(5),
      late: fc.nat(5),
      days: fc.nat(50),
    }),
    (agreed, now, more, add) => {
      const worse: CreditStanding = {
        balancePaise: paise(now.balancePaise + add.balance),
        chequesPaise: paise(now.chequesPaise + add.cheques),
        promisedPaise: now.promisedPaise,
        openBills: now.openBills + add.bills,
        overdueBills: now.overdueBills + add.late,
        overdueDays: now.overdueDays + add.days,
      }
      const [a, b] = [decide(agreed, now, more), decide(agreed, worse, more + add.bill)]
      return strictness.indexOf(b.verdict) >= strictness.indexOf(a.verdict) && b.findings.length >= a.findings.length
    },
  )

test('more is never judged more mildly', () => {
  fc.assert(monotone(creditDecision), { numRuns: runs(500) })
})

test('the property can fail: a check that forgets what is promised once much is owed is found', () => {
  const wrong: Decide = (agreed, now, more) =>
    creditDecision(
      agreed,
      { ...now, promisedPaise: now.balancePaise > 20_000_000 ? paise(-50_000_000) : now.promisedPaise },
      more,
    )
  expect(fc.check(monotone(wrong), { numRuns: 3000 }).failed).toBe(true)
})

const agreed: CreditTerms = {
  limitPaise: paise(2_00_000_00),
  bills: 3,
  lateDays: 0,
  rules: { amount: 'stop', late: 'warn', bills: 'off' },
  allowance: null,
}
const well: CreditStanding = {
  balancePaise: paise(1_84_250_00),
  chequesPaise: paise(0),
  promisedPaise: paise(0),
  openBills: 3,
  overdueBills: 0,
  overdueDays: 0,
}
const late = { overdueBills: 3, overdueDays: 47 }
test.each([
  ['to the limit', {}, {}, 15_750_00, 'clear', []],
  ['a paisa over', {}, {}, 15_750_01, 'stop', ['sales/over-limit']],
  [
    'over where only a warning is set',
    { rules: { ...agreed.rules, amount: 'warn' } },
    {},
    16_000_00,
    'warn',
    ['sales/over-limit'],
  ],
  ['over where nothing is set', { rules: { ...agreed.rules, amount: 'off' } }, {}, 90_00_000_00, 'clear', []],
  ['without a limit', { limitPaise: null }, {}, 90_00_000_00, 'clear', []],
  [
    'within a limit for a time',
    { allowance: { limitPaise: paise(3_00_000_00), to: '2026-12-01', late: false } },
    {},
    1_00_000_00,
    'clear',
    [],
  ],
  ['a cheque that may come back counts', {}, { chequesPaise: paise(15_750_00) }, 1, 'stop', ['sales/over-limit']],
  ['so does what is promised', {}, { promisedPaise: paise(15_750_00) }, 1, 'stop', ['sales/over-limit']],
  ['late', {}, late, 0, 'warn', ['sales/overdue']],
  ['late within the days let pass', { lateDays: 47 }, late, 0, 'clear', []],
  [
    'late, let pass for a time',
    { allowance: { limitPaise: paise(3_00_000_00), to: '2026-12-01', late: true } },
    late,
    0,
    'clear',
    [],
  ],
  ['as many bills as there may be', { rules: { ...agreed.rules, bills: 'stop' } }, {}, 0, 'stop', ['sales/over-bills']],
  [
    'over, late and too many',
    { rules: { amount: 'warn', late: 'warn', bills: 'warn' } },
    late,
    99_999_00,
    'warn',
    ['sales/over-limit', 'sales/over-bills', 'sales/overdue'],
  ],
] as const)('%s', (_, more, stands, bill, verdict, codes) => {
  const decision = creditDecision({ ...agreed, ...(more as Partial<CreditTerms>) }, { ...well, ...stands }, bill)
  expect([decision.verdict, decision.findings.map(({ code }) => code)]).toEqual([verdict, [...codes]])
})
