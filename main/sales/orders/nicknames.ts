import type { z } from 'zod'
import { Refusal } from '../../../shared/refusal.ts'
import { orderWords } from '../../../shared/sales/order-match.ts'
import type { pasteCalls } from '../../../shared/sales/paste-contract.ts'
import { change } from '../../company/records.ts'
import { type Reader, sql, text } from '../../database/connection.ts'
import { newUid, uidBytes, uidText } from '../../database/uid.ts'
import type { Writing } from '../../given.ts'
import { partyByUid } from '../../parties/party-store.ts'

type Keep = z.output<typeof pasteCalls.keepNickname.input>
type Shown = z.output<typeof pasteCalls.nicknames.output>[number]
type Row = Omit<Shown, 'uid'> & { uid: Uint8Array; itemId: number; active: number }
export type Nickname = Shown & { itemId: number }

/** Two texts are the same name when their words are, however they are spaced and written: 'PCM-650 mg' is 'pcm650'. */
export const nicknameKey = (said: string): string =>
  orderWords(said.replace(/(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})/gu, ' ')).join(' ')

/** What a party calls items, by the words of it, with what those merged into it called them where it says nothing itself; names of items that are sold no more are not offered. */
export function nicknamesOf(db: Reader, party: string): Map<string, Nickname> {
  const rows = db.rows(text<Row>`
    select n.uid, n.said, n.item_id as itemId, i.name as item, n.date, u.name as by, n.active from nickname n join item i on i.id = n.item_id and i.active = 1
      left join user u on u.id = n.user_id join party p on p.id = n.party_id join party own on own.uid = ${uidBytes(party)} and own.id in (p.id, p.merged_into)
    where n.active = 1 order by n.party_id = own.id, n.said`)
  return new Map(rows.map(({ active: _, ...row }) => [row.said, { ...row, uid: uidText(row.uid) }]))
}

/** What is listed of them. */
export const shownNicknames = (db: Reader, party: string): Shown[] =>
  [...nicknamesOf(db, party).values()].map(({ itemId: _, ...shown }) => shown)

/**
 * Keeps what a party calls an item; a name that meant another item before means this one from now on. Refuses `sales/unknown-party`,
 * `sales/unknown-item` and a name without a letter (`sales/nickname-empty`).
 */
export function keepNickname(given: Writing, { party, said, itemId }: Keep): void {
  const { tx } = given
  const name = nicknameKey(said)
  if (!/\p{L}/u.test(name)) throw new Refusal('sales/nickname-empty', 'A name has letters', 'said')
  const partyId = partyByUid(tx, uidBytes(party))?.party.id
  if (partyId === undefined) throw new Refusal('sales/unknown-party', 'This party is not in the book', 'party', {})
  if (!tx.row(sql.selectFrom('item').select('id').where('id', '=', itemId).where('active', '=', 1)))
    throw new Refusal('sales/unknown-item', 'This item is not in the book', 'itemId', {})
  const found = tx.row(sql.selectFrom('nickname').selectAll().where('party_id', '=', partyId).where('said', '=', name))
  if (found?.active === 1 && found.item_id === itemId) return
  const means = { item_id: itemId, date: given.today, user_id: given.by.id }
  const uid = found ? found.uid : uidBytes(newUid())
  change(
    given,
    found
      ? [{ update: 'nickname', id: found.id, set: { ...means, active: 1 } }]
      : [{ insert: 'nickname', row: { uid, party_id: partyId, said: name, ...means } }],
    { entity: 'nickname', entityUid: uidText(uid) },
  )
}

/** Takes a name away; the journal keeps it. Refuses `sales/no-nickname`. */
export function dropNickname(given: Writing, uid: string): void {
  const found = given.tx.row(sql.selectFrom('nickname').select(['id', 'active']).where('uid', '=', uidBytes(uid)))
  if (!found) throw new Refusal('sales/no-nickname', 'There is no such name', 'uid')
  if (found.active === 1)
    change(given, [{ update: 'nickname', id: found.id, set: { active: 0 } }], { entity: 'nickname', entityUid: uid })
}
