import fc from 'fast-check'
import { sql as raw } from 'kysely'
import { expect, test } from 'vitest'
import type { PartyCategory } from '../../shared/company/party-category.ts'
import type { Figures } from '../../shared/gst/gstr1-document.ts'
import type { gstr1Json } from '../../shared/gst/gstr1-json.ts'
import { gstr1Json as jsonOf } from '../../shared/gst/gstr1-json.ts'
import { b2clLimitPaise, invoiceTable } from '../../shared/gst/gstr1-table.ts'
import { supplyTypes } from '../../shared/gst/place-of-supply.ts'
import { slabsBp, taxClasses } from '../../shared/gst/rates.ts'
import { runs } from '../../test-counts.ts'
import { text } from '../database/connection.ts'
import { type TestBook, testBook } from '../test-book.ts'
import { tableOf } from './gstr1-groups.ts'
import { readMonth } from './gstr1-month.ts'
import { gstr1Summary } from './gstr1-report.ts'
import { cancelTestBill, postTestBill, type Tamper, type TestBill } from './test-month.ts'

const gstin = '27AABFD4321K1ZN'
const month = '2026-10'

type Buyer = { gstin: string | null; category: PartyCategory; pos?: string }
const registered = ['27AAKFM7788P1Z2', '24AAACC1206D1ZM', '29AAGCB7383J1Z4']
const buyers: fc.Arbitrary<Buyer> = fc.oneof(
  fc.constantFrom(...registered).map((one): Buyer => ({ gstin: one, category: 'regular' })),
  fc.constantFrom('27', '24', '29', '07').map((pos): Buyer => ({ gstin: null, category: 'unregistered', pos })),
  fc.constantFrom(...registered).map((one): Buyer => ({ gstin: one, category: 'sez' })),
  fc.constant<Buyer>({ gstin: null, category: 'overseas', pos: '96' }),
  fc.constant<Buyer>({ gstin: '24AAACC1206D1ZM', category: 'deemed-export' }),
)
const lines = fc.array(
  fc.record({
    hsn: fc.constantFrom('30049099', '30045010', '3306', '33072000', '998713'),
    uqc: fc.constantFrom('NOS', 'BOX', 'BTL'),
    taxClass: fc.oneof(
      { weight: 4, arbitrary: fc.constant('taxable' as const) },
      fc.constantFrom('nil' as const, 'exempt' as const, 'non-gst' as const),
    ),
    rateBp: fc.constantFrom(...slabsBp),
    qty: fc.integer({ min: 1, max: 400 }).map((n) => n / 4),
    free: fc.constantFrom(0, 0, 1, 5),
    // around the limit above which an inter-state sale is listed by itself
    rate: fc.oneof(
      fc.integer({ min: 1, max: 500_000 }).map((n) => n / 100),
      fc.integer({ min: 2_000, max: 120_000 }),
    ),
    discountBp: fc.constantFrom(0, 0, 250, 10_000),
  }),
  { minLength: 1, maxLength: 5 },
)
const bills: fc.Arbitrary<TestBill[]> = fc
  .array(
    fc.record({
      buyer: buyers,
      lines,
      day: fc.integer({ min: 1, max: 35 }),
      withPayment: fc.boolean(),
      roundOff: fc.boolean(),
      cancelled: fc.constantFrom(false, false, false, true),
    }),
    { minLength: 0, maxLength: 12 },
  )
  .map((list) =>
    list.map(({ buyer, day, ...rest }) => ({
      ...rest,
      ...buyer,
      // a few fall into the next month and break the run of numbers
      date: day > 31 ? `2026-11-0${day - 31}` : `2026-10-${String(day).padStart(2, '0')}`,
    })),
  )

const heads = ['taxablePaise', 'igstPaise', 'cgstPaise', 'sgstPaise', 'cessPaise'] as const
const add = (list: readonly Figures[]): Figures =>
  Object.fromEntries(heads.map((head) => [head, list.reduce((sum, one) => sum + one[head], 0)])) as Figures
