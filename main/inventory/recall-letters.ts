import { basename } from 'node:path'
import { formatDate, formatExpiry, isLocalDate, type LocalDate } from '../../shared/calendar.ts'
import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import type { Paper } from '../../shared/paper.ts'
import { milli } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { firmProfile } from '../company/profile-store.ts'
import { text as query, type Reader } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import type { Tasking } from '../given.ts'
import { makeLetters } from '../make-paper.ts'
import { text } from '../paper-pieces.ts'
import { writeWhole } from '../whole-file.ts'
import { type LetterLanguage, letterWords } from './recall-words.ts'
import { type BuyerRow, batchOf, buyersOf } from './reports/recall.ts'

type Letter = { party: string; name: string; address: string[]; language: LetterLanguage; bills: BuyerRow[]; qtyMilli: number }
type Addressee = {
  name: string
  language: string
  line_1: string | null
  line_2: string | null
  city: string | null
  pin: string | null
}

/** One letter a buyer who still has goods of the batch. Walk-in customers have no address and get none. */
export function lettersFor(db: Reader, batchId: number): Letter[] {
  const byParty = new Map<string, BuyerRow[]>()
  for (const row of buyersOf(db, batchId)) {
    if (row.partyUid === null || row.netMilli <= 0) continue
    byParty.set(row.partyUid, [...(byParty.get(row.partyUid) ?? []), row])
  }
  return [...byParty].map(([party, bills]) => {
    const to = db.must(
      query<Addressee>`select p.name, p.language, a.line_1, a.line_2, a.city, a.pin from party p left join party_address a on a.id = (select min(id) from party_address where party_id = p.id) where p.uid = ${uidBytes(party)}`,
    )
    return {
      party,
      name: to.name,
      address: [to.line_1, to.line_2, [to.city, to.pin].filter(Boolean).join(' - ')].filter((line): line is string =>
        Boolean(line),
      ),
      language: (to.language in letterWords ? to.language : 'en') as LetterLanguage,
      bills,
      qtyMilli: bills.reduce((sum, bill) => sum + bill.netMilli, 0),
    }
  })
}

/** A letter as paper: who asks, whom, which batch, on which bills it went, and what to do. */
export function letterPaper(
  letter: Letter,
  about: { batch: ReturnType<typeof batchOf>; firm: NonNullable<ReturnType<typeof firmProfile>>; today: LocalDate },
): Paper {
  const { batch, firm, today } = about
  const words = letterWords[letter.language]
  const name = firm.tradeName ?? firm.legalName
  const day = (date: string) => (isLocalDate(date) ? formatDate(date) : date)
  const qty = (qtyMilli: number) => `${showStockQuantity(qtyMilli, batch.saleFactor)} ${batch.saleUnit}`
  const expiry = batch.expiry && isLocalDate(batch.expiry) ? formatExpiry(batch.expiry) : '–'
  const place = [firm.address1, firm.city, firm.pin].filter(Boolean).join(', ')
  return {
    size: 'A4',
    language: letter.language,
    name: `${words.title} ${batch.batch}`,
    author: name,
    title: '',
    titleLocal: null,
    running: words.title,
    copies: [''],
    watermark: null,
    blocks: [
      {
        kind: 'texts',
        texts: [
          text(name, 'firm'),
          text(place, 'body'),
          text([firm.phone, firm.licence20b, firm.licence21b].filter(Boolean).join(' · '), 'small'),
        ],
      },
      { kind: 'gap', mm: 4 },
      { kind: 'rule', weight: 'strong' },
      { kind: 'gap', mm: 5 },
      {
        kind: 'texts',
        texts: [
          text(formatDate(today), 'body', 'right'),
          text(letter.name, 'strong'),
          ...letter.address.map((line) => text(line, 'body')),
        ],
      },
      { kind: 'gap', mm: 6 },
      { kind: 'texts', texts: [text(`${words.title}: ${batch.item}, ${words.batch} ${batch.batch}`, 'title')] },
      { kind: 'gap', mm: 4 },
      {
        kind: 'texts',
        texts: [
          text(words.dear, 'body'),
          text(words.stop, 'body'),
          ...(batch.blockedReason ? [text(`${words.reason}: ${batch.blockedReason}`, 'strong')] : []),
          ...(batch.blockedNotice ? [text(`${words.notice}: ${batch.blockedNotice}`, 'body')] : []),
        ],
      },
      { kind: 'gap', mm: 4 },
      {
        kind: 'pairs',
        look: 'facts',
        pairs: [
          { label: words.item, value: text([batch.item, batch.pack].filter(Boolean).join(', '), 'body').text },
          { label: words.company, value: text(batch.company ?? '–', 'body').text },
          { label: words.batch, value: batch.batch, tone: 'strong' },
          { label: words.expiry, value: expiry },
        ],
      },
      { kind: 'gap', mm: 4 },
      {
        kind: 'table',
        columns: [
          { key: 'number', head: words.bill, align: 'left', width: 'rest' },
          { key: 'date', head: words.date, align: 'left', width: 'fit' },
          { key: 'sold', head: words.sold, align: 'right', width: 'fit' },
          { key: 'back', head: words.returned, align: 'right', width: 'fit' },
          { key: 'net', head: words.withYou, align: 'right', width: 'fit' },
        ],
        rows: letter.bills.map((bill) => [
          bill.number,
          day(bill.date),
          qty(bill.soldMilli),
          qty(bill.returnedMilli),
          qty(bill.netMilli),
        ]),
        totals: [words.total, '', '', '', qty(letter.qtyMilli)],
      },
      { kind: 'gap', mm: 6 },
      { kind: 'texts', texts: [text(words.please, 'body')] },
    ],
    closing: [
      { kind: 'gap', mm: 14 },
      { kind: 'texts', texts: [text(`${words.for} ${name}`, 'strong', 'right'), text(words.signatory, 'small', 'right')] },
    ],
    foot: name,
    words: { page: '{{page}} / {{pages}}', continued: '', carried: '', brought: '' },
  }
}

/** Writes the letters as one PDF and notes them. Refuses `inventory/nobody-to-write` when nobody has goods of the batch. */
export async function recallLetters(given: Tasking, { batchId, ticket }: { batchId: number; ticket: string }) {
  const path = given.file(ticket)
  const db = given.book.connection.reader
  const batch = batchOf(db, batchId)
  const firm = firmProfile(db)
  const letters = lettersFor(db, batchId)
  if (!firm || letters.length === 0)
    throw new Refusal('inventory/nobody-to-write', 'No party has goods of this batch', 'batchId', { batch: batch.batch })
  given.progress({ done: 0, total: letters.length, note: batch.batch })
  const papers = letters.map((letter) => letterPaper(letter, { batch, firm, today: given.today }))
  const { pdf, pages } = await makeLetters(papers, given)
  await writeWhole(
    path,
    pdf,
    (why) => new Refusal('company/file-not-written', 'The file could not be written there', 'ticket', { why }),
  )
  const noted = await given.call('inventory.noteLetters', {
    batchId,
    at: given.now(),
    letters: letters.map(({ party, bills, qtyMilli, language }) => ({
      party,
      bills: bills.length,
      qtyMilli: milli(qtyMilli),
      language,
    })),
  })
  if (!noted.ok && 'refusal' in noted) throw new Refusal(noted.refusal.code, noted.refusal.message, noted.refusal.field)
  given.progress({ done: letters.length, total: letters.length, note: batch.batch })
  return { name: basename(path), letters: letters.length, pages }
}
