import type { CostLayer, MoveKind, NewDocument, Posting, StockValue } from '../../shared/accounts/posting.ts'
import { emptyPosting } from '../../shared/accounts/posting.ts'
import { type LocalDate, localDate } from '../../shared/calendar.ts'
import { paise } from '../../shared/money.ts'
import { milli } from '../../shared/quantity.ts'
import { accountIds } from '../accounts/account-store.ts'
import { type Posted, post } from '../accounts/ledger.ts'
import { mirrorOf } from '../accounts/mirror.ts'
import { change } from '../company/records.ts'
import { sql } from '../database/connection.ts'
import { newUid, uidBytes } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { indexNewItems } from '../items/search-index.ts'
import { ensureBatch } from './batch-store.ts'
import { costEntry } from './issue-cost.ts'

/** Builders for tests of stock: documents with nothing but goods in them, posted by the one writer. */

const zero = paise(0)
/** A document without money; tests of the ledger fill in what they are about. */
export const bareDocument = (kind: NewDocument['kind'], date: LocalDate): NewDocument => ({
  uid: newUid(),
  kind,
  date,
  partyId: null,
  reference: null,
  lines: [],
  links: [],
  version: {
    partyName: '',
    gstin: null,
    category: 'unregistered',
    pos: '27',
    supply: 'intra',
    mode: 'none',
    dueDate: null,
    grossPaise: zero,
    discountPaise: zero,
    chargesPaise: zero,
    taxablePaise: zero,
    igstPaise: zero,
    cgstPaise: zero,
    sgstPaise: zero,
    cessPaise: zero,
    roundOffPaise: zero,
    totalPaise: zero,
    applied: {},
  },
})

export type StockedItem = { itemId: number; itemUid: Uint8Array; batchId: number; locationId: number }

/** An item of one tablet a piece with one batch, at the main godown. */
export function stockItem(
  given: Writing,
  { name = `Item ${newUid()}`, batch = 'B1', expiry = '2028-07-31', mrpPaise = 10_000 } = {},
): StockedItem {
  const itemUid = uidBytes(newUid())
  const [itemId] = change(
    given,
    [{ insert: 'item', row: { uid: itemUid, name, base_unit: 'piece', sale_unit: 'strip', sale_factor: 10 } }],
    { entity: 'item' },
  )
  change(
    given,
    [
      {
        insert: 'item_tax',
        row: {
          item_id: itemId as number,
          from_date: localDate('2017-07-01'),
          class: 'taxable',
          rate_bp: 500 as never,
          hsn: '30049099',
        },
      },
    ],
    { entity: 'item' },
  )
  const shown = { name, code: null, manufacturer: null, composition: null, packLabel: null }
  indexNewItems(given.tx, [{ id: itemId as number, item: shown }])
  const { id } = given.tx.must(sql.selectFrom('location').select('id').where('kind', '=', 'saleable'))
  const batchId = ensureBatch(given, {
    itemId: itemId as number,
    itemUid,
    number: batch,
    expiry: localDate(expiry),
    mrpPaise: paise(mrpPaise),
    packFactor: 10,
  })
  return { itemId: itemId as number, itemUid, batchId, locationId: id }
}

export type Goods = { item: StockedItem; kind: MoveKind; qtyMilli: number; valuePaise?: number; ofMove?: number }

const documentKinds: Partial<Record<MoveKind, NewDocument['kind']>> = {
  opening: 'opening-stock',
  purchase: 'purchase',
  sale: 'sale',
  'sale-return': 'sale-return',
  'purchase-return': 'purchase-return',
}

/** A posting that moves goods; those with a value are received against the opening balance. */
export function goodsPosting(given: Writing, date: LocalDate, goods: readonly Goods[]): Posting {
  const { inventory, openingBalance } = accountIds(given.tx)
  const received = goods.reduce((sum, { valuePaise }) => sum + (valuePaise ?? 0), 0)
  return {
    ...emptyPosting('document', date),
    ledger:
      received === 0
        ? []
        : [
            { accountId: inventory, amountPaise: paise(received) },
            { accountId: openingBalance, amountPaise: paise(-received) },
          ],
    moves: goods.map(({ item, kind, qtyMilli, ofMove }) => ({
      itemId: item.itemId,
      batchId: item.batchId,
      locationId: item.locationId,
      qtyMilli: milli(qtyMilli),
      kind,
      ...(ofMove === undefined ? {} : { ofMove }),
    })),
    values: goods.flatMap(({ item, valuePaise }, at): StockValue[] =>
      valuePaise === undefined ? [] : [{ move: { at }, itemId: item.itemId, amountPaise: paise(valuePaise), kind: 'receipt' }],
    ),
  }
}

type Costing = (given: Writing, documents: readonly Posting[]) => { postings: Posting[]; layers: CostLayer[] }

/** Posts goods with the cost of what leaves. */
export function postGoods(given: Writing, date: LocalDate, goods: readonly Goods[], costing: Costing = costEntry): Posted {
  const posting = goodsPosting(given, date, goods)
  const cost = costing(given, [posting])
  const kind = documentKinds[goods[0]?.kind ?? 'opening'] ?? 'journal'
  return post(given, {
    what: 'document',
    document: bareDocument(kind, date),
    postings: [posting, ...cost.postings],
    layers: cost.layers,
  })
}

/** Adds to what a receipt cost, on any day. */
export function addToReceipt(
  given: Writing,
  receipt: { itemId: number; moveId: number; date: LocalDate; amountPaise: number },
  costing: Costing = costEntry,
): Posted {
  const { inventory, priceVariance } = accountIds(given.tx)
  const amountPaise = paise(receipt.amountPaise)
  const posting: Posting = {
    ...emptyPosting('document', receipt.date),
    ledger: [
      { accountId: inventory, amountPaise },
      { accountId: priceVariance, amountPaise: paise(-amountPaise) },
    ],
    values: [{ move: { id: receipt.moveId }, itemId: receipt.itemId, amountPaise, kind: 'landed' }],
  }
  const cost = costing(given, [posting])
  return post(given, {
    what: 'document',
    document: bareDocument('journal', receipt.date),
    postings: [posting, ...cost.postings],
    layers: cost.layers,
  })
}

/** Cancels a document as a room on the right would: mirrored, its cost worked out again. */
export function cancelGoods(given: Writing, documentId: number, costing: Costing = costEntry): Posted {
  const mirrored = mirrorOf(given.tx, documentId)
  const cost = costing(given, mirrored)
  const { uid, kind } = given.tx.must(sql.selectFrom('document').select(['uid', 'kind']).where('id', '=', documentId))
  const cancels = { documentId, uid: Buffer.from(uid).toString('hex'), kind: kind as NewDocument['kind'] }
  return post(given, { what: 'cancel', cancels, postings: [...mirrored, ...cost.postings], layers: cost.layers, reason: 'test' })
}
