import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Output } from '../../shared/contract.ts'
import type { Gstr1Check, Gstr1Section, Gstr1Summary, gst } from '../../shared/gst/contract.ts'
import { testBook } from '../test-book.ts'
import { postTestBill, type Tamper, type TestBill } from './test-month.ts'

export const month = '2026-10'
export const matru = { gstin: '27AAKFM7788P1Z2', party: 'Matru Medical Stores' }
export const gujarat = { gstin: '24AAACC1206D1ZM', party: 'Cadila' }
export type Summary = z.output<typeof Gstr1Summary>

/** A book for the tests of October 2026's return, asked through the dispatcher. */
export function october() {
  const book = testBook()
  const folder = mkdtempSync(join(tmpdir(), 'bahi-gst-'))
  const summary = async (): Promise<Summary> => await book.call('gst.gstr1', { month })
  return {
    book,
    folder,
    /** Posts a bill of 12 October, by default 100.00 at 5% to a walk-in. */
    bill: (about: Partial<TestBill>, tamper?: Tamper) =>
      book.write((given) => postTestBill(given, { date: '2026-10-12', lines: [{ rate: 100, rateBp: 500 }], ...about }, tamper)),
    section: async (name: Gstr1Section) => (await summary()).sections.find((one) => one.section === name),
    check: async (name: Gstr1Check) => (await summary()).checks.find((one) => one.code === name),
    failing: async () => (await summary()).checks.filter((one) => !one.ok).map((one) => one.code),
    rows: async (section: Gstr1Section, more = {}): Promise<Output<typeof gst.gstr1Rows>> =>
      await book.call('gst.gstr1Rows', { month, section, ...more }),
    /** The JSON file, written and read back. */
    json: async () => {
      const path = join(folder, 'gstr1.json')
      await book.call('gst.gstr1Json', { month, ticket: 'json' }, { files: { json: path } })
      return JSON.parse(readFileSync(path, 'utf8'))
    },
    close: () => {
      book.close()
      rmSync(folder, { recursive: true })
    },
  }
}
export type October = ReturnType<typeof october>
