import { fetchNow, type OutputOf } from '../client.ts'
import { Combobox } from '../ui/combobox.tsx'
import { day, money } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { useWords } from '../words.ts'
import styles from './posted-bill.module.css'
import { openPosted } from './posted-bill-screen.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/find': Record<never, never>
  }
}
type Hit = OutputOf<'sales.findBills'>['rows'][number]

/** A bill by anything it says, in one box. */
export function FindScreen() {
  const t = useWords()
  return (
    <div className={styles.find}>
      <Combobox<Hit>
        label={t('screens.find')}
        name="find"
        autoFocus
        hint={t('sales.find.hint')}
        value={null}
        onChange={(row) => row && openPosted(row.uid)}
        find={async (text) => {
          const found = await fetchNow('sales.findBills', { text, limit: 50 })
          return { text: found.text, rows: found.rows, total: found.rows.length }
        }}
        rowKey={(row) => row.uid}
        rowLabel={(row) => row.number}
        width={860}
        placeholder={t('sales.find.placeholder')}
        empty={(text) => t('sales.find.none', { text })}
        onFault={() => say(t('sales.bill.searchFailed'))}
        columns={[
          { id: 'date', title: t('sales.bill.date'), width: '90px', cell: (row) => day(row.date) },
          {
            id: 'number',
            title: t('sales.bill.number'),
            width: '150px',
            weight: 'strong',
            match: true,
            cell: (row) => row.number,
          },
          { id: 'party', title: t('sales.bill.party'), width: 'minmax(160px, 1fr)', match: true, cell: (row) => row.party },
          {
            id: 'salesman',
            title: t('sales.bill.salesman'),
            width: '110px',
            weight: 'dim',
            match: true,
            cell: (row) => row.salesman,
          },
          { id: 'mode', title: t('sales.bill.mode'), width: '80px', cell: (row) => t(`sales.modes.${row.mode as 'cash'}`) },
          { id: 'total', title: t('sales.bills.total'), width: '120px', numeric: true, cell: (row) => money(row.totalPaise) },
          {
            id: 'state',
            title: '',
            width: '90px',
            cell: (row) => (row.cancelled ? t('sales.bills.cancelled') : ''),
          },
        ]}
      />
    </div>
  )
}
