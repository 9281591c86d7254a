import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import type { Accepted, Output } from '../../shared/contract.ts'
import type { sales } from '../../shared/sales/contract.ts'
import { type PricedDraft, priceBill } from '../../shared/sales/price-bill.ts'
import { runs } from '../../test-counts.ts'
import { change } from '../company/records.ts'
import { newUid } from '../database/uid.ts'
import type { TestBook } from '../test-book.ts'
import { faults } from './test-agreement.ts'
import { line, rowCounts, type Stocked, shop } from './test-shop.ts'

// --- the cases ---------------------------------------------------------------------------------------------------

const goods = [
  { taxClass: 'taxable', rateBp: 500, hsn: '30049099' },
  { taxClass: 'taxable', rateBp: 1800, hsn: '33049990' },
  { taxClass: 'taxable', rateBp: 1200, hsn: '30049099', uqc: 'BOX' },
  { taxClass: 'taxable', rateBp: 4000, cessBp: 1200, hsn: '22021010' },
  { taxClass: 'taxable', rateBp: 25, hsn: '71023910' },
  { taxClass: 'nil', rateBp: 0, hsn: '04029110' },
  { taxClass: 'exempt', rateBp: 0, hsn: '30066010' },
  { taxClass: 'non-gst', rateBp: 0, hsn: '22030000' },
] as const

const lineCase = fc.record({
  goods: fc.nat(goods.length - 1),
  pieces: fc.integer({ min: 0, max: 400 }),
  free: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 50 }) }),
  ratePer: fc.constantFrom('strip', 'piece'),
  rateE4: fc.oneof(
    fc.integer({ min: 0, max: 3_000_000 }),
    fc.integer({ min: 1, max: 300 }).map((n) => n * 10_000),
  ),
  off: fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 2 }),
  flatPart: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 100 }) }),
})
const billCase = fc.record({
  do: fc.constant('bill' as const),
  buyer: fc.constantFrom('walk-in', 'home', 'away', 'sez', 'sez-lut', 'abroad', 'unregistered'),
  walkInState: fc.constantFrom(null, '27', '29'),
  lines: fc.array(lineCase, { minLength: 1, maxLength: 8 }),
  discountPart: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 1000 }) }),
  chargesPaise: fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 100_000 }) },
  ),
  pricesIncludeTax: fc.boolean(),
  paidParts: fc.array(fc.tuple(fc.constantFrom('cash', 'upi', 'card', 'cheque', 'bank'), fc.integer({ min: 0, max: 100 })), {
    maxLength: 3,
  }),
  day: fc.integer({ min: 1, max: 21 }),
  again: fc.boolean(),
})
type BillCase = typeof billCase extends fc.Arbitrary<infer T> ? T : never
const action = fc.oneof(
  { weight: 4, arbitrary: billCase },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat(9) }) },
)

// --- telling them ------------------------------------------------------------------------------------------------

type Made = ReturnType<typeof shop>
type World = Made & { items: Stocked[]; parties: Record<string, string> }
type Header = Output<(typeof sales)['billHeader']>

async function world(): Promise<World> {
  const made = shop()
  const items = goods.map((one, index) =>
    made.item({ ...one, name: `Goods ${index}`, mrpPaise: null, pieces: 900_000, costPaise: 1_234_567 + index }),
  )
  const parties = {
    home: await made.party({ name: 'Home', category: 'regular', gstin: '27AAPFU0939F1ZV', creditDays: 15 }),
    away: await made.party({ name: 'Away', category: 'composition', gstin: '29AAPFU0939F1ZR', stateCode: '29', pin: '560001' }),
    sez: await made.party({ name: 'Zone', category: 'sez', gstin: '27AABCU9603R1ZN' }),
    unregistered: await made.party({ name: 'Nobody', stateCode: '24', pin: '380001' }),
    abroad: await made.party({ name: 'Abroad', category: 'overseas', stateCode: '96', pin: null }),
  }
  made.book.write((given) =>
    change(
      given,
      [
        {
          insert: 'dated_fact',
          row: { subject_type: 'firm', subject_id: 1, name: 'lut', from_date: localDate('2026-04-01'), value: 'AD27 2027-03-31' },
        },
      ],
      { entity: 'firm' },
    ),
  )
  return { ...made, items, parties }
}

