import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localDate } from '../../../shared/calendar.ts'
import { sql } from '../../database/connection.ts'
import type { TestBook } from '../../test-book.ts'
import { rateFor, taxOn } from '../item-facts.ts'

const today = localDate('2026-11-21')

/** What import tests do with the book they have at the moment: bring in a list given as text, and look at what came of it. */
export function importing(current: () => TestBook) {
  const folder = mkdtempSync(join(tmpdir(), 'bahi-import-'))
  let files = 0
  const file = (content: string): { files: { catalogue: string } } => {
    files += 1
    const path = join(folder, `list-${files}.csv`)
    writeFileSync(path, content)
    return { files: { catalogue: path } }
  }
  const read = async (content: string): Promise<string> =>
    (await current().call('items.readImport', { ticket: 'catalogue' }, file(content))).uid
  const check = async (uid: string, over: object = {}) => {
    const { mapping } = await current().call('items.importState', { uid })
    return await current().call('items.checkImport', { uid, mapping, ...over })
  }
  const importWhole = async (content: string) => {
    const uid = await read(content)
    await check(uid)
    return await current().call('items.applyImport', { uid })
  }
  /** Everything the catalogue says today of its active items. */
  const catalogue = () => {
    const { db } = current()
    return db.rows(sql.selectFrom('item').selectAll().where('active', '=', 1).orderBy('id')).map((item) => ({
      ...item,
      uid: Buffer.from(item.uid).toString('hex'),
      units: db.rows(sql.selectFrom('item_unit').select(['unit', 'factor']).where('item_id', '=', item.id).orderBy('unit')),
      barcodes: db.rows(sql.selectFrom('barcode').select('code').where('item_id', '=', item.id).orderBy('code')),
      tax: (({ fromDate: _, ...tax }) => tax)(taxOn(db, item.id, today) as NonNullable<ReturnType<typeof taxOn>>),
      prices: (['mrp', 'ptr', 'pts'] as const).map((tier) => rateFor(db, { itemId: item.id, tier, date: today })),
    }))
  }
  const found = async (text: string): Promise<string[]> =>
    (await current().call('items.search', { text })).rows.map((row: { name: string }) => row.name)
  return { file, read, check, importWhole, catalogue, found, clear: () => rmSync(folder, { recursive: true, force: true }) }
}
