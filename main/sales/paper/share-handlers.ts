import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Handlers } from '../../../shared/contract.ts'
import { printable } from '../../../shared/paper-text.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { paperCalls } from '../../../shared/sales/paper-contract.ts'
import { firmProfile } from '../../company/profile-store.ts'
import { type Reader, sql } from '../../database/connection.ts'
import { uidBytes } from '../../database/uid.ts'
import type { Given, Tasking } from '../../given.ts'
import { shownBill } from '../bill-store.ts'
import { shownNote } from '../returns/note-store.ts'
import type { Bill } from './bill.ts'
import { isNote } from './bills-job.ts'
import { emailFile, mailAddress } from './email-draft.ts'
import { billsPdf } from './run-bills.ts'
import { writePaper } from './write-paper.ts'

/** A telephone number as wa.me wants it: country code and digits, Indian unless it says otherwise; null when it cannot be one. */
export function whatsAppNumber(phone: string): string | null {
  const plus = phone.trim().startsWith('+')
  const digits = phone.replace(/\D/g, '').replace(/^0+/, '')
  if (!plus && digits.length === 10 && /^[6-9]/.test(digits)) return `91${digits}`
  if ((plus || digits.startsWith('91')) && digits.length >= 11 && digits.length <= 15) return digits
  return null
}

/** 'INV-26-27-00042-Matru-Medical-Stores.pdf': the number and who it is for, in letters every system allows. */
export function sharedName(number: string, party: string): string {
  const part = (text: string, most: number) =>
    printable(text)
      .normalize('NFC')
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, most)
  return `${[part(number, 40), part(party, 60)].filter(Boolean).join('-')}.pdf`
}

type Contact = { name: string; email: string | null; phone: string | null; file: string }

function contactOf(db: Reader, uid: string): Contact {
  const document = isNote(db, uid) ? shownNote(db, uid) : shownBill(db, uid)
  const { buyer } = document.applied as Pick<Bill['applied'], 'buyer'>
  const party = document.partyUid
    ? db.row(sql.selectFrom('party').select(['id', 'phone', 'email']).where('uid', '=', uidBytes(document.partyUid)))
    : undefined
  const people = party
    ? db.rows(sql.selectFrom('party_contact').select(['phone', 'email']).where('party_id', '=', party.id).orderBy('id'))
    : []
  const phones = [party?.phone, ...people.map((one) => one.phone), buyer.phone]
  const emails = [party?.email, ...people.map((one) => one.email)]
  return {
    name: document.party,
    phone: phones.map((phone) => (phone ? whatsAppNumber(phone) : null)).find((phone) => phone !== null) ?? null,
    email: emails.map((email) => (email ? mailAddress(email) : null)).find((email) => email !== null) ?? null,
    file: sharedName(document.number, document.party),
  }
}

/** Where a file goes that is to be attached: the ticket of a headless caller, else the desk's folder for shared papers. */
async function placeFor(given: Tasking, ticket: string, name: string): Promise<string> {
  const { desk } = given.host
  if (!desk) return given.file(ticket)
  await mkdir(desk.shareFolder(), { recursive: true })
  return join(desk.shareFolder(), name)
}

/** Bills and notes on their way to the buyer. The app sends nothing: it opens what the person then sends. */
export const shareHandlers = {
  paperContact: ({ uid }, { db }) => contactOf(db, uid),
  emailDraft: async ({ uid, to, subject, body, ...asked }, given) => {
    const address = to === null ? null : mailAddress(to)
    if (to !== null && !address) throw new Refusal('sales/bad-email', 'This is no e-mail address', 'to', { to })
    const { reader } = given.book.connection
    const { file } = contactOf(reader, uid)
    const { pdf } = await billsPdf(given, { which: { uids: [uid] }, ...asked })
    const from = firmProfile(reader)?.email ?? null
    const message = emailFile({
      from: from && mailAddress(from),
      to: address,
      subject,
      body,
      at: given.now(),
      attachment: { name: file, mediaType: 'application/pdf', bytes: pdf },
    })
    const path = await placeFor(given, 'eml', file.replace(/\.pdf$/, '.eml'))
    await writePaper(path, message)
    await given.host.desk?.openFile(path)
    return { file: basename(path), opened: given.host.desk !== null }
  },
  whatsApp: async ({ uid, phone, text, ...asked }, given) => {
    const number = whatsAppNumber(phone)
    if (!number) throw new Refusal('sales/bad-phone', 'This is no mobile number', 'phone', { phone })
    const { file } = contactOf(given.book.connection.reader, uid)
    const { pdf } = await billsPdf(given, { which: { uids: [uid] }, ...asked })
    const path = await placeFor(given, 'pdf', file)
    await writePaper(path, pdf)
    const { desk } = given.host
    if (desk) {
      desk.showFile(path)
      await desk.openLink(`https://wa.me/${number}?text=${encodeURIComponent(text)}`)
    }
    return { file: basename(path), opened: desk !== null }
  },
} satisfies Partial<Handlers<typeof paperCalls, Given>>
