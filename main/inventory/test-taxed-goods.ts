import { emptyPosting, type Posting } from '../../shared/accounts/posting.ts'
import { localDate } from '../../shared/calendar.ts'
import { paise } from '../../shared/money.ts'
import { basisPoints, milli } from '../../shared/quantity.ts'
import { accountIds } from '../accounts/account-store.ts'
import { post } from '../accounts/ledger.ts'
import type { TestBook } from '../test-book.ts'
import { bareDocument, type StockedItem } from './hand-made.ts'
import { costEntry } from './issue-cost.ts'

/** For tests: goods that come in with so much CGST and as much SGST availed on them, as a supplier's bill brings them; the move. */
export function receiveTaxed(
  book: TestBook,
  item: StockedItem,
  goods: { qtyMilli: number; valuePaise: number; headPaise: number; rateBp: number; date: string },
): number {
  return book.write((given) => {
    const { inventory, openingBalance, inputCgst, inputSgst } = accountIds(given.tx)
    const date = localDate(goods.date)
    const head = paise(goods.headPaise)
    const itc = { igstPaise: paise(0), cgstPaise: head, sgstPaise: head, cessPaise: paise(0) }
    const posting: Posting = {
      ...emptyPosting('document', date),
      ledger: [
        { accountId: inventory, amountPaise: paise(goods.valuePaise) },
        { accountId: inputCgst, amountPaise: head },
        { accountId: inputSgst, amountPaise: head },
        { accountId: openingBalance, amountPaise: paise(0 - goods.valuePaise - 2 * head) },
      ].filter((line) => line.amountPaise !== 0),
      moves: [
        {
          itemId: item.itemId,
          batchId: item.batchId,
          locationId: item.locationId,
          qtyMilli: milli(goods.qtyMilli),
          kind: 'purchase',
          ...(head === 0 ? {} : { itc: { ...itc, rateBp: basisPoints(goods.rateBp), supplierId: null } }),
        },
      ],
      values: [{ move: { at: 0 }, itemId: item.itemId, amountPaise: paise(goods.valuePaise), kind: 'receipt' }],
    }
    const cost = costEntry(given, posting)
    const document = bareDocument('purchase', date)
    return post(given, { what: 'document', document, postings: [posting, ...cost.postings], layers: cost.layers })
      .moveIds[0] as number
  })
}
