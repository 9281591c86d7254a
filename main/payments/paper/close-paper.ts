import type { z } from 'zod'
import { formatDate } from '../../../shared/calendar.ts'
import { formatPaise, paise } from '../../../shared/money.ts'
import type { Block, Pair, Paper, PaperSize } from '../../../shared/paper.ts'
import type { cashCalls } from '../../../shared/payments/cash-contract.ts'
import { denominations } from '../../../shared/payments/cash-count.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { PaperFirm } from '../../company/paper-letterhead.ts'
import { firmProfile } from '../../company/profile-store.ts'
import { text } from '../../database/connection.ts'
import { uidBytes } from '../../database/uid.ts'
import type { Tasking } from '../../given.ts'
import { makePaper } from '../../make-paper.ts'
import { pair } from '../../paper-pieces.ts'
import { type AppliedClose, shownClose } from '../cash-day.ts'
import { slip } from './money-paper.ts'

type Close = ReturnType<typeof shownClose>

/** The count of a day's drawer: what should be there, the notes, and the difference with its reason. */
export function closePaper(close: Close, applied: AppliedClose, firm: PaperFirm, size: PaperSize): Paper {
  const money = (name: string, amountPaise: number, tone?: Pair['tone']) => pair(name, formatPaise(paise(amountPaise)), tone)
  const facts: Block = {
    kind: 'pairs',
    look: 'facts',
    pairs: [
      ...pair('Cash close', close.number, 'strong'),
      ...pair('Day', formatDate(close.date), 'strong'),
      ...pair('Counted by', close.by),
      ...money('Opening', close.openingPaise),
      ...money('Came in', close.inPaise),
      ...money('Went out', close.outPaise),
      ...money('Should be', close.expectedPaise, 'strong'),
      ...money('Counted', close.countedPaise, 'strong'),
      ...money(close.differencePaise < 0 ? 'Short' : 'Over', Math.abs(close.differencePaise)),
      ...pair('Reason', close.reason),
    ],
  }
  const notes = denominations.filter((note) => (applied.pieces[`n${note}`] ?? 0) > 0)
  const row = (name: string, pieces: string, amountPaise: number) => ({
    cells: { note: { text: name }, pieces: { text: pieces }, amount: { text: formatPaise(paise(amountPaise)) } },
    carryPaise: { amount: paise(amountPaise) },
  })
  const lines: Block = {
    kind: 'lines',
    columns: [
      { key: 'note', head: 'Note', align: 'left', width: 'rest' },
      { key: 'pieces', head: 'Pieces', align: 'right', width: 'fit' },
      { key: 'amount', head: 'Amount', align: 'right', width: 'fit' },
    ],
    rows: [
      ...notes.map((note) =>
        row(String(note), String(applied.pieces[`n${note}`]), (applied.pieces[`n${note}`] ?? 0) * note * 100),
      ),
      ...(applied.coinsPaise > 0 ? [row('Coins', '', applied.coinsPaise)] : []),
    ],
    totals: { note: 'Counted', amount: formatPaise(close.countedPaise) },
  }
  return slip(firm, {
    size,
    name: `Cash close ${close.number}`,
    title: 'CASH CLOSE',
    running: close.number,
    cancelled: close.cancelled,
    blocks: [facts, { kind: 'gap', mm: 1.4 }, lines],
    closing: [{ kind: 'gap', mm: 2 }],
  })
}

type Ask = z.output<(typeof cashCalls)['closePdf']['input']>
export async function closePdf(given: Tasking, { uid, size }: Ask) {
  const db = given.book.connection.reader
  const row = db.row(text<Parameters<typeof shownClose>[0]>`
    select d.id, d.uid, d.number, d.date, j.at, u.name as by, v.applied_json, s.cancelled from document d join document_state s on s.document_id = d.id
    join document_version v on v.id = s.current_version_id join journal j on j.seq = v.seq left join user u on u.id = j.user_id
    where d.uid = ${uidBytes(uid)} and d.kind = 'cash-close'`)
  const firm = firmProfile(db)
  if (!row || !firm) throw new Refusal('payments/unknown-document', 'There is no such close', 'uid', {})
  const paper = closePaper(shownClose(row), JSON.parse(row.applied_json) as AppliedClose, firm, size)
  const { pdf, pages } = await makePaper(paper, given)
  return { name: `${row.number.replace(/[^A-Za-z0-9-]+/g, '-')}.pdf`, pdfBase64: Buffer.from(pdf).toString('base64'), pages }
}