/** What the screen would show: the draft priced with the header's facts by the shared function. */
async function preview(
  { book }: World,
  draft: Omit<PricedDraft, 'lines'> & {
    date: string
    party: string | null
    lines: (PricedDraft['lines'][number] & { itemId: number })[]
  },
) {
  const header: Header = await book.call('sales.billHeader', {
    date: draft.date,
    party: draft.party,
    itemIds: draft.lines.map((one) => one.itemId),
  })
  const taxes = draft.lines.map((one) => header.items.find((item) => item.itemId === one.itemId) as Header['items'][number])
  return priceBill(draft, {
    firmState: header.firmState,
    firmRegistered: header.firmRegistered,
    buyer: header.buyer,
    roundOff: header.roundOff,
    taxes,
  })
}

async function draftOf(made: World, ask: BillCase) {
  const lines = ask.lines.map((one) => {
    const item = made.items[one.goods] as Stocked
    const pieces = one.pieces + one.free === 0 ? 1 : one.pieces
    const factor = one.ratePer === 'strip' ? 10 : 1
    return { ...line({ item, pieces, free: one.free, rupees: 0, off: one.off }), unit: one.ratePer, factor, rateE4: one.rateE4 }
  })
  const zeroRated = { sez: true, abroad: true, 'sez-lut': false }[ask.buyer as string]
  const party = made.parties[ask.buyer === 'sez-lut' ? 'sez' : ask.buyer] ?? null
  const draft = {
    uid: newUid(),
    date: `2026-11-${String(ask.day).padStart(2, '0')}`,
    party,
    walkIn: party === null ? { name: null, phone: null, stateCode: ask.walkInState } : null,
    placeOfSupply: null,
    zeroRated:
      zeroRated === undefined
        ? null
        : { withPayment: zeroRated, country: 'Nepal', port: null, shippingBill: null, shippingDate: null },
    mode: party === null ? ('cash' as const) : ('credit' as const),
    paid: [] as { mode: 'cash' | 'upi' | 'card' | 'cheque' | 'bank'; amountPaise: number }[],
    pricesIncludeTax: ask.pricesIncludeTax,
    discountPaise: 0,
    chargesPaise: ask.chargesPaise,
    lines,
  }
  const bare = await preview(made, draft as never)
  for (const [index, one] of ask.lines.entries()) {
    const settled = bare.settled.lines[index]
    const net = (settled?.grossPaise ?? 0) - (settled?.discountPaise ?? 0)
    Object.assign(lines[index] as object, { discountPaise: Math.floor((net * one.flatPart) / 100) })
  }
  const { settled } = await preview(made, draft as never)
  draft.discountPaise = Math.floor(((settled.grossPaise - settled.discountPaise) * ask.discountPart) / 1000)
  const { totalPaise } = (await preview(made, draft as never)).settled
  if (party !== null) {
    let left: number = totalPaise
    for (const [mode, part] of ask.paidParts) {
      const amountPaise = Math.floor((left * part) / 100)
      left -= amountPaise
      draft.paid.push({ mode: mode as 'cash', amountPaise })
    }
    if (draft.paid.length) draft.mode = 'mixed' as never
  }
  return draft
}

/** Posts, taking on whatever warns. */
async function accepting(book: TestBook, name: string, input: unknown) {
  const reply = await book.ask(name, input)
  if (reply.ok || !('warnings' in reply)) return reply
  const accepted: Accepted[] = reply.warnings.map(({ code, field }) => ({ code, field, reason: 'taken on' }))
  return book.ask(name, input, { accepted })
}

