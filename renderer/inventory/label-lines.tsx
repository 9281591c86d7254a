import { useQuery } from '@tanstack/react-query'
import { ask, fetchNow, type OutputOf } from '../client.ts'
import { Combobox, Select } from '../ui/combobox.tsx'
import { Row } from '../ui/form.tsx'
import { expiry } from '../ui/format.ts'
import { NumberField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'

export type LabelLine = { itemId: number; item: string; batchId: number | null; batch: string; copies: number }
type Item = Pick<OutputOf<'items.search'>['rows'][number], 'id' | 'name' | 'packLabel' | 'manufacturer'>
type Props = { lines: readonly LabelLine[]; onChange: (lines: readonly LabelLine[]) => void; onCursor: (at: number) => void }

/** A row an item: which batch, how many; the row below the last takes another item. */
export function LabelLines({ lines, onChange, onCursor }: Props) {
  return (
    <>
      {[...lines, null].map((line, at) => (
        <Line
          key={line ? `${line.itemId} ${at}` : `new ${lines.length}`}
          line={line}
          at={at}
          onCursor={() => onCursor(at)}
          onChange={(next) => {
            if (next === null) onChange(lines.filter((_, index) => index !== at))
            else onChange(line ? lines.map((other, index) => (index === at ? next : other)) : [...lines, next])
          }}
        />
      ))}
    </>
  )
}

type LineProps = { line: LabelLine | null; at: number; onChange: (line: LabelLine | null) => void; onCursor: () => void }

function Line({ line, at, onChange, onCursor }: LineProps) {
  const t = useWords()
  const batches = useQuery({ ...ask('inventory.itemOverview', { itemId: line?.itemId ?? 0 }), enabled: line !== null })
  return (
    <div onFocus={onCursor}>
      <Row>
        <Combobox<Item>
          label={t('inventory.label.item')}
          name={`rows.${at}.itemId`}
          value={line ? { id: line.itemId, name: line.item, packLabel: null, manufacturer: null } : null}
          onChange={(row) =>
            onChange(row ? { itemId: row.id, item: row.name, batchId: null, batch: '', copies: line?.copies ?? 1 } : null)
          }
          find={async (text) => {
            const { text: answers, rows, exact } = await fetchNow('items.search', { text, limit: 20 })
            return { text: answers, rows, total: rows.length, ...(exact ? { exact: 0 } : {}) }
          }}
          rowKey={(row) => row.id}
          rowLabel={(row) => row.name}
          width={560}
          columns={[
            {
              id: 'name',
              title: t('inventory.label.item'),
              width: 'minmax(200px, 1fr)',
              weight: 'strong',
              match: true,
              cell: (row) => row.name,
            },
            { id: 'pack', title: t('inventory.label.fields.pack'), width: '110px', cell: (row) => row.packLabel },
            {
              id: 'maker',
              title: t('inventory.label.fields.maker'),
              width: '140px',
              weight: 'dim',
              cell: (row) => row.manufacturer,
            },
          ]}
          span={6}
        />
        {line && (
          <>
            <Select<number>
              label={t('inventory.label.batch')}
              value={line.batchId ?? 0}
              onChange={(batchId) =>
                onChange({
                  ...line,
                  batchId: batchId || null,
                  batch: batches.data?.batches.find((one) => one.batchId === batchId)?.number ?? '',
                })
              }
              choices={[
                { value: 0, label: t('inventory.label.anyBatch') },
                ...(batches.data?.batches ?? []).map((one) => ({
                  value: one.batchId,
                  label: `${one.number} ${expiry(one.expiry)}`,
                })),
              ]}
              span={4}
            />
            <NumberField
              label={t('inventory.label.copies')}
              name={`rows.${at}.copies`}
              value={line.copies}
              onChange={(copies) => onChange({ ...line, copies: Math.max(1, copies ?? 1) })}
              span={2}
            />
          </>
        )}
      </Row>
    </div>
  )
}
