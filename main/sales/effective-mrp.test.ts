import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aBill, line, shop } from './test-shop.ts'

// Effective MRPs as gst-rules.md §8.4 asks for: revised by the maker's price list from a day on, and never billed above.

let at: ReturnType<typeof shop>
const folder = mkdtempSync(join(tmpdir(), 'bahi-mrp-'))
beforeEach(() => {
  at = shop()
})
afterEach(() => at.book.close())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const revise = (batchId: number, mrpPaise: number, more: object = {}) =>
  at.book.call('inventory.reviseMrp', {
    from: '2026-11-21',
    reference: 'Form V 12/2026',
    lines: [{ batchId, mrpPaise }],
    ...more,
  })
const list = async (ask: object = {}) => await at.book.call('inventory.mrpRevisions', ask)

describe('the effective MRP', () => {
  test('holds from its day, is listed with what it is worth, and a bill above it is refused', async () => {
    const item = at.item({ mrpPaise: 11_200, pieces: 1000 })
    expect(await revise(item.batchId, 10_500)).toEqual({ revised: 1, same: 0 })
    expect(await revise(item.batchId, 10_500)).toEqual({ revised: 0, same: 1 })
    expect(await list()).toMatchObject({
      total: 1,
      sums: { batches: 1, stockDifferencePaise: -70_000 },
      rows: [
        {
          printedPaise: 11_200,
          effectivePaise: 10_500,
          reference: 'Form V 12/2026',
          fromDate: '2026-11-21',
          stockMilli: 1_000_000,
          differencePaise: -700,
          stockDifferencePaise: -70_000,
        },
      ],
    })
    expect(await list({ asOn: '2026-11-20' })).toMatchObject({ total: 0 })
    // 101 with 5 % is 106.05: below the printed 112, above the effective 105
    const bill = aBill([line({ item, strips: 1, rupees: 101 })])
    await expect(at.book.call('sales.postBill', bill)).rejects.toMatchObject({ code: 'sales/above-mrp' })
    expect(await at.book.call('accounts.doctor', {})).toMatchObject({ findings: [] })
  })

  test.each([
    [{ lines: [{ batchId: 99_999, mrpPaise: 1000 }] }, 'inventory/mrp-unknown-batch'],
    [{ lines: [{ batchId: 1, mrpPaise: 0 }] }, 'inventory/mrp-absurd'],
    [{ lines: [{ batchId: 1, mrpPaise: 2_000_000_000 }] }, 'inventory/mrp-absurd'],
    [{ from: '2026-03-31' }, 'inventory/mrp-before-books'],
    [
      {
        lines: [
          { batchId: 1, mrpPaise: 900 },
          { batchId: 1, mrpPaise: 800 },
        ],
      },
      'inventory/mrp-twice',
    ],
    [{ lines: [] }, 'company/bad-input'],
  ])('%o is refused', async (more, code) => {
    at.item({ mrpPaise: 11_200 })
    await expect(revise(1, 900, more)).rejects.toMatchObject({ code })
    expect(await list()).toMatchObject({ total: 0 })
  })

  test('one above the printed warns, and is taken when accepted', async () => {
    const item = at.item({ mrpPaise: 11_200 })
    await expect(revise(item.batchId, 12_000)).rejects.toThrow('inventory/mrp-above-printed')
  })

  test('a price list is read and matched; what is wrong with a row is told with it', async () => {
    const item = at.item({ name: 'Azee 500', mrpPaise: 11_200 })
    const { number } = (await list({ show: 'in-stock' })).rows.map((row: { batch: string }) => ({ number: row.batch }))[0]
    const path = join(folder, 'list.csv')
    const rows = [
      `azee-500,${number},Rs. 105.00`,
      `Azee 500,${number},100`,
      'Azee 500,NOSUCH,100',
      `Other,${number},100`,
      'Azee 500,,100',
    ]
    writeFileSync(
      path,
      `Product Name,Batch No,Old MRP,New MRP\n${rows.map((row) => row.replace(/,([^,]*)$/, ',112,$1')).join('\n')}\n`,
    )
    const read = await at.book.call('inventory.readMrpFile', { ticket: 'list', from: '2026-11-21' }, { files: { list: path } })
    expect(read).toMatchObject({ good: 1, wrong: 4 })
    expect(read.rows.map((row: { problem: string | null }) => row.problem)).toEqual([
      null,
      'inventory/mrp-row-twice',
      'inventory/mrp-row-unknown',
      'inventory/mrp-row-unknown',
      'inventory/mrp-row-no-batch',
    ])
    expect(read.rows[0]).toMatchObject({ batchId: item.batchId, mrpPaise: 10_500, printedPaise: 11_200 })
    writeFileSync(path, 'a,b\n1,2\n')
    await expect(
      at.book.call('inventory.readMrpFile', { ticket: 'list', from: '2026-11-21' }, { files: { list: path } }),
    ).rejects.toMatchObject({
      code: 'inventory/mrp-file-columns',
    })
  })

  test('an item at a glance: batches, last sales, and purchases only for those who may see cost', async () => {
    const item = at.item({ mrpPaise: 11_200, pieces: 100 })
    await at.book.call('sales.postBill', aBill([line({ item, strips: 2, rupees: 90 })]))
    const seen = await at.book.call('inventory.itemOverview', { itemId: item.itemId })
    expect(seen).toMatchObject({
      batches: [{ printedPaise: 11_200, effectivePaise: 11_200, saleableMilli: 80_000, otherMilli: 0 }],
      sales: [{ unit: 'strip', rateE4: 900_000 }],
      purchases: [],
    })
    at.book.connection.person = { ...(at.book.connection.person as NonNullable<typeof at.book.connection.person>), role: 'clerk' }
    expect((await at.book.call('inventory.itemOverview', { itemId: item.itemId })).purchases).toBeNull()
  })
})
