import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newUid } from '../database/uid.ts'
import type { StockedItem } from './hand-made.ts'
import { letterPaper, lettersFor } from './recall-letters.ts'
import { batchOf } from './reports/recall.ts'
import { shelf } from './reports/test-shelf.ts'

let at: ReturnType<typeof shelf>
let item: StockedItem
let folder: string
beforeEach(() => {
  at = shelf()
  item = at.item('Paracetamol 500', { batch: 'PCM77', company: 'Kaveri' })
  at.move(item, '2026-09-01', 500_000, { valuePaise: 100_000 })
  folder = mkdtempSync(join(tmpdir(), 'bahi-recall-'))
})
afterEach(() => {
  at.book.close()
  rmSync(folder, { recursive: true })
})

const party = async (name: string, more: object = {}) => {
  const uid = newUid()
  await at.book.call('parties.save', {
    uid,
    name,
    stateCode: '27',
    type: 'consumer',
    city: 'Pune',
    pin: '411037',
    phone: name === 'Ravi Medical' ? '9822011111' : null,
    ...more,
  })
  return uid
}
const bill = async (to: string | null, strips: number, batch = item) => {
  const uid = newUid()
  const line = {
    itemId: batch.itemId,
    batchId: batch.batchId,
    locationId: batch.locationId,
    unit: 'strip',
    factor: 10,
    qtyMilli: strips * 10_000,
    freeMilli: 0,
    rateE4: 500_000,
  }
  const reply = await at.book.ask('sales.postBill', {
    uid,
    date: '2026-11-21',
    party: to,
    mode: to ? 'credit' : 'cash',
    lines: [line],
  })
  return { uid, reply }
}
const recall = () => at.book.call('inventory.recall', { batchId: item.batchId })

test('a batch is followed in, out, back and to where the rest stands; a cancelled bill is nothing', async () => {
  const ravi = await party('Ravi Medical')
  const shah = await party('Shah Stores')
  await bill(ravi, 3)
  await bill(ravi, 2)
  await bill(shah, 4)
  await bill(null, 1)
  const { uid } = await bill(shah, 10)
  await at.book.call('sales.cancelBill', { uid, reason: 'keyed twice' })
  expect(await recall()).toMatchObject({
    batch: { batch: 'PCM77', item: 'Paracetamol 500', blockedReason: null },
    receivedMilli: 500_000,
    soldMilli: 100_000,
    returnedMilli: 0,
    netOutMilli: 100_000,
    inHandMilli: 400_000,
    buyers: 3,
    places: [{ location: 'Main godown', qtyMilli: 400_000 }],
  })
  const out = await at.book.call('inventory.recallOut', { batchId: item.batchId, sort: 'party' })
  expect(
    out.rows.map((row: { party: string; netMilli: number; phone: string }) => [row.party, row.netMilli, row.phone]),
  ).toMatchObject([
    ['Cash', 10_000, null],
    ['Ravi Medical', 30_000, '9822011111'],
    ['Ravi Medical', 20_000, '9822011111'],
    ['Shah Stores', 40_000, null],
  ])
  expect(out.sums).toEqual({ soldMilli: 100_000, returnedMilli: 0, netMilli: 100_000 })
  expect(await at.book.call('inventory.recallOut', { batchId: item.batchId, filter: 'shah' })).toMatchObject({
    total: 1,
    sums: { netMilli: 40_000 },
  })
  expect(await at.book.call('inventory.recallIn', { batchId: item.batchId })).toMatchObject({
    rows: [{ kind: 'opening', qtyMilli: 500_000 }],
    sums: { qtyMilli: 500_000 },
  })
  expect(await at.book.call('inventory.findBatches', { text: 'pcm7' })).toMatchObject({
    text: 'pcm7',
    rows: [{ batchId: item.batchId }],
  })
})

