import { useQuery } from '@tanstack/react-query'
import { ask, fetchNow, type OutputOf } from '../client.ts'
import { Combobox } from '../ui/combobox.tsx'
import { balance } from '../ui/format.ts'
import { useWords } from '../words.ts'

type Hit = Pick<OutputOf<'parties.search'>['rows'][number], 'uid' | 'name' | 'city' | 'balancePaise'>
type PartyFieldProps = {
  party: string | undefined
  customers: boolean
  onChoose: (uid: string) => void
  autoFocus?: boolean
  bare?: boolean
}

/** The party a screen is about, found as one types. */
export function PartyField({ party, customers, onChoose, autoFocus = false, bare = false }: PartyFieldProps) {
  const t = useWords()
  const chosen = useQuery({ ...ask('parties.party', { uid: party ?? '' }), enabled: party !== undefined }).data
  return (
    <Combobox<Hit>
      label={bare ? t('accounts.party') : t(customers ? 'accounts.customer' : 'accounts.supplier')}
      name="party"
      bare={bare}
      autoFocus={autoFocus}
      value={chosen ?? null}
      onChange={(row) => row && onChoose(row.uid)}
      find={async (text) => {
        const found = await fetchNow('parties.search', { text, customers })
        return { ...found, total: found.rows.length }
      }}
      rowKey={(row) => row.uid}
      rowLabel={(row) => row.name}
      width={480}
      columns={[
        {
          id: 'name',
          title: t('parties.field.name'),
          width: 'minmax(200px, 1.5fr)',
          weight: 'strong',
          match: true,
          cell: (row) => row.name,
        },
        { id: 'city', title: t('parties.field.city'), width: '120px', weight: 'dim', match: true, cell: (row) => row.city },
        { id: 'balance', title: t('parties.balance'), width: '130px', numeric: true, cell: (row) => balance(row.balancePaise) },
      ]}
      placeholder={t('accounts.chooseParty')}
    />
  )
}