const inPaise = (amount: number) => Math.round(amount * 100)

type File = ReturnType<typeof gstr1Json>
type Item = { txval: number; iamt?: number; camt?: number; samt?: number; csamt: number }
/** Σ over a file, section by section, from the JSON alone. */
function fileTotals(file: File) {
  const figures = (items: readonly Item[]): Figures => ({
    taxablePaise: items.reduce((sum, item) => sum + inPaise(item.txval), 0),
    igstPaise: items.reduce((sum, item) => sum + inPaise(item.iamt ?? 0), 0),
    cgstPaise: items.reduce((sum, item) => sum + inPaise(item.camt ?? 0), 0),
    sgstPaise: items.reduce((sum, item) => sum + inPaise(item.samt ?? 0), 0),
    cessPaise: items.reduce((sum, item) => sum + inPaise(item.csamt), 0),
  })
  const details = (groups: { inv: { itms: { itm_det: Item }[] }[] }[] = []) =>
    figures(groups.flatMap((group) => group.inv.flatMap((invoice) => invoice.itms.map((item) => item.itm_det))))
  const nil = (file.nil?.inv ?? []).reduce(
    (sum, row) => sum + inPaise(row.nil_amt) + inPaise(row.expt_amt) + inPaise(row.ngsup_amt),
    0,
  )
  const hsn = file.hsn as { hsn_b2b?: Item[]; hsn_b2c?: Item[] } | undefined
  return {
    b2b: details(file.b2b),
    b2cl: details(file.b2cl),
    b2cs: figures(file.b2cs ?? []),
    exp: figures((file.exp ?? []).flatMap((group) => group.inv.flatMap((invoice) => invoice.itms))),
    nil: { taxablePaise: nil, igstPaise: 0, cgstPaise: 0, sgstPaise: 0, cessPaise: 0 },
    'hsn-b2b': figures(hsn?.hsn_b2b ?? []),
    'hsn-b2c': figures(hsn?.hsn_b2c ?? []),
  }
}

/** Everything that must agree about a month, whatever was billed in it. */
function assertMonth(book: TestBook): void {
  const summary = gstr1Summary(book.db, month)
  const section = Object.fromEntries(summary.sections.map((one) => [one.section, one]))
  const tables = ['b2b', 'b2cl', 'b2cs', 'exp', 'nil'].map((name) => section[name] as Figures)
  const documents = book.db.rows(
    text<{ cancelled: number; taxable: number; igst: number; cgst: number; sgst: number; cess: number }>`
      select s.cancelled, v.taxable, v.igst, v.cgst, v.sgst, v.cess from document d join document_state s on s.document_id = d.id
      join document_version v on v.document_id = d.id where d.date like ${`${month}%`}`,
  )
  const live = documents.filter((row) => !row.cancelled)
  const stored = add(
    live.map((row) => ({
      taxablePaise: row.taxable,
      igstPaise: row.igst,
      cgstPaise: row.cgst,
      sgstPaise: row.sgst,
      cessPaise: row.cess,
    })),
  )
  expect(add(tables)).toEqual(stored)
  expect(add([section['hsn-b2b'] as Figures, section['hsn-b2c'] as Figures])).toEqual(stored)
  const booked = book.db.rows(text<{ kind: string; amount: number }>`
    select a.kind, -sum(l.amount) as amount from ledger_line l join account a on a.id = l.account_id join posting p on p.id = l.posting_id
    where a.kind like 'output-%' and p.date like ${`${month}%`} group by a.kind`)
  for (const head of ['igst', 'cgst', 'sgst', 'cess'] as const)
    expect(booked.find((row) => row.kind === `output-${head}`)?.amount ?? 0).toBe(stored[`${head}Paise`])

  const file = jsonOf(readMonth(book.db, month, gstin))
  const written = fileTotals(file)
  for (const [name, figures] of Object.entries(written))
    for (const head of heads) expect([name, head, figures[head]]).toEqual([name, head, section[name]?.[head]])
  const ranges = file.doc_issue?.doc_det?.flatMap((nature) => nature.docs) ?? []
  expect(ranges.reduce((sum, range) => sum + range.totnum, 0)).toBe(documents.length)
  expect(ranges.reduce((sum, range) => sum + range.net_issue, 0)).toBe(live.length)
  // at most two decimals, written as a person would
  expect(JSON.stringify(file)).not.toMatch(/\d\.\d{3,}|e[+-]\d/)
  expect(summary.checks.filter((check) => !check.ok).map((check) => check.code)).toEqual([])
}

