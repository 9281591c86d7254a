import { expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { BillList } from '../../shared/sales/contract.ts'
import { text } from '../database/connection.ts'
import { billsPage, billsTotal } from './list-bills.ts'
import { aBill, line, shop } from './test-shop.ts'

async function month() {
  const made = shop({ today: '2026-11-01' })
  const { book, item, party } = made
  const goods = item()
  const other = item({ name: 'Other' })
  const ravi = await party()
  const noor = await party({ name: 'Al-Noor Medical Hall', city: 'Nashik', pin: '422001' })
  const post = async (day: string, more: Record<string, unknown>, rupees: number, what = goods) => {
    book.setToday(day)
    const bill = aBill([line({ item: what, rupees })], { date: day, ...more })
    await book.call('sales.postBill', bill)
    return bill.uid
  }
  const uids = [
    await post('2026-11-01', { party: ravi }, 100),
    await post('2026-11-02', { party: noor }, 200),
    await post('2026-11-02', { walkIn: { name: 'Meena Shah', phone: null } }, 300),
    await post('2026-11-05', { party: ravi }, 400, other),
    await post('2026-11-06', { party: ravi, mode: 'upi' }, 500),
  ]
  await book.call('sales.cancelBill', { uid: uids[4], reason: 'keyed twice' })
  return { ...made, goods, other, ravi, noor, uids }
}

test('bills are listed newest first, found by number, party words, walk-in name or amount, within a period; sums leave out cancelled ones', async () => {
  const { book, ravi } = await month()
  const numbers = async (ask: Record<string, unknown>) =>
    (await book.call('sales.bills', ask)).rows.map((row: { number: string }) => Number(row.number.slice(-6)))
  expect(await numbers({})).toEqual([5, 4, 3, 2, 1])
  expect(await book.call('sales.bills', { limit: 2 })).toMatchObject({
    total: 5,
    sums: { taxablePaise: 1000_00, taxPaise: 50_00, totalPaise: 1050_00 },
    rows: [{ cancelled: true, mode: 'upi', party: 'Ravi Medical' }, { cancelled: false }],
  })
  expect(await numbers({ filter: '000002' })).toEqual([2])
  expect(await numbers({ filter: 'noor' })).toEqual([2])
  expect(await numbers({ filter: 'hall nashik' })).toEqual([2])
  expect(await numbers({ filter: 'meena' })).toEqual([3])
  expect(await numbers({ filter: '420' })).toEqual([4])
  expect(await numbers({ filter: '%' })).toEqual([])
  expect(await numbers({ from: '2026-11-02', to: '2026-11-05' })).toEqual([4, 3, 2])
  expect(await numbers({ party: ravi })).toEqual([5, 4, 1])
  expect(await numbers({ cancelled: true })).toEqual([5])
  expect(await numbers({ sort: 'total' })).toEqual([1, 2, 3, 4, 5])
  expect(await numbers({ sort: 'party', descending: true })).toEqual([5, 4, 1, 3, 2])
  expect(await numbers({ sort: 'number', offset: 3 })).toEqual([4, 5])
})

test('the last deals in an item, of one party or of all, without cancelled ones', async () => {
  const { book, goods, other, ravi, noor } = await month()
  const rates = async (itemId: number, party: string | null) =>
    (await book.call('sales.lastRates', { itemId, party })).map((row: { date: string; rateE4: number }) => [
      row.date,
      row.rateE4 / 10_000,
    ])
  expect(await rates(goods.itemId, null)).toEqual([
    ['2026-11-02', 300],
    ['2026-11-02', 200],
    ['2026-11-01', 100],
  ])
  expect(await rates(goods.itemId, ravi)).toEqual([['2026-11-01', 100]])
  expect(await rates(other.itemId, noor)).toEqual([])
})

test("the day's card: today, the month, receivables, cash and thirty days", async () => {
  const { book } = await month()
  book.setToday('2026-11-05')
  const card = await book.call('home.today', {})
  expect(card).toMatchObject({
    bills: 1,
    salesPaise: 420_00,
    monthPaise: 1050_00,
    receivablePaise: 105_00 + 210_00 + 420_00,
    cashPaise: 315_00,
  })
  expect(card.days).toHaveLength(30)
  expect(card.days.at(-1)).toEqual({ date: '2026-11-05', totalPaise: 420_00 })
})

test('the register is read by its indexes: no table is scanned', async () => {
  const { book, ravi } = await month()
  const plan = (query: Parameters<typeof text>[1]) => {
    const { sql, parameters } = text`${query}`.compile()
    return (book.sqlite.prepare(`explain query plan ${sql}`).all(...parameters) as { detail: string }[]).map((row) => row.detail)
  }
  const asks = [{}, { from: localDate('2026-11-01') }, { party: ravi }, { filter: 'noor' }, { filter: '000002' }]
  for (const ask of asks) {
    const parsed = BillList.parse(ask)
    for (const query of [billsPage(parsed), billsTotal(parsed)]) {
      const steps = plan(query).filter((step) => /^(SCAN|SEARCH) /.test(step) && !step.includes('party_search'))
      expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([])
      expect(steps[0]).toContain('party' in ask ? 'document_by_party' : 'document_by_date')
    }
  }
  expect(plan(billsPage(BillList.parse({}))).join()).not.toContain('TEMP B-TREE')
})
