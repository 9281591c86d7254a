import type { Handlers } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { paperCalls } from '../../../shared/sales/paper-contract.ts'
import { type Change, change } from '../../company/records.ts'
import { sql } from '../../database/connection.ts'
import type { Given, Writing } from '../../given.ts'
import { firmLogo, firmTerms, type LookGiven, lookRow } from './look-store.ts'
import { pictureOf } from './picture.ts'
import { keepPicture, pickedPicture } from './picture-store.ts'
import { billsPdf, runBills, sheetOf } from './run-bills.ts'

const captions = ['original', 'duplicate', 'triplicate'] as const

function saveLook(given: Writing, { terms, ...look }: LookGiven): void {
  const row = {
    format: look.format,
    copies: look.copies,
    language: look.language,
    hidden_json: JSON.stringify(look.hidden),
    footer: look.footer,
    bank: look.bank ? 1 : 0,
    upi: look.upi ? 1 : 0,
    roll_columns: look.rollColumns,
    matrix_columns: look.matrixColumns,
    matrix_lines: look.matrixLines,
  }
  const there = given.tx.row(sql.selectFrom('bill_look').select('id').where('id', '=', 1))
  const changes: Change[] = [there ? { update: 'bill_look', id: 1, set: row } : { insert: 'bill_look', row: { id: 1, ...row } }]
  if (terms !== firmTerms(given.tx)) changes.push({ update: 'firm', id: 1, set: { terms } })
  change(given, changes, { entity: 'bill_look' })
}

function storeLogo(given: Writing, base64: string | null): void {
  if (base64 === null) {
    change(given, [{ update: 'firm', id: 1, set: { logo_sha256: null } }], { entity: 'firm', reason: 'picture taken away' })
    return
  }
  const { sha256, changes } = keepPicture(given.tx, pictureOf(Buffer.from(base64, 'base64')))
  change(given, [...changes, { update: 'firm', id: 1, set: { logo_sha256: sha256 } }], { entity: 'firm', reason: 'picture' })
}

/** How the firm's bills look: settings, picture, and what they would look like. */
export const lookHandlers = {
  paperLook: (_, { db }) => {
    const stored = firmLogo(db)
    const logo = stored && {
      mediaType: stored.mediaType,
      ...sizeOf(stored.bytes),
      base64: Buffer.from(stored.bytes).toString('base64'),
    }
    return { ...lookRow(db), terms: firmTerms(db), logo }
  },
  savePaperLook: (look, given) => {
    saveLook(given, look)
    return { ok: true as const }
  },
  storeLogo: ({ base64 }, given) => {
    storeLogo(given, base64)
    return { ok: true as const }
  },
  pickLogo: async ({ ticket }, given) => {
    const reply = await given.call('sales.storeLogo', { base64: await pickedPicture(given.file(ticket), 'logo') })
    if (!reply.ok) {
      if (!('refusal' in reply)) throw new Error('the picture was not stored')
      throw new Refusal(reply.refusal.code, reply.refusal.message, reply.refusal.field, reply.refusal.details as never)
    }
    return { ok: true as const }
  },
  lookPreview: async (look, given) => {
    const copies = captions.slice(0, look.copies)
    if (look.format === 'thermal' || look.format === 'matrix') {
      const { pdf } = await runBills(given, { which: 'latest', copies, format: look.format, look })
      const { columns, language } = sheetOf(look.format, look)
      const bytesBase64 = Buffer.from(pdf as Uint8Array).toString('base64')
      return { kind: 'text' as const, name: 'preview.prn', bytesBase64, columns, language }
    }
    const { pdf, pages } = await billsPdf(given, { which: 'latest', copies, size: look.format, language: look.language, look })
    return { kind: 'pdf' as const, pdfBase64: Buffer.from(pdf).toString('base64'), pages }
  },
} satisfies Partial<Handlers<typeof paperCalls, Given>>

const sizeOf = (bytes: Uint8Array) => {
  const { width, height } = pictureOf(bytes)
  return { width, height }
}
