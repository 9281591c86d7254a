import { fetchNow } from '../client.ts'
import { Combobox } from '../ui/combobox.tsx'
import { day, expiry, money } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { useWords, words } from '../words.ts'
import { type SaleHit, shown } from './return.ts'

/** Sales that a text may mean: bills by number or party; and where it begins an item's name, who bought that item, batch by batch. */
async function findSales(text: string, party: string | null): Promise<SaleHit[]> {
  const [item = '', ...batch] = text.trim().split(/\s+/)
  const [bills, items] = await Promise.all([
    fetchNow('sales.findSales', { text, party }),
    item.length < 3 ? null : fetchNow('items.search', { text: batch.length > 0 ? item : text }),
  ])
  const best = items?.rows[0]
  const bought = best ? await fetchNow('sales.findSales', { itemId: best.id, text: batch.join(' '), party }) : []
  return [...bills.slice(0, 20), ...bought.slice(0, 30)]
}

/** The bill a return is of, found by its number, its customer, or an item and batch that were sold by it. */
export function SaleField(props: {
  hit: SaleHit | null
  party: string | null
  onTake: (hit: SaleHit | null) => void
  autoFocus?: boolean
}) {
  const t = useWords()
  return (
    <Combobox<SaleHit>
      label={t('sales.return.bill')}
      name="bill"
      value={props.hit}
      autoFocus={props.autoFocus ?? false}
      onChange={props.onTake}
      find={async (text) => {
        const rows = await findSales(text, props.party)
        return { text, rows, total: rows.length }
      }}
      rowKey={(row) => `${row.uid} ${row.line ?? ''}`}
      rowLabel={(row) => `${row.number} · ${row.party}`}
      width={860}
      columns={[
        { id: 'date', title: t('sales.bill.date'), width: '90px', cell: (row) => day(row.date) },
        { id: 'number', title: t('sales.bill.number'), width: '140px', weight: 'strong', match: true, cell: (row) => row.number },
        { id: 'party', title: t('sales.bill.party'), width: '1fr', match: true, cell: (row) => row.party },
        { id: 'item', title: t('sales.return.columns.item'), width: '170px', match: true, cell: (row) => row.item ?? '' },
        { id: 'batch', title: t('sales.return.columns.batch'), width: '100px', match: true, cell: (row) => row.batch ?? '' },
        { id: 'expiry', title: t('sales.return.columns.expiry'), width: '60px', cell: (row) => expiry(row.expiry) },
        {
          id: 'left',
          title: t('sales.return.columns.left'),
          width: '70px',
          numeric: true,
          cell: (row) => shown(row.leftMilli, row),
        },
        {
          id: 'total',
          title: t('sales.return.total'),
          width: '100px',
          numeric: true,
          cell: (row) => (row.line === null ? money(row.totalPaise) : ''),
        },
      ]}
      empty={(text) => t('sales.return.noBill', { text })}
      onFault={() => say(words('sales.return.searchFailed'))}
    />
  )
}
