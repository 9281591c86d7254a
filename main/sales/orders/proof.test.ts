import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../database/connection.ts'
import { pictureOf } from '../paper/picture.ts'
import { line } from '../test-shop.ts'
import { orderDesk } from './test-orders.ts'

let o: Awaited<ReturnType<typeof orderDesk>>
beforeAll(async () => {
  o = await orderDesk()
})

describe('proof of a delivery', () => {
  const jpeg = (width: number, height: number, more: number[] = []) =>
    Buffer.from([
      ...[0xff, 0xd8, ...more, 0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0],
      ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 7, 7, 0xff, 0xd9],
    ])
  // what a camera writes: which way up, and where it was taken
  const place = [...Buffer.from('18.52N 73.85E')]
  const exif = [...Buffer.from('Exif\0\0II*\0'), 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, ...place]
  const camera = [0xff, 0xe1, 0, exif.length + 2, ...exif]
  let bill: string
  const pictures = () => o.book.db.rows(sql.selectFrom('attachment').select('sha256')).length
  const keep = (bytes: Buffer) => o.book.call('sales.attachProof', { bill, base64: bytes.toString('base64') })

  test('a picture is kept once something is marked, in the book, without what else its file says but which way up it is', async () => {
    bill = (await o.bill([line({ item: o.dolo, strips: 1, rupees: 20 })])).uid
    await expect(keep(jpeg(40, 30))).rejects.toMatchObject({ code: 'sales/not-delivered', field: 'bill' })
    await o.book.call('sales.markDelivery', { bill, outcome: 'delivered', receivedBy: 'Asha', collectedPaise: 1000 })
    expect(await o.book.call('sales.deliveryProof', { bill })).toBeNull()
    const given = jpeg(4608, 3456, camera)
    await keep(given)
    await keep(given)
    const proof = await o.book.call('sales.deliveryProof', { bill })
    expect(proof).toMatchObject({ mediaType: 'image/jpeg', width: 4608, height: 3456, by: 'Owner' })
    const kept = Buffer.from(proof.base64, 'base64')
    expect(kept.includes('18.52N')).toBe(false)
    expect(kept.includes(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]))).toBe(true)
    const { rows } = await o.book.call('sales.deliveries', { state: 'delivered' })
    expect(rows.find((row: { uid: string }) => row.uid === bill)).toMatchObject({ proof: true, receivedBy: 'Asha' })
    expect(pictures()).toBe(1)
  })

  test.each([
    ['neither PNG nor JPEG', Buffer.from('<svg onload="alert(1)"/>')],
    ['neither PNG nor JPEG', Buffer.alloc(0)],
    ['larger than 5 MB', Buffer.alloc(5 * 1024 * 1024 + 1)],
    ['64 million points', jpeg(60_000, 60_000)],
    ['damaged', Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 0, 0xff, 0xd9])],
  ])('bytes that are no picture are refused, and nothing is kept: %s', async (why, bytes) => {
    await expect(keep(bytes)).rejects.toMatchObject({ code: 'sales/bad-picture', field: 'base64' })
    await expect(keep(bytes)).rejects.toThrow(/Not a usable picture/)
    expect(() => pictureOf(bytes, { photo: true })).toThrow(why === 'damaged' ? /damaged|cut short/ : why)
    expect(pictures()).toBe(1)
  })

  test('a broken turn says nothing, a file is read by its ticket, the newest picture counts', async () => {
    const broken = [0xff, 0xe1, 0, 20, ...Buffer.from('Exif\0\0II*\0'), 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]
    expect(pictureOf(jpeg(4, 4, broken), { photo: true }).bytes).toHaveLength(jpeg(4, 4).length)
    const folder = mkdtempSync(join(tmpdir(), 'bahi-proof-'))
    const jpg = join(folder, 'any name.txt')
    writeFileSync(jpg, jpeg(64, 48))
    await o.book.call('sales.pickProof', { bill, ticket: 'jpg' }, { files: { jpg } })
    await expect(
      o.book.call('sales.pickProof', { bill, ticket: 'jpg' }, { files: { jpg: join(folder, 'none.jpg') } }),
    ).rejects.toMatchObject({ code: 'sales/bad-picture', field: 'ticket' })
    expect(pictures()).toBe(2)
    expect(await o.book.call('sales.deliveryProof', { bill })).toMatchObject({ width: 64, height: 48 })
    rmSync(folder, { recursive: true })
    await o.healthy()
  })
})
