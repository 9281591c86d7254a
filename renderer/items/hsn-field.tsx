import { fetchNow, type OutputOf } from '../client.ts'
import { Combobox } from '../ui/combobox.tsx'
import type { FieldProps } from '../ui/fields.tsx'
import { percent } from '../ui/format.ts'
import { useWords } from '../words.ts'

type Hit = OutputOf<'items.hsnSearch'>['rows'][number]

const plainRow = (code: string): Hit => ({ code, kind: 'goods', description: '', ours: false, rateBp: null })

/** Digits typed are a code, whether the master has it or not; of its own length it stands first, else after those it begins. */
function withTyped(plain: string, rows: readonly Hit[]): readonly Hit[] {
  if (!/^\d+$/.test(plain) || rows.some((row) => row.code === plain)) return rows
  return /^(\d{4}|\d{6}|\d{8})$/.test(plain) ? [plainRow(plain), ...rows] : [...rows, plainRow(plain)]
}

/** An HSN: keyed by its digits, or found by what the goods are. `rateBp` comes along as a guide. */
export function HsnField(props: FieldProps & { value: string; onChange: (code: string, rateBp: number | null) => void }) {
  const t = useWords()
  const { value, onChange, ...field } = props
  return (
    <Combobox<Hit>
      {...field}
      value={value === '' ? null : plainRow(value)}
      onChange={(row) => onChange(row?.code ?? '', row?.rateBp ?? null)}
      find={async (text) => {
        const plain = text.trim()
        // digits count while they are typed, like in any box: saving does not wait for Enter
        if (/^\d+$/.test(plain)) onChange(plain, null)
        const { rows } = await fetchNow('items.hsnSearch', { text: plain })
        return { text, rows: withTyped(plain, rows), total: rows.length }
      }}
      rowKey={(row) => row.code}
      rowLabel={(row) => row.code}
      width={620}
      columns={[
        {
          id: 'code',
          title: t('items.field.hsn'),
          width: '96px',
          weight: 'strong',
          cell: (row) => <span className="code">{row.code}</span>,
        },
        {
          id: 'words',
          title: t('items.hsnMaster.words'),
          width: 'minmax(240px, 1fr)',
          match: true,
          cell: (row) => row.description || t('items.hsnMaster.notThere'),
        },
        {
          id: 'rate',
          title: t('items.hsnMaster.usual'),
          width: '72px',
          numeric: true,
          cell: (row) => (row.rateBp === null ? '' : percent(row.rateBp)),
        },
      ]}
    />
  )
}