async function tell(made: World, actions: readonly (BillCase | { do: 'cancel'; which: number })[]): Promise<void> {
  const { book } = made
  const posted: string[] = []
  const cancelled = new Set<string>()
  for (const one of actions) {
    if (one.do === 'cancel') {
      const uid = posted[one.which]
      if (uid === undefined || cancelled.has(uid)) continue
      expect(await book.ask('sales.cancelBill', { uid, reason: 'drawn so' })).toMatchObject({ ok: true })
      cancelled.add(uid)
      continue
    }
    const draft = await draftOf(made, one)
    const shown = await preview(made, draft as never)
    const reply = await accepting(book, 'sales.postBill', draft)
    expect(reply).toMatchObject({ ok: true, value: { totalPaise: shown.settled.totalPaise } })
    posted.push(draft.uid)
    const bill: Output<(typeof sales)['bill']> = await book.call('sales.bill', { uid: draft.uid })
    const { lines: _, groups: __, afterTaxPaise: ___, ...totals } = shown.settled
    expect(bill).toMatchObject({ ...totals, pos: shown.pos, supply: shown.supply })
    expect(bill.lines.map((row) => [row.taxablePaise, row.igstPaise, row.cgstPaise])).toEqual(
      shown.settled.lines.map((row) => [row.taxablePaise, row.igstPaise, row.cgstPaise]),
    )
    if (one.again) {
      const before = rowCounts(book)
      expect(await accepting(book, 'sales.postBill', draft)).toEqual(reply)
      expect(rowCounts(book)).toEqual(before)
    }
  }
  expect(faults(book)).toEqual([])
}

// --- the properties ----------------------------------------------------------------------------------------------

test('whatever is billed, paid, repeated and cancelled: shown = document = ledger = tax = lines, and stock = moves', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 8 }), async (actions) => {
      const made = await world()
      try {
        await tell(made, actions)
        expect((await made.book.call('accounts.doctor', {})).findings).toEqual([])
        expect(await made.book.call('accounts.verifyChain', {})).toMatchObject({ brokenAt: null })
      } finally {
        made.book.close()
      }
    }),
    { numRuns: runs(25) },
  )
}, 120_000)

const sample: BillCase = {
  do: 'bill',
  buyer: 'home',
  walkInState: null,
  discountPart: 50,
  chargesPaise: 12_345,
  pricesIncludeTax: false,
  paidParts: [['cash', 40]],
  day: 21,
  again: false,
  lines: [0, 1, 3].map((which) => ({
    goods: which,
    pieces: 30,
    free: 3,
    ratePer: 'strip' as const,
    rateE4: 1_234_567,
    off: [250],
    flatPart: 0,
  })),
}

test.each([
  [
    'a tax line of a paisa more',
    'tax_line',
    'update tax_line set cgst = cgst + 1, sgst = sgst + 1 where line_no = 1',
    'tax lines',
  ],
  ['a head that is not its twin', 'tax_line', 'update tax_line set cgst = cgst + 1 where line_no = 1', 'CGST'],
  [
    'a ledger line of a paisa more',
    'ledger_line',
    'update ledger_line set amount = amount + 1 where line_no = 1',
    'a posting is off',
  ],
  [
    'two ledger lines shifted',
    'ledger_line',
    `update ledger_line set amount = amount + case line_no when 2 then 1 when 3 then -1 else 0 end where posting_id = (select min(posting_id) from tax_line)`,
    'in the ledger',
  ],
  ['a move of a piece more', 'stock_move', `update stock_move set qty = qty - 1000 where kind = 'sale'`, 'stock differs'],
  [
    'a line sold that did not leave',
    'document_line',
    'update document_line set free_qty = free_qty + 1000 where line_no = 1',
    'lines differ from moves',
  ],
  [
    'a header of a rupee more',
    'document_version',
    `update document_version set total = total + 100 where gross > 0`,
    'the total',
  ],
  ['a number skipped', 'document', `update document set serial = serial + 1 where kind = 'sale'`, 'numbers have a gap'],
])('the property can fail: %s is seen', async (_, table, damage, seen) => {
  const made = await world()
  await tell(made, [sample])
  made.book.sqlite.exec(`drop trigger ${table}_no_update`)
  made.book.sqlite.exec(damage)
  expect(faults(made.book).join('\n')).toContain(seen)
})
