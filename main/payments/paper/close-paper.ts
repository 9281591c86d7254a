import { formatDate } from '../../../shared/calendar.ts'
import { formatPaise, paise } from '../../../shared/money.ts'
import type { Block, Pair, Paper, PaperSize } from '../../../shared/paper.ts'
import { denominations } from '../../../shared/payments/cash-count.ts'
import type { PaperFirm } from '../../company/paper-letterhead.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes } from '../../database/uid.ts'
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

/** The cash close of this uid as paper, with its number; null when the document is no close. */
export function closeAsPaper(db: Reader, firm: PaperFirm, { uid, size }: { uid: string; size: PaperSize }) {
  const row = db.row(text<Parameters<typeof shownClose>[0]>`
    select d.id, d.uid, d.number, d.date, j.at, u.name as by, v.applied_json, s.cancelled from document d join document_state s on s.document_id = d.id
    join document_version v on v.id = s.current_version_id join journal j on j.seq = v.seq left join user u on u.id = j.user_id
    where d.uid = ${uidBytes(uid)} and d.kind = 'cash-close'`)
  if (!row) return null
  return { number: row.number, paper: closePaper(shownClose(row), JSON.parse(row.applied_json) as AppliedClose, firm, size) }
}
