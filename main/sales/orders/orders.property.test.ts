import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '../../../shared/refusal.ts'
import { runs } from '../../../test-counts.ts'
import { newUid } from '../../database/uid.ts'
import { WarningsStand } from '../../test-book.ts'
import { line, type Stocked } from '../test-shop.ts'
import { orderDesk, type Posted } from './test-orders.ts'

// What a desk does in a day: each action takes a handful of small numbers, and what it cannot do then it is refused for.

const kinds = [
  'order',
  'confirm',
  'challan',
  'bill-order',
  'bill-challan',
  'bill',
  'back',
  'close',
  'cancel-bill',
  'cancel-goods',
] as const
const action = fc.record({
  kind: fc.constantFrom(...kinds),
  item: fc.nat(1),
  which: fc.nat(5),
  strips: fc.integer({ min: 1, max: 30 }),
  free: fc.constantFrom(0, 0, 10),
})
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never
type Desk = Awaited<ReturnType<typeof orderDesk>>
type State = { orders: Posted[]; challans: Posted[]; bills: Posted[]; done: number; refused: number }

const pick = <T>(list: readonly T[], at: number): T | undefined => (list.length === 0 ? undefined : list[at % list.length])

/** Whatever is warned of is accepted: the books must hold for the careless too. */
async function tell(o: Desk, call: string, input: object): Promise<Posted> {
  try {
    return await o.book.call(call, input)
  } catch (error) {
    if (!(error instanceof WarningsStand)) throw error
    const accepted = error.warnings.map(({ code, field }) => ({ code, ...(field ? { field } : {}), reason: 'agreed' }))
    return o.book.call(call, input, { accepted })
  }
}

async function act(o: Desk, state: State, { kind, item, which, strips, free }: Action): Promise<void> {
  const goods = [o.dolo, o.azee][item] as Stocked
  const order = pick(state.orders, which)
  const challan = pick(state.challans, which)
  const bill = pick(state.bills, which)
  const freeMilli = free * 1000
  const sale = (lines: object[]) => ({ uid: newUid(), date: '2026-11-21', party: o.ravi, mode: 'credit', lines })
  const push = async (list: Posted[], call: string, input: object) => void list.push(await tell(o, call, input))
  switch (kind) {
    case 'order':
      return push(state.orders, 'sales.postOrder', o.order([o.orderLine(strips, { itemId: goods.itemId, freeMilli })]))
    case 'confirm':
      return order && void (await tell(o, 'sales.confirmOrder', { uid: order.uid }))
    case 'challan': {
      const answers = order && which > 2 ? { order: { uid: order.uid, line: 1 } } : {}
      return push(state.challans, 'sales.postChallan', o.challan([o.challanLine(goods, strips, { freeMilli, ...answers })]))
    }
    case 'bill-order': {
      const ref = order && { uid: order.uid, line: 1 }
      return ref && push(state.bills, 'sales.postBill', sale([o.ofOrder(goods, strips, ref), o.ofOrder(goods, 1, ref)]))
    }
    case 'bill-challan':
      if (challan)
        await push(state.bills, 'sales.postBill', sale([await o.ofChallan(goods, strips, { uid: challan.uid, line: 1 })]))
      return
    case 'bill':
      return push(state.bills, 'sales.postBill', sale([line({ item: goods, strips, free, rupees: 20 })]))
    case 'back': {
      const back = { uid: newUid(), date: '2026-11-21', challan: challan?.uid, lines: [{ line: 1, qtyMilli: strips * 10_000 }] }
      return challan && push(state.challans, 'sales.returnChallan', back)
    }
    case 'close':
      return order && void (await tell(o, 'sales.closeSalesOrder', { uid: order.uid, reason: 'not wanted' }))
    case 'cancel-bill':
      return bill && void (await tell(o, 'sales.cancelBill', { uid: bill.uid, reason: 'mistake' }))
    case 'cancel-goods': {
      const call = which > 2 ? 'sales.cancelSalesOrder' : 'sales.cancelChallan'
      const uid = (which > 2 ? order : challan)?.uid
      return uid === undefined ? undefined : void (await tell(o, call, { uid, reason: 'mistake' }))
    }
  }
}

// --- what must hold ------------------------------------------------------------------------------------------------

