import type { RefObject } from 'react'
import { tell } from '../client.ts'
import { askWhy } from '../inventory/ask-why.tsx'
import { askHoldName, askRecall } from '../items/sheet-dialogs.tsx'
import { openScreen, openScreenNamed } from '../tabs.ts'
import { askUnsaved } from '../ui/ask.tsx'
import { rupees } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { codeWords, words } from '../words.ts'
import type { Bill } from './bill.ts'
import { type Ahead, forgetAway } from './bill-ahead.ts'
import { type BillHead, isEmptyBill, placeOfField, readKept, toPost } from './bill-draft.ts'
import { focusField } from './bill-head.tsx'
import { returnedIn, returnedToPost } from './bill-returns.ts'
import { askPrescription } from './price-dialogs.tsx'

/** What the ways on from a bill need of the screen around it. */
export type BillDesk = {
  readonly bill: Bill
  readonly uid: string
  readonly screen: RefObject<HTMLElement | null>
  readonly setBusy: (busy: boolean) => void
  readonly intoLines: () => void
  /** The tab becomes the next empty bill while this one is being posted. */
  readonly ahead: () => Ahead
  readonly close: () => void
  /** Set in a lesson: the bill goes nowhere. */
  readonly practice?: { saved: () => void } | null
}

const stateOf = ({ bill }: BillDesk) => ({ head: bill.head.getState(), lines: bill.entry.store.getState().lines })
const saving = new Set<string>()
/** A posting takes a hundredth of a second; one that takes this long is said. */
const slowAfterMs = 300

const askVersionReason = ({ number, version }: NonNullable<BillHead['amends']>): Promise<string | null> =>
  askWhy({
    title: words('sales.amend.title', { number, version: version + 1 }),
    text: words('sales.amend.text', { version }),
    action: words('sales.amend.action'),
  })

function toCell({ bill, intoLines }: BillDesk, row: number, column: string): void {
  bill.entry.moveTo({ row, col: bill.entry.columnAt(column) })
  intoLines()
}

/** Sends the bill as what it is: a new version, a bill with goods back inside, or a bill. */
function post({ bill, uid }: BillDesk, reason: string, onTrouble: () => void) {
  const head = bill.head.getState()
  const posting = toPost(head, bill.header.getState().value, bill.entry.store.getState().lines)
  const envelope = { draftUid: uid }
  const back = returnedIn(head)
  if (head.amends) return tell('sales.amendBill', { bill: posting, version: head.amends.version, reason }, envelope, onTrouble)
  if (back.length === 0) return tell('sales.postBill', posting, envelope, onTrouble)
  const returned = back.map((one) => returnedToPost({ ...head, uid }, one))
  return tell('sales.postBillAndReturn', { bill: posting, returned }, envelope, onTrouble)
}

/**
 * Posts the bill, once however often it is pressed. The next bill is on screen at once; when main has a question or refuses, this one is
 * back before it is said, the cursor where it belongs.
 */
export async function saveBill(desk: BillDesk, print: boolean): Promise<boolean> {
  const { bill, uid } = desk
  const { head, lines } = stateOf(desk)
  if (saving.has(uid)) return false
  const filled = bill.entry.filled()
  if (filled.length === 0) {
    // Save pressed once more lands on the next, empty bill: what was just saved must stay to be read
    if (isEmptyBill(head, lines, null)) focusField(desk.screen, 'party')
    else say(words('sales.bill.nothingToSave'))
    return false
  }
  const unfinished = filled.find((line) => line.qtyMilli === null || line.rateE4 === null || !line.batch)
  if (unfinished) {
    const row = lines.indexOf(unfinished)
    toCell(desk, row, !unfinished.batch ? 'item' : unfinished.qtyMilli === null ? 'qty' : 'rate')
    say(words('sales.bill.unfinished', { line: row + 1 }))
    return false
  }
  if (desk.practice) {
    desk.practice.saved()
    return true
  }
  const reason = head.amends ? await askVersionReason(head.amends) : ''
  if (reason === null) {
    desk.intoLines()
    return false
  }
  saving.add(uid)
  const slow = setTimeout(() => say(words('sales.bill.saving')), slowAfterMs)
  let ahead: Ahead | null = null
  const sent = post(desk, reason, () => {
    // what is asked is not to be talked over
    clearTimeout(slow)
    ahead?.bring()
  })
  if (head.amends) desk.setBusy(true)
  else ahead = desk.ahead()
  const told = await sent
  saving.delete(uid)
  clearTimeout(slow)
  if (told.ok) {
    say(words('sales.bill.saved', { number: told.value.number, total: rupees(told.value.totalPaise) }))
    bill.end()
    if (ahead) ahead.done()
    else {
      await tell('company.dropDraft', { uid })
      desk.close()
    }
    if (print) openScreenNamed('sales/bill-paper', { uid: told.value.uid })
    return true
  }
  desk.setBusy(false)
  if (told.refusal?.code === 'sales/prescription-needed') {
    const prescription = await askPrescription(head.prescription ?? null)
    if (prescription) {
      bill.head.setState({ prescription })
      return saveBill(desk, print)
    }
  }
  if (told.refusal) {
    say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
    const place = placeOfField(told.refusal.field, lines)
    if (place && 'row' in place) toCell(desk, place.row, place.column)
    else if (place) focusField(desk.screen, place.field)
  } else if (told.dismissed) desk.intoLines()
  return false
}

/** Puts the bill aside under a name. */
export async function holdBill(desk: BillDesk): Promise<boolean> {
  const { head, lines } = stateOf(desk)
  if (isEmptyBill(head, lines, null)) {
    say(words('sales.bill.nothingToHold'))
    return false
  }
  const name = await askHoldName(head.party?.name ?? head.walkInName, words('sales.bill.holdTitle'))
  if (name === null) return false
  await desk.bill.holdAs(name)
  forgetAway(desk.uid)
  say(words('sales.bill.heldAs', { name }))
  return true
}

/** Lists what was put aside or left unfinished and opens the chosen one in a tab of its own. */
export async function recallBill({ uid: own }: BillDesk): Promise<void> {
  const drafts = await tell('company.drafts', { kind: 'sale' })
  if (!drafts.ok) return
  const held = drafts.value.flatMap(({ uid, json, heldName, updatedAt }) => {
    const kept = uid === own ? null : readKept(json)
    return kept
      ? [{ uid, heldName, updatedAt, about: kept.head.party?.name ?? kept.head.walkInName, items: kept.lines.length }]
      : []
  })
  const uid = await askRecall(held, words('sales.bill.recallTitle'))
  if (uid) openScreen('sales/bill', { uid })
}

/** The tab of an unfinished bill was asked to close. */
export async function closeBill(desk: BillDesk): Promise<void> {
  const answer = await askUnsaved({ title: stateOf(desk).head.party?.name ?? words('screens.newBill'), save: true, hold: true })
  if (answer === 'save') await saveBill(desk, false)
  else if (answer === 'hold') {
    if (await holdBill(desk)) desk.close()
  } else if (answer === 'discard') {
    desk.bill.end()
    forgetAway(desk.uid)
    await tell('company.dropDraft', { uid: desk.uid })
    desk.close()
  }
}
