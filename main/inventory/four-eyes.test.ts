import { beforeEach, describe, expect, test } from 'vitest'
import { loadPerson } from '../company/found.ts'
import { newUid } from '../database/uid.ts'
import type { Person } from '../given.ts'
import { storeroom } from './test-storeroom.ts'

let room: Awaited<ReturnType<typeof storeroom>>
beforeEach(async () => {
  room = await storeroom()
  room.receive(50_000, 10_000, 600)
  for (const name of ['Ravi', 'Meena'])
    await room.book.call('company.addUser', { uid: newUid(), name, role: 'manager', pin: name === 'Ravi' ? '482913' : '719264' })
})
/** Signs in the owner (1), Ravi (2) or Meena (3). */
const as = (id: number) => {
  room.book.connection.person = loadPerson(room.book.db, id) as Person
}
const set = (value: string) => {
  as(1)
  return room.book.call('company.setFact', { name: 'four-eyes', value, from: '2026-11-01' })
}
const askedBy = async (id: number) => {
  as(id)
  const uid = newUid()
  const lines = [room.goods(10_000, { locationId: room.at('Main godown') })]
  await room.book.call('inventory.askWriteOff', { uid, date: '2026-11-20', reason: 'expired', certificate: null, lines })
  return uid
}
const approve = (uid: string) => room.book.ask('inventory.decideWriteOff', { uid, approve: true })
const own = { ok: false, refusal: { code: 'inventory/own-request', field: 'uid' } }

describe('four eyes', () => {
  test('who asked for a write-off does not approve it; another does, and he may refuse his own', async () => {
    const uid = await askedBy(2)
    const before = room.journal()
    expect(await approve(uid)).toMatchObject(own)
    expect([room.journal(), room.onHand('Main godown')]).toEqual([before, 50_000])
    as(3)
    expect(await approve(uid)).toMatchObject({ ok: true })
    expect(room.onHand('Main godown')).toBe(40_000)
    const second = await askedBy(2)
    expect(await room.book.ask('inventory.decideWriteOff', { uid: second, approve: false })).toMatchObject({ ok: true })
  })

  test('the owner approves his own, and everybody where it is set so', async () => {
    expect(await approve(await askedBy(1))).toMatchObject({ ok: true })
    await set('never')
    expect(await approve(await askedBy(2))).toMatchObject({ ok: true })
    await set('always')
    expect(await approve(await askedBy(2))).toMatchObject(own)
    expect(await room.findings()).toEqual([])
  })

  test('who made or keyed a count does not approve it', async () => {
    const uid = newUid()
    as(3)
    await room.book.call('inventory.makeCountSheet', { uid, name: 'Rack A', locationId: room.at('Main godown') })
    as(2)
    const { batchId } = room.goods(0)
    await room.book.call('inventory.keyCounts', { uid, counts: [{ batchId, qtyMilli: 48_000 }] })
    const refused = { ok: false, refusal: { code: 'inventory/own-count', details: { name: 'Rack A' } } }
    expect(await room.book.ask('inventory.postCount', { uid })).toMatchObject(refused)
    as(3)
    expect(await room.book.ask('inventory.postCount', { uid })).toMatchObject(refused)
    as(1)
    expect(await room.book.ask('inventory.postCount', { uid })).toMatchObject({ ok: true })
    expect(room.onHand('Main godown')).toBe(48_000)
  })
})