const live = `select d.id, d.kind, s.current_version_id as version from document d join document_state s on s.document_id = d.id where s.cancelled = 0`
const rules: Readonly<Record<string, string>> = {
  'the ledger adds up': 'select 1 from ledger_line group by posting_id having sum(amount) <> 0',
  'stock is its moves': `select 1 from stock_move m group by m.batch_id, m.location_id
    having sum(m.qty) <> coalesce((select h.qty from on_hand h where h.batch_id = m.batch_id and h.location_id = m.location_id), 0)`,
  'no shelf is below nothing': 'select 1 from on_hand where qty < 0',
  'billed is not more than ordered': `select 1 from line_link k join (${live}) b on b.version = k.from_version_id join document_state s on s.document_id = k.to_document_id
    join document_line l on l.version_id = s.current_version_id and l.line_no = k.to_line_no where k.kind = 'order' group by k.to_document_id, k.to_line_no having sum(k.qty) > max(l.qty)`,
  'billed and back is not more than the challan': `select 1 from line_link k join (${live}) b on b.version = k.from_version_id join document_state s on s.document_id = k.to_document_id
    join document_line l on l.version_id = s.current_version_id and l.line_no = k.to_line_no where k.kind = 'challan' group by k.to_document_id, k.to_line_no having sum(k.qty) > max(l.qty + l.free_qty)`,
  'what is held is what confirmed orders wait for': `select 1 from (${live}) d join document_line l on l.version_id = d.version and d.kind = 'sales-order'
    left join (select k.to_document_id as id, k.to_line_no as line, sum(k.qty) as qty from line_link k join (${live}) b on b.version = k.from_version_id where k.kind = 'order' group by 1, 2) a on a.id = d.id and a.line = l.line_no
    left join (select document_id as id, line_no as line, sum(qty) as qty from order_closing group by 1, 2) c on c.id = d.id and c.line = l.line_no
    left join reservation r on r.document_id = d.id and r.line_no = l.line_no
    where exists (select 1 from order_confirmation o where o.document_id = d.id)
      and coalesce(r.qty, 0) - (l.free_qty * (l.qty - coalesce(a.qty, 0) - coalesce(c.qty, 0)) / l.qty / 1000 * 1000) <> l.qty - coalesce(a.qty, 0) - coalesce(c.qty, 0)`,
  'nothing else is held': `select 1 from reservation r where not exists (select 1 from (${live}) d join order_confirmation o on o.document_id = d.id where d.id = r.document_id)`,
}

async function faults(o: Desk): Promise<string[]> {
  const broken = Object.entries(rules).flatMap(([name, query]) => (o.book.sqlite.prepare(query).get() ? [name] : []))
  const { findings } = await o.book.call('accounts.doctor', {})
  return [...broken, ...findings.map((one: { check: string; subject: string }) => `${one.check}: ${one.subject}`)]
}

async function play(actions: readonly Action[]): Promise<{ o: Desk; state: State }> {
  const o = await orderDesk()
  const state: State = { orders: [], challans: [], bills: [], done: 0, refused: 0 }
  for (const one of actions) {
    try {
      await act(o, state, one)
      state.done++
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      state.refused++
    }
  }
  return { o, state }
}

test('whatever is ordered, sent, billed, brought back and cancelled, goods and holds add up', async () => {
  const seen = { done: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 18 }), async (actions) => {
      const { o, state } = await play(actions)
      seen.done += state.done
      seen.refused += state.refused
      expect(await faults(o)).toEqual([])
      o.book.close()
    }),
    { numRuns: runs(3) },
  )
  expect(seen.done).toBeGreaterThan(seen.refused)
})

test('the property can fail: a hold forgotten, goods of a challan lost, and a link too many are found', async () => {
  const start: Action[] = [
    { kind: 'order', item: 0, which: 0, strips: 10, free: 0 },
    { kind: 'confirm', item: 0, which: 0, strips: 1, free: 0 },
    { kind: 'challan', item: 1, which: 0, strips: 5, free: 0 },
    { kind: 'bill-order', item: 0, which: 0, strips: 4, free: 0 },
  ]
  const { o } = await play(start)
  expect(await faults(o)).toEqual([])
  const broken = async (break_: string, mend: string) => {
    o.book.sqlite.exec(break_)
    const found = await faults(o)
    o.book.sqlite.exec(mend)
    return found
  }
  expect(await broken('update reservation set qty = qty + 1000', 'update reservation set qty = qty - 1000')).toContain(
    'what is held is what confirmed orders wait for',
  )
  const place = "location_id = (select id from location where kind = 'with_customer')"
  expect(
    await broken(`update on_hand set qty = qty - 10000 where ${place}`, `update on_hand set qty = qty + 10000 where ${place}`),
  ).toEqual(expect.arrayContaining(['stock is its moves', expect.stringMatching(/^with-customers/)]))
  o.book.sqlite.exec('drop trigger line_link_no_update')
  expect(await broken('update line_link set qty = qty * 4', 'update line_link set qty = qty / 4')).toEqual(
    expect.arrayContaining(['billed is not more than ordered', expect.stringMatching(/^sales-left/)]),
  )
})
