import type { z } from 'zod'
import type { PaperLook } from '../../../shared/sales/paper-contract.ts'
import { firmProfile } from '../../company/profile-store.ts'
import { type Reader, sql } from '../../database/connection.ts'
import type { BillLook, PaperLogo } from './look.ts'
import { pictureOf } from './picture.ts'

export type LookRow = z.output<typeof PaperLook>
/** A look that is being tried. */
export type LookGiven = LookRow & { readonly terms: string | null }

const delivered: LookRow = {
  format: 'A4',
  copies: 1,
  language: 'en',
  hidden: [],
  footer: null,
  bank: true,
  upi: true,
  rollColumns: 48,
  matrixColumns: 80,
  matrixLines: 72,
}

/** The firm's settings for its bills; as delivered while it has set none. */
export function lookRow(db: Reader): LookRow {
  const row = db.row(sql.selectFrom('bill_look').selectAll().where('id', '=', 1))
  if (!row) return delivered
  return {
    format: row.format as LookRow['format'],
    copies: row.copies,
    language: row.language as LookRow['language'],
    hidden: JSON.parse(row.hidden_json) as LookRow['hidden'],
    footer: row.footer,
    bank: row.bank === 1,
    upi: row.upi === 1,
    rollColumns: row.roll_columns,
    matrixColumns: row.matrix_columns,
    matrixLines: row.matrix_lines,
  }
}

/** The firm's picture as it was stored. */
export function firmLogo(db: Reader): { mediaType: string; bytes: Uint8Array } | null {
  const row = db.row(
    sql
      .selectFrom('firm')
      .innerJoin('attachment', 'attachment.sha256', 'firm.logo_sha256')
      .select(['attachment.media_type', 'attachment.bytes'])
      .where('firm.id', '=', 1),
  )
  return row ? { mediaType: row.media_type, bytes: row.bytes } : null
}

/** The room a picture has beside the firm's name. */
const roomMm = { width: 28, height: 20 }

function logoOf(db: Reader): PaperLogo | null {
  const stored = firmLogo(db)
  if (!stored) return null
  const { width, height } = pictureOf(stored.bytes)
  const scale = Math.min(roomMm.width / width, roomMm.height / height)
  return {
    dataUrl: `data:${stored.mediaType};base64,${Buffer.from(stored.bytes).toString('base64')}`,
    widthMm: width * scale,
    heightMm: height * scale,
  }
}

/** What a bill's paper needs of the settings; `tried` ones instead of the stored, the picture being the stored one. */
export function billLook(db: Reader, tried: LookGiven | null): BillLook {
  const { hidden, footer, bank, upi } = tried ?? lookRow(db)
  return { logo: logoOf(db), hidden, footer, bank, upi }
}

export const firmTerms = (db: Reader): string | null => firmProfile(db)?.terms ?? null
