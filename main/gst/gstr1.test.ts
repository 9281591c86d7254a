import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gujarat, matru, type October, october as open } from './test-return.ts'

let october: October
beforeEach(() => {
  october = open()
})
afterEach(() => october.close())

test('the worked example of gst-rules.md appendix A, without its credit note', async () => {
  october.bill({
    ...matru,
    roundOff: true,
    lines: [
      { hsn: '30049060', qty: 100, free: 10, rate: 18.5, discountBp: 500, rateBp: 500 },
      { hsn: '33072000', qty: 12, rate: 149.99, rateBp: 1800 },
    ],
  })
  october.bill({
    lines: [
      { hsn: '30049060', qty: 25, rate: 20, rateBp: 500 },
      { hsn: '30045010', qty: 4, rate: 60, taxClass: 'nil' },
    ],
  })
  october.bill({ ...matru, cancelled: true })
  const halves = { rt: 5, camt: 43.94, samt: 43.94, csamt: 0 }
  expect(await october.json()).toEqual({
    gstin: '27AABFD4321K1ZN',
    fp: '102026',
    version: 'GST3.2.4',
    hash: 'hash',
    b2b: [
      {
        ctin: '27AAKFM7788P1Z2',
        inv: [
          {
            inum: 'SA/26-27/000001',
            idt: '12-10-2026',
            val: 3969,
            pos: '27',
            rchrg: 'N',
            inv_typ: 'R',
            itms: [
              { num: 501, itm_det: { txval: 1757.5, ...halves } },
              { num: 1801, itm_det: { rt: 18, txval: 1799.88, camt: 161.99, samt: 161.99, csamt: 0 } },
            ],
          },
        ],
      },
    ],
    b2cs: [{ sply_ty: 'INTRA', rt: 5, typ: 'OE', pos: '27', txval: 500, camt: 12.5, samt: 12.5, csamt: 0 }],
    nil: { inv: [{ sply_ty: 'INTRAB2C', expt_amt: 0, nil_amt: 240, ngsup_amt: 0 }] },
    hsn: {
      hsn_b2b: [
        { num: 1, hsn_sc: '30049060', uqc: 'NOS', qty: 110, txval: 1757.5, iamt: 0, ...halves },
        {
          num: 2,
          hsn_sc: '33072000',
          uqc: 'NOS',
          qty: 12,
          rt: 18,
          txval: 1799.88,
          iamt: 0,
          samt: 161.99,
          camt: 161.99,
          csamt: 0,
        },
      ],
      hsn_b2c: [
        { num: 1, hsn_sc: '30045010', uqc: 'NOS', qty: 4, rt: 0, txval: 240, iamt: 0, samt: 0, camt: 0, csamt: 0 },
        { num: 2, hsn_sc: '30049060', uqc: 'NOS', qty: 25, rt: 5, txval: 500, iamt: 0, samt: 12.5, camt: 12.5, csamt: 0 },
      ],
    },
    doc_issue: {
      doc_det: [
        {
          doc_num: 1,
          doc_typ: 'Invoices for outward supply',
          docs: [{ num: 1, from: 'SA/26-27/000001', to: 'SA/26-27/000003', totnum: 3, cancel: 1, net_issue: 2 }],
        },
      ],
    },
  })
  expect(await october.failing()).toEqual([])
})

