import { fetchNow, type OutputOf } from '../client.ts'
import { Combobox } from '../ui/combobox.tsx'
import { balance } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { type Say, useWords, words } from '../words.ts'
import type { Customer } from './order-sheet.ts'

type PartyHit = OutputOf<'parties.search'>['rows'][number]

const columns = (t: Say) => [
  {
    id: 'name',
    title: t('sales.bill.party'),
    width: 'minmax(200px, 1.5fr)',
    weight: 'strong' as const,
    match: true,
    cell: (row: PartyHit) => row.name,
  },
  {
    id: 'city',
    title: t('sales.bill.area'),
    width: '110px',
    weight: 'dim' as const,
    match: true,
    cell: (row: PartyHit) => row.city,
  },
  { id: 'phone', title: t('sales.bill.phone'), width: '110px', weight: 'dim' as const, cell: (row: PartyHit) => row.phone },
  {
    id: 'balance',
    title: t('sales.bill.balance'),
    width: '110px',
    numeric: true,
    cell: (row: PartyHit) => balance(row.balancePaise),
  },
]

/** Who buys: searched by words, GSTIN, phone or code. */
export function CustomerField(props: { value: Customer | null; onChange: (party: Customer | null) => void; readOnly?: boolean }) {
  const t = useWords()
  return (
    <Combobox<PartyHit>
      label={t('sales.bill.party')}
      name="party"
      value={props.value as PartyHit | null}
      onChange={(row) => props.onChange(row && { uid: row.uid, name: row.name, city: row.city })}
      find={async (text) => {
        const { text: answers, rows } = await fetchNow('parties.search', { text })
        return { text: answers, rows, total: rows.length }
      }}
      rowKey={(row) => row.uid}
      rowLabel={(row) => (row.city ? `${row.name}, ${row.city}` : row.name)}
      columns={columns(t)}
      width={640}
      empty={(text) => t('sales.bill.noParty', { text })}
      onFault={() => say(words('sales.bill.searchFailed'))}
      {...(props.readOnly ? { readOnly: true } : {})}
    />
  )
}
