import { fetchNow, type OutputOf } from '../client.ts'
import { askPick, type PickColumn } from '../purchases/pick-dialog.tsx'
import { openScreen } from '../tabs.ts'
import { day, money } from '../ui/format.ts'
import { words } from '../words.ts'

type Order = OutputOf<'sales.salesOrders'>['rows'][number]
type Challan = OutputOf<'sales.challans'>['rows'][number]
type Listed = Pick<Order | Challan, 'uid' | 'number' | 'date' | 'party'>

const columnsOf = (): readonly PickColumn<Listed & { leftPaise: number }>[] => [
  { id: 'number', title: words('sales.bill.number'), cell: (row) => row.number },
  { id: 'date', title: words('sales.bill.date'), cell: (row) => day(row.date) },
  { id: 'party', title: words('sales.bill.party'), strong: true, cell: (row) => row.party },
  { id: 'left', title: words('sales.order.leftValue'), numeric: true, cell: (row) => money(row.leftPaise) },
]

/** Which of them go on one pick list: at first the one under the cursor. */
async function pickFor(rows: readonly (Listed & { leftPaise: number })[], current: string | undefined): Promise<void> {
  const picked = await askPick({
    title: words('sales.delivery.pickList'),
    action: words('sales.delivery.pick'),
    rows,
    rowKey: (row) => row.uid,
    rowLabel: (row) => row.number,
    ticked: (row) => row.uid === current,
    empty: words('sales.delivery.nothingToPick'),
    columns: columnsOf(),
  })
  if (picked?.length) openScreen('sales/order-paper', { kind: 'pick', uid: picked.map((row) => row.uid).join(',') })
}

/** A pick list for what is left of confirmed orders. */
export async function pickOrders(current: string | undefined): Promise<void> {
  const { rows } = await fetchNow('sales.salesOrders', { kind: 'sales-order', state: 'waiting', limit: 300 })
  await pickFor(
    rows.filter((row) => row.state !== 'draft'),
    current,
  )
}

/** A pick list for challans whose goods are still to leave, or just left. */
export async function pickChallans(current: string | undefined): Promise<void> {
  const { rows } = await fetchNow('sales.challans', { state: 'open', limit: 300 })
  await pickFor(rows, current)
}
