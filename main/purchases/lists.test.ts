import { beforeEach, describe, expect, test } from 'vitest'
import { newUid } from '../database/uid.ts'
import { type Supply, supply } from './test-supply.ts'

let s: Supply
beforeEach(async () => {
  s = await supply()
})

describe('lists of purchases', () => {
  test('receipts say what is not yet billed, and the statement ties to the account', async () => {
    const first = await s.post('postReceipt', s.receipt({ challanNumber: 'CH/1' }))
    const second = await s.post(
      'postReceipt',
      s.receipt({ date: '2026-11-06', lines: [s.receiptLine({ batch: 'B2', freeMilli: 10_000 })] }),
    )
    const third = await s.post('postReceipt', s.receipt({ date: '2026-11-07', lines: [s.receiptLine({ batch: 'B3' })] }))
    await s.post('postBill', s.bill({ lines: [s.matched(first.uid, { qtyMilli: 30_000 }), s.matched(second.uid)] }))
    await s.book.call('purchases.cancelReceipt', { uid: third.uid, reason: 'wrong lorry' })
    const list = await s.book.call('purchases.receipts', {})
    expect(list.rows.map((row: { state: string; unbilledPaise: number }) => [row.state, row.unbilledPaise])).toEqual([
      ['cancelled', 0],
      ['billed', 0],
      ['part', 7000],
    ])
    expect(list).toMatchObject({ total: 3, sums: { valuePaise: 20_000, unbilledPaise: 7000 } })
    expect((await s.book.call('purchases.receipts', { state: 'open' })).total).toBe(1)
    expect((await s.book.call('purchases.receipts', { filter: 'ch/1' })).rows[0].uid).toBe(first.uid)
    expect(await s.book.call('purchases.grniStatement', { asOn: '2026-11-21' })).toMatchObject({
      total: 1,
      rows: [{ uid: first.uid, days: 16, unbilledMilli: 70_000, unbilledPaise: 7000, batch: 'PCM1', supplier: 'Cipla Stockist' }],
      sums: { unbilledPaise: 7000, accountPaise: 7000 },
    })
    expect((await s.book.call('purchases.grniStatement', { asOn: '2026-11-08' })).sums).toEqual({
      unbilledPaise: 20_000,
      accountPaise: 20_000,
    })
    expect((await s.book.call('purchases.grniStatement', { asOn: '2026-11-08', limit: 1, offset: 1 })).rows).toHaveLength(1)
  })

  test('what came short, beyond the order or damaged is listed, worth its rate, without receipts that were cancelled', async () => {
    const order = await s.post('postOrder', s.order())
    const of = { uid: order.uid, line: 1 }
    // 10 a strip of ten: 10 pieces short and 20 damaged are worth 30.00
    const line = s.receiptLine({ order: of, qtyMilli: 70_000, damagedMilli: 20_000, shortMilli: 10_000, rateE4: null })
    const first = await s.post('postReceipt', s.receipt({ challanNumber: 'CH/9', lines: [line, s.receiptLine({ batch: 'B2' })] }))
    const mumbai = await s.party({ name: 'Mumbai Pharma', gstin: '27AABCU9603R1ZN' })
    const short = s.receiptLine({ itemId: s.other.itemId, batch: 'C1', shortMilli: 5000, rateE4: 33_333 })
    await s.post('postReceipt', s.receipt({ date: '2026-11-06', supplier: mumbai, lines: [short] }))
    const gone = await s.post('postReceipt', s.receipt({ date: '2026-11-07', lines: [{ ...short, batch: 'C2' }] }))
    await s.book.call('purchases.cancelReceipt', { uid: gone.uid, reason: 'wrong lorry' })
    const list = (more: object = {}) => s.book.call('purchases.receiptDifferences', more)
    expect(await list()).toMatchObject({
      total: 2,
      rows: [
        {
          supplier: 'Mumbai Pharma',
          item: 'Cetirizine 10',
          unit: 'strip',
          factor: 10,
          shortMilli: 5000,
          damagedMilli: 0,
          orderedMilli: null,
          lossPaise: 167,
        },
        {
          uid: first.uid,
          challanNumber: 'CH/9',
          orderedMilli: 100_000,
          shortMilli: 10_000,
          damagedMilli: 20_000,
          lossPaise: 3000,
        },
      ],
      sums: { shortMilli: 15_000, excessMilli: 0, damagedMilli: 20_000, lossPaise: 3167 },
    })
    expect((await list({ kind: 'damaged' })).rows).toHaveLength(1)
    expect(await list({ kind: 'excess' })).toMatchObject({ total: 0, sums: { lossPaise: 0 } })
    expect((await list({ supplier: mumbai })).total).toBe(1)
    expect((await list({ filter: 'cetir mumb' })).total).toBe(1)
    expect((await list({ from: '2026-11-06', to: '2026-11-30' })).total).toBe(1)
    expect((await list({ sort: 'short', limit: 1 })).rows[0].supplier).toBe('Mumbai Pharma')
    expect((await list({ sort: 'item', descending: true })).rows[0].item).toBe('Paracetamol 500')
  })

  test('the register has a row for each rate and credit class and adds up to the input accounts', async () => {
    s.book.sqlite
      .prepare(
        "insert into item_tax (item_id, from_date, seq, class, rate_bp, hsn) values (?, '2026-04-01', 1, 'taxable', 1800, '33049990')",
      )
      .run(s.other.itemId)
    const bill = s.bill({
      lines: [
        s.billLine(),
        s.billLine({ itemId: s.other.itemId }),
        s.billLine({ itemId: s.other.itemId, batch: 'X', itc: 'blocked' }),
      ],
    })
    await s.post('postBill', bill)
    const gone = await s.post('postBill', s.bill())
    await s.book.call('purchases.cancelBill', { uid: gone.uid, reason: 'keyed twice' })
    await s.post('postReturn', {
      uid: newUid(),
      date: '2026-11-15',
      bill: bill.uid,
      reason: 'broken',
      lines: [{ line: 1, qtyMilli: 40_000 }],
    })
    const list = await s.book.call('purchases.register', { from: '2026-11-01', to: '2026-11-30' })
    expect(
      list.rows.map(
        (row: {
          kind: string
          rateBp: number
          itcClass: string
          taxablePaise: number
          cgstPaise: number
          totalPaise: number
        }) => [row.kind, row.rateBp, row.itcClass, row.taxablePaise, row.cgstPaise, row.totalPaise],
      ),
    ).toEqual([
      ['purchase', 500, 'inputs', 10_000, 250, 34_100],
      ['purchase', 1800, 'blocked', 10_000, 900, 0],
      ['purchase', 1800, 'inputs', 10_000, 900, 0],
      ['purchase-return', 500, 'inputs', -4000, -100, -4200],
    ])
    expect(list.total).toBe(4)
    expect(list.sums.creditPaise).toBe((s.account('input-cgst') + s.account('input-sgst')) * 100)
    expect(list.sums).toMatchObject({ taxablePaise: 26_000, cgstPaise: 1950, totalPaise: 29_900 })
    expect(
      (await s.book.call('purchases.register', { from: '2026-11-01', to: '2026-11-30', kind: 'purchase-return' })).total,
    ).toBe(1)
    expect((await s.book.call('purchases.register', { from: '2026-11-11', to: '2026-11-30', limit: 1 })).rows).toHaveLength(1)
  })

  test('rates are compared by what a unit cost in the end', async () => {
    const sun = await s.party({ name: 'Sun Stockist', gstin: '27AABCU9603R1ZN' })
    // 10.00 a strip; 10.45 with one strip in ten free is 9.50
    const plain = await s.post('postBill', s.bill({ lines: [s.billLine({ mrpPaise: 2100 })] }))
    await s.post(
      'postBill',
      s.bill({ supplier: sun, lines: [s.billLine({ batch: 'S', rateE4: 104_500, freeMilli: 10_000, mrpPaise: 2100 })] }),
    )
    const all = await s.book.call('purchases.rateComparison', { itemId: s.item.itemId })
    expect(
      all.rows.map((row: { supplier: string; rateE4: number; netE4: number; marginBp: number; best: boolean }) => [
        row.supplier,
        row.rateE4,
        row.netE4,
        row.marginBp,
        row.best,
      ]),
    ).toEqual([
      ['Sun Stockist', 104_500, 95_000, 5250, true],
      ['Cipla Stockist', 100_000, 100_000, 5000, false],
    ])
    const freight = { name: 'Freight', sac: '996511', amountPaise: 1000, rateBp: 0 }
    await s.post('postLandedCost', {
      uid: newUid(),
      date: '2026-11-12',
      supplier: null,
      lines: [freight],
      over: [{ uid: plain.uid, line: 1 }],
    })
    const one = await s.book.call('purchases.rateComparison', { supplier: s.supplier, filter: 'para' })
    expect(one.rows.map((row: { netE4: number }) => row.netE4)).toEqual([110_000])
    expect((await s.book.call('purchases.rateComparison', { from: '2026-11-11' })).total).toBe(0)
  })

  test('bills show what is left to pay; suppliers what is owed and overdue on a day', async () => {
    const bill = await s.post('postBill', s.bill({ date: '2026-10-10', supplierDate: '2026-10-10' }))
    await s.post('postBill', s.bill({ lines: [s.billLine({ batch: 'B2' })] }))
    await s.post('postReturn', {
      uid: newUid(),
      date: '2026-11-15',
      bill: bill.uid,
      reason: 'broken',
      lines: [{ line: 1, qtyMilli: 40_000 }],
    })
    const list = await s.book.call('purchases.bills', { sort: 'date' })
    expect(list.rows.map((row: { leftPaise: number; matched: boolean }) => [row.leftPaise, row.matched])).toEqual([
      [6300, false],
      [10_500, false],
    ])
    expect(list.sums).toMatchObject({ taxablePaise: 20_000, taxPaise: 1000, totalPaise: 21_000, leftPaise: 16_800 })
    expect((await s.book.call('purchases.returns', { supplier: s.supplier })).rows).toMatchObject([
      { bill: 'PA/26-27/000001', totalPaise: 4200 },
    ])
    expect(await s.book.call('purchases.supplierDues', { asOn: '2026-11-21' })).toMatchObject({
      total: 1,
      rows: [{ supplier: 'Cipla Stockist', bills: 2, owedPaise: 16_800, overduePaise: 6300, oldest: '2026-10-10' }],
      sums: { owedPaise: 16_800, overduePaise: 6300 },
    })
    expect((await s.book.call('purchases.supplierDues', { asOn: '2026-10-20' })).rows).toMatchObject([
      { owedPaise: 10_500, overduePaise: 0 },
    ])
    expect((await s.book.call('purchases.supplierDues', { asOn: '2026-11-21', filter: 'nobody' })).total).toBe(0)
  })
})
