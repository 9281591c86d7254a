import { fetchNow, type OutputOf } from '../client.ts'
import { Combobox } from '../ui/combobox.tsx'
import type { FieldProps } from '../ui/fields.tsx'
import { percent } from '../ui/format.ts'
import { useWords } from '../words.ts'

type Hit = OutputOf<'items.hsnSearch'>['rows'][number]

/** A code typed whole is a code, whether the master has it or not. */
const typedCode = (text: string): Hit[] =>
  /^(\d{4}|\d{6}|\d{8})$/.test(text) ? [{ code: text, kind: 'goods', description: '', ours: false, rateBp: null }] : []

async function find(text: string) {
  const plain = text.trim()
  const { rows } = await fetchNow('items.hsnSearch', { text: plain })
  const known = rows.some((row) => row.code === plain)
  // the words beside a code typed whole are those of the nearest heading
  return { text, rows: known ? rows : [...typedCode(plain), ...rows], total: rows.length }
}

/** An HSN: keyed by its digits, or found by what the goods are. `rateBp` comes along as a guide. */
export function HsnField(props: FieldProps & { value: string; onChange: (code: string, rateBp: number | null) => void }) {
  const t = useWords()
  const { value, onChange, ...field } = props
  return (
    <Combobox<Hit>
      {...field}
      value={value === '' ? null : { code: value, kind: 'goods', description: '', ours: false, rateBp: null }}
      onChange={(row) => onChange(row?.code ?? '', row?.rateBp ?? null)}
      find={find}
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