describe('which table', () => {
  test('an SEZ, a deemed export and a UIN holder are b2b with their types; an SEZ document stays whole', async () => {
    const sez = { gstin: '24AAACC1206D1ZM', category: 'sez' as const }
    october.bill({
      ...sez,
      lines: [
        { rate: 100, rateBp: 1800 },
        { rate: 50, taxClass: 'nil' },
      ],
    })
    october.bill({ ...sez, withPayment: false })
    october.bill({ ...matru, category: 'deemed-export' })
    october.bill({ gstin: '2717UNO00001UNJ', category: 'uin', pos: '27' })
    const { b2b, nil } = await october.json()
    const types = b2b.flatMap((party: { inv: { inv_typ: string }[] }) => party.inv.map((invoice) => invoice.inv_typ))
    expect(types.sort()).toEqual(['DE', 'R', 'SEWOP', 'SEWP'])
    expect(nil).toBeUndefined()
    expect((await october.section('b2b'))?.taxablePaise).toBe(45000)
    const whole = b2b.find((party: { ctin: string }) => party.ctin.startsWith('24')).inv[0]
    expect(whole).toMatchObject({
      val: 168,
      itms: [{ itm_det: { rt: 0, txval: 50, iamt: 0 } }, { itm_det: { rt: 18, txval: 100, iamt: 18 } }],
    })
  })

  test('to an unregistered buyer elsewhere, strictly above one lakh is listed', async () => {
    october.bill({ pos: '24', lines: [{ rate: 100000, taxClass: 'nil' }] })
    october.bill({
      pos: '24',
      lines: [
        { rate: 90000, rateBp: 500 },
        { rate: 5500, taxClass: 'nil' },
      ],
    })
    october.bill({
      pos: '24',
      lines: [
        { rate: 90000, rateBp: 500 },
        { rate: 5501, taxClass: 'nil' },
      ],
    })
    october.bill({ pos: '27', lines: [{ rate: 900000, rateBp: 500 }] })
    const { b2cl, b2cs, nil } = await october.json()
    expect(b2cl).toEqual([
      {
        pos: '24',
        inv: [
          {
            inum: 'SA/26-27/000003',
            idt: '12-10-2026',
            val: 100001,
            itms: [{ num: 501, itm_det: { rt: 5, txval: 90000, iamt: 4500, csamt: 0 } }],
          },
        ],
      },
    ])
    expect(b2cs.map((row: { pos: string; sply_ty: string; txval: number }) => [row.pos, row.sply_ty, row.txval])).toEqual([
      ['27', 'INTRA', 900000],
      ['24', 'INTER', 90000],
    ])
    expect(nil.inv).toEqual([{ sply_ty: 'INTRB2C', expt_amt: 0, nil_amt: 111001, ngsup_amt: 0 }])
  })

  test('exports with and without payment, with the shipping bill only when it is whole', async () => {
    const abroad = { category: 'overseas' as const, pos: '96', party: 'Gulf Traders' }
    october.bill({ ...abroad, zeroRated: { port: 'INNSA1', shippingBill: '1234567', shippingDate: '2026-10-14' } })
    october.bill({ ...abroad, withPayment: false, zeroRated: { port: null, shippingBill: '1234568', shippingDate: null } })
    expect((await october.json()).exp).toEqual([
      {
        exp_typ: 'WPAY',
        inv: [
          {
            ...{ inum: 'SA/26-27/000001', idt: '12-10-2026', val: 105, sbpcode: 'INNSA1', sbnum: '1234567', sbdt: '14-10-2026' },
            itms: [{ txval: 100, rt: 5, iamt: 5, csamt: 0 }],
          },
        ],
      },
      {
        exp_typ: 'WOPAY',
        inv: [{ inum: 'SA/26-27/000002', idt: '12-10-2026', val: 100, itms: [{ txval: 100, rt: 0, iamt: 0, csamt: 0 }] }],
      },
    ])
  })

  test('table 8 keeps nil, exempt and non-GST apart, and inter from intra', async () => {
    const untaxed = (rate: number) => [
      { rate, taxClass: 'nil' as const },
      { rate: rate + 1, taxClass: 'exempt' as const },
      { rate: rate + 2, taxClass: 'non-gst' as const },
    ]
    october.bill({ ...gujarat, lines: untaxed(10) })
    october.bill({ ...matru, lines: untaxed(20) })
    const file = await october.json()
    expect(file.nil.inv).toEqual([
      { sply_ty: 'INTRB2B', nil_amt: 10, expt_amt: 11, ngsup_amt: 12 },
      { sply_ty: 'INTRAB2B', nil_amt: 20, expt_amt: 21, ngsup_amt: 22 },
    ])
    expect(file.b2b).toBeUndefined()
    expect(file.hsn.hsn_b2b).toMatchObject([{ rt: 0, qty: 6, txval: 96 }])
    expect((await october.section('nil'))?.rows).toBe(6)
  })

  test('reverse charge is reported with its tax and left out of value and ledger', async () => {
    october.bill({ ...matru, reverseCharge: true })
    expect((await october.json()).b2b[0].inv[0]).toMatchObject({
      rchrg: 'Y',
      val: 100,
      itms: [{ itm_det: { camt: 2.5, samt: 2.5 } }],
    })
    expect(await october.failing()).toEqual([])
  })
})

test('cancelled bills are in no table, and counted in table 13', async () => {
  october.bill({ ...matru, cancelled: true })
  october.bill({ cancelled: true })
  const file = await october.json()
  expect(Object.keys(file)).toEqual(['gstin', 'fp', 'version', 'hash', 'doc_issue'])
  expect(file.doc_issue.doc_det[0].docs).toEqual([
    { num: 1, from: 'SA/26-27/000001', to: 'SA/26-27/000002', totnum: 2, cancel: 2, net_issue: 0 },
  ])
  expect(await october.failing()).toEqual([])
})

test('a break in the counter starts a new row of table 13', async () => {
  october.bill({})
  october.bill({ date: '2026-11-02' })
  october.bill({})
  october.bill({})
  const shown = await october.rows('doc-issue')
  expect(shown.rows.map((row) => [row.from, row.to, row.documents])).toEqual([
    ['SA/26-27/000001', 'SA/26-27/000001', 1],
    ['SA/26-27/000003', 'SA/26-27/000004', 2],
  ])
  const behind = await october.rows('doc-issue', { behind: shown.rows[1]?.key })
  expect(behind.rows.map((row) => row.number)).toEqual(['SA/26-27/000003', 'SA/26-27/000004'])
})