type Plant = (index: number) => Tamper | undefined
/** A month of random documents agrees with itself; `plant` spoils some of them. */
const agrees = (book: TestBook, plant: Plant = () => undefined) =>
  fc.property(bills, (list) => {
    // each case takes the month as it finds it: the figures of earlier cases are in the books too, as they would be
    book.write((given) => {
      for (const [index, bill] of list.entries()) postTestBill(given, bill, plant(index))
    })
    assertMonth(book)
  })

test('tables, documents, ledger, HSN, numbers and files agree for any month', () => {
  const book = testBook()
  try {
    fc.assert(agrees(book), { numRuns: runs(40) })
  } finally {
    book.close()
  }
})

test.each<[string, Tamper]>([
  ['a paisa of tax', ({ firstTax }) => Object.assign(firstTax, { cgstPaise: firstTax.cgstPaise + 1 })],
  ['a lost tax line', ({ tax }) => void tax.pop()],
  [
    'a paisa in the ledger',
    ({ ledger }) => {
      const [cash, , tax] = ledger
      if (!cash || !tax) return
      Object.assign(tax, { amountPaise: tax.amountPaise + 1 })
      Object.assign(cash, { amountPaise: cash.amountPaise - 1 })
    },
  ],
])('the property can fail: %s', (_, tamper) => {
  const book = testBook()
  try {
    expect(() =>
      fc.assert(
        agrees(book, (index) => (index === 2 ? tamper : undefined)),
        { numRuns: 25, endOnFailure: true },
      ),
    ).toThrow()
  } finally {
    book.close()
  }
})

test('cancelling any of the bills takes exactly it out', () => {
  const book = testBook()
  try {
    fc.assert(
      fc.property(bills, fc.nat(), (list, pick) => {
        const posted = book.write((given) => list.map((bill) => ({ bill, at: postTestBill(given, bill) })))
        const standing = posted.filter(({ bill }) => !bill.cancelled && bill.date.startsWith(month))
        const gone = standing[pick % standing.length]
        if (!gone) return
        book.write((given) => cancelTestBill(given, gone.at.documentId as number))
        expect(JSON.stringify(readMonth(book.db, month, gstin).b2b)).not.toContain(`"${gone.at.number}"`)
        assertMonth(book)
      }),
      { numRuns: runs(10) },
    )
  } finally {
    book.close()
  }
})

test('the table said in SQL is the table said in TypeScript, over every case', () => {
  const book = testBook()
  try {
    for (const of of ['2024-07', month])
      for (const taxClass of taxClasses)
        for (const supply of supplyTypes)
          for (const buyer of [null, registered[0] as string])
            for (const total of [1, 100_000_00, 100_000_01, b2clLimitPaise(of), b2clLimitPaise(of) + 1]) {
              const { tbl } = book.db.must(text<{ tbl: string }>`
                select ${tableOf(of)} as tbl from (select 0 as id, ${supply} as supply, ${buyer} as gstin, ${raw.lit(total)} as total) v, (select ${taxClass} as class) t, (select 'sale' as kind) d`)
              expect([of, taxClass, supply, buyer, total, tbl]).toEqual([
                of,
                taxClass,
                supply,
                buyer,
                total,
                invoiceTable({ taxClass, supply, gstin: buyer, documentValuePaise: total, month: of }),
              ])
            }
  } finally {
    book.close()
  }
})
