import type { z } from 'zod'
import type { Handlers } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { proofCalls } from '../../../shared/sales/proof-contract.ts'
import { change } from '../../company/records.ts'
import { type Reader, sql, text } from '../../database/connection.ts'
import { uidBytes } from '../../database/uid.ts'
import type { Given, Writing } from '../../given.ts'
import { pictureOf } from '../paper/picture.ts'
import { keepPicture, pickedPicture } from '../paper/picture-store.ts'
import { standingBill } from './deliveries.ts'

function photoOf(base64: string) {
  try {
    return pictureOf(Buffer.from(base64, 'base64'), { photo: true })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(error.code, error.message, 'base64', error.details as never)
  }
}

/** Keeps a picture with the newest mark of a delivery, which is written again with it. Refuses a delivery not marked yet. */
function attachProof(given: Writing, { bill, base64 }: { bill: string; base64: string }): void {
  const { tx } = given
  const found = standingBill(tx, bill, 'bill')
  const mark = tx.row(sql.selectFrom('delivery').selectAll().where('document_id', '=', found.id).orderBy('id', 'desc').limit(1))
  if (!mark) throw new Refusal('sales/not-delivered', `Mark what came of ${found.number} first`, 'bill', { number: found.number })
  const { sha256, changes } = keepPicture(tx, photoOf(base64))
  const { id: _, seq: __, ...row } = mark
  const again = { ...row, proof_sha256: sha256, at: given.now, user_id: given.by.id }
  change(given, [...changes, { insert: 'delivery', row: again }], {
    entity: 'sale',
    entityUid: bill,
    reason: 'proof of delivery',
  })
}

type Stored = { media_type: string; bytes: Uint8Array; at: string; by: string }
function deliveryProof(db: Reader, bill: string): z.output<typeof proofCalls.deliveryProof.output> {
  const row = db.row(text<Stored>`
    select a.media_type, a.bytes, y.at, u.name as by from delivery y join document d on d.id = y.document_id join attachment a on a.sha256 = y.proof_sha256 join user u on u.id = y.user_id
    where d.uid = ${uidBytes(bill)} and d.kind = 'sale' order by y.id desc limit 1`)
  if (!row) return null
  const { width, height } = pictureOf(row.bytes, { photo: true })
  return {
    mediaType: row.media_type,
    width,
    height,
    base64: Buffer.from(row.bytes).toString('base64'),
    at: row.at,
    by: row.by,
  }
}

/** Pictures that prove deliveries. */
export const proofHandlers: Handlers<typeof proofCalls, Given> = {
  attachProof: (ask, given) => {
    attachProof(given, ask)
    return { ok: true as const }
  },
  pickProof: async ({ bill, ticket }, given) => {
    const base64 = await pickedPicture(given.file(ticket), 'ticket')
    const reply = await given.call('sales.attachProof', { bill, base64 })
    if (reply.ok) return { ok: true as const }
    if (!('refusal' in reply)) throw new Error('the picture was not kept')
    throw new Refusal(reply.refusal.code, reply.refusal.message, reply.refusal.field, reply.refusal.details as never)
  },
  deliveryProof: ({ bill }, { db }) => deliveryProof(db, bill),
}
