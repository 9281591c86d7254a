import { expect, test } from 'vitest'
import { sql, text } from '../database/connection.ts'
import { supply } from './test-supply.ts'

const s = await supply()
const taxes = (uid: string) =>
  s.book.db.rows(text<{ class: string; rate_bp: number; taxable: number; cgst: number }>`
    select t.class, t.rate_bp, t.taxable, t.cgst from tax_line t join posting p on p.id = t.posting_id join document_version v on v.id = p.version_id join document d on d.id = v.document_id
    where d.uid = ${Buffer.from(uid.replaceAll('-', ''), 'hex')}`)
const differs = { code: 'purchases/tax-rate-differs', field: 'lines.0.gstBp' }

test.each([
  [1200, 'taxable', 600],
  [0, 'nil', 0],
])('a bill taxed at %s is entered as it is taxed, with a reason that is kept', async (gstBp, taxClass, cgst) => {
  const bill = s.bill({ lines: [s.billLine({ gstBp, batch: `G${gstBp}` })] })
  expect(await s.book.ask('purchases.postBill', bill)).toMatchObject({
    ok: false,
    warnings: [{ ...differs, details: { ours: '5%' } }],
  })
  await s.post('postBill', bill, s.accept(['purchases/tax-rate-differs', 'lines.0.gstBp']))
  expect(taxes(bill.uid)).toEqual([{ class: taxClass, rate_bp: gstBp, taxable: 10_000, cgst }])
  const kept = s.book.db.rows(sql.selectFrom('journal').select('accepted_json').orderBy('seq', 'desc').limit(1))
  expect(kept[0]?.accepted_json).toContain('agreed on the phone')
  await s.healthy()
})

test('the item’s own rate is no difference, and a scheme amount comes off before tax', async () => {
  const bill = await s.post('postBill', s.bill({ lines: [s.billLine({ gstBp: 500, schemePaise: 1000, batch: 'S1' })] }))
  expect(taxes(bill.uid)).toEqual([{ class: 'taxable', rate_bp: 500, taxable: 9000, cgst: 225 }])
})

test('a rate nobody levies, and tax of a supplier who may charge none, are refused', async () => {
  const line = (gstBp: number) => [s.billLine({ gstBp, batch: 'N1' })]
  await s.refused('postBill', s.bill({ lines: line(1300) }), 'purchases/no-such-rate', 'lines.0.gstBp')
  const composition = await s.party({ category: 'unregistered', gstin: null, name: 'Small Trader' })
  const bill = s.bill({ supplier: composition, lines: line(1200) })
  await s.refused('postBill', bill, 'purchases/tax-not-due', 'lines.0.gstBp')
  s.book.close()
})
