import type { LocalDate } from '../../shared/calendar.ts'
import { fetchNow } from '../client.ts'
import type { SheetKind } from '../items/sheet.ts'
import { keepDraft } from '../purchases/start-draft.ts'
import { openScreen } from '../tabs.ts'
import { linesOfBill, newReturnHead, type ReturnHead, type ReturnLine, returnKind } from './return.ts'

/** A return of goods of a posted bill, begun with its lines. */
export async function giveBack(billUid: string, today: LocalDate): Promise<void> {
  const bill = await fetchNow('sales.returnableBill', { bill: billUid, date: today })
  const head: ReturnHead = { ...newReturnHead(today), bill, settle: bill.partyUid ? 'adjust' : 'cash' }
  const kind = returnKind as unknown as SheetKind<ReturnHead, ReturnLine>
  const uid = await keepDraft(kind, head, linesOfBill(bill, 'goods', today), 'qty')
  if (uid) openScreen('sales/return', { uid })
}