test('what came back is taken off the bill it names, or the buyer’s latest', async () => {
  const ravi = await party('Ravi Medical')
  await bill(ravi, 3)
  await bill(ravi, 2)
  const { id } = at.book.db.must({
    compile: () => ({ sql: "select id from stock_move where kind = 'sale' order by id limit 1", parameters: [] }) as never,
  }) as { id: number }
  at.move(item, '2026-11-21', 10_000, { kind: 'sale-return', ofMove: id })
  const rows = (await at.book.call('inventory.recallOut', { batchId: item.batchId })).rows
  expect(rows.map((row: { returnedMilli: number; netMilli: number }) => [row.returnedMilli, row.netMilli])).toEqual([
    [10_000, 20_000],
    [0, 20_000],
  ])
})

test('a blocked batch is not offered and not sold, with its reason; released it is', async () => {
  await at.book.call('inventory.blockBatch', { batchId: item.batchId, reason: 'Fails dissolution', notice: 'CDSCO 11/2026' })
  const { rows } = await at.book.call('inventory.batches', { itemId: item.itemId, date: '2026-11-21' })
  expect(rows).toEqual([])
  expect((await bill(null, 1)).reply).toMatchObject({
    refusal: { code: 'sales/batch-blocked', field: 'lines.0.batchId', details: { batch: 'PCM77', reason: 'Fails dissolution' } },
  })
  expect((await at.book.call('inventory.findBatches', { text: '' })).rows).toMatchObject([
    { batch: 'PCM77', blockedOn: '2026-11-21' },
  ])
  expect((await at.book.call('inventory.stock', {})).rows[0]).toMatchObject({ blocked: true })
  await at.book.call('inventory.releaseBatch', { batchId: item.batchId, reason: 'Tested good' })
  expect((await bill(null, 1)).reply.ok).toBe(true)
  expect(await at.book.call('accounts.doctor', {})).toMatchObject({ findings: [] })
})

test.each([
  ['inventory.blockBatch', { batchId: 999, reason: 'why not' }, 'inventory/no-batch', 'batchId'],
  ['inventory.blockBatch', { reason: 'x' }, 'inventory/reason-needed', 'reason'],
  ['inventory.releaseBatch', { reason: 'not needed' }, 'inventory/not-blocked', 'batchId'],
  ['inventory.recall', { batchId: 999 }, 'inventory/no-batch', 'batchId'],
  ['inventory.recallLetters', { ticket: 'out' }, 'inventory/nobody-to-write', 'batchId'],
  ['inventory.recallLetters', { ticket: 'none' }, 'company/no-file', 'file'],
])('%s with %j is refused: %s', async (call, input, code, field) => {
  const reply = await at.book.ask(call, { batchId: item.batchId, ...input }, { files: { out: join(folder, 'x.pdf') } })
  expect(reply).toMatchObject({ ok: false, refusal: { code, field } })
  expect(readdirSync(folder)).toEqual([])
})

test('one letter a buyer, in his language, with his bills; they are noted', async () => {
  const ravi = await party('Ravi Medical')
  const hindi = await party('श्री मेडिकल', { language: 'hi' })
  await bill(ravi, 3)
  await bill(ravi, 2)
  await bill(hindi, 1)
  await bill(null, 1)
  await at.book.call('inventory.blockBatch', { batchId: item.batchId, reason: 'Fails dissolution' })
  const file = join(folder, 'letters.pdf')
  const done = await at.book.call('inventory.recallLetters', { batchId: item.batchId, ticket: 'out' }, { files: { out: file } })
  expect(done).toEqual({ name: 'letters.pdf', letters: 2, pages: 2 })
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
  const { letters } = await recall()
  expect(letters).toMatchObject([
    { party: 'श्री मेडिकल', qtyMilli: 10_000, language: 'hi', by: 'Owner' },
    { party: 'Ravi Medical', qtyMilli: 50_000, language: 'en' },
  ])
  const [first] = lettersFor(at.book.db, item.batchId)
  const firm = { tradeName: null, legalName: 'Dhanvantari' } as never
  const paper = letterPaper(first as never, { batch: batchOf(at.book.db, item.batchId), firm, today: '2026-11-21' as never })
  const words = JSON.stringify(paper.blocks)
  for (const said of ['Ravi Medical', 'PCM77', 'Fails dissolution', '3 strip', '5 strip', 'SA/26-27/'])
    expect(words).toContain(said)
  expect(await at.book.call('accounts.doctor', {})).toMatchObject({ findings: [] })
})
