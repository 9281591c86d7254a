import { useState } from 'react'
import { ask, type OutputOf } from '../client.ts'
import { importCommands } from '../company/commands.ts'
import styles from '../company/imports/imports.module.css'
import { Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { count, money, percent, rate } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import type { Column } from '../ui/table-layout.ts'
import { codeWords, type Say, useWords } from '../words.ts'

type Row = OutputOf<'items.importRows'>['rows'][number]
type Only = 'all' | 'good' | 'errors'

/** What is wrong with a row, in words; a field of the mapping by its name. */
function problemWords(t: Say, { code, details }: Row['errors'][number]): string {
  const field = details?.['field']
  return codeWords(code, typeof field === 'string' ? { ...details, field: t(`items.import.field.${field as 'name'}`) } : details)
}

type Usual = { hsn: string; gstBp: number }

const columnsOf = (t: Say, usual: Usual): readonly Column<Row>[] => [
  {
    id: 'rowNo',
    title: t('items.import.row'),
    width: 64,
    numeric: true,
    weight: 'dim',
    sortable: false,
    cell: (row) => count(row.rowNo),
  },
  {
    id: 'problem',
    title: t('items.import.problem'),
    width: 260,
    sortable: false,
    cell: (row) => {
      const [first, ...more] = row.errors
      if (!first) return null
      return (
        <>
          <StatusPill tone="bad">{t('items.import.wrong')}</StatusPill> {problemWords(t, first)}
          {more.length > 0 && ` +${more.length}`}
        </>
      )
    },
  },
  {
    id: 'code',
    title: t('items.field.code'),
    width: 80,
    sortable: false,
    cell: (row) => <span className="code">{row.parsed?.code}</span>,
  },
  {
    id: 'name',
    title: t('items.field.name'),
    width: 260,
    grow: true,
    weight: 'strong',
    sortable: false,
    cell: (row) => <bdi>{row.parsed?.name ?? row.raw.join(' · ')}</bdi>,
  },
  {
    id: 'pack',
    title: t('items.field.packLabel'),
    width: 190,
    sortable: false,
    cell: ({ parsed }) =>
      parsed &&
      (parsed.saleFactor > 1
        ? t('items.import.pack', {
            label: parsed.packLabel ?? '',
            unit: parsed.saleUnit,
            factor: parsed.saleFactor,
            base: parsed.baseUnit,
          })
        : t('items.import.single', { label: parsed.packLabel ?? '', unit: parsed.saleUnit })),
  },
  {
    id: 'manufacturer',
    title: t('items.field.manufacturer'),
    width: 150,
    weight: 'dim',
    sortable: false,
    cell: (row) => <bdi>{row.parsed?.manufacturer}</bdi>,
  },
  {
    id: 'composition',
    title: t('items.field.composition'),
    width: 180,
    hidden: true,
    sortable: false,
    cell: (row) => <bdi>{row.parsed?.composition}</bdi>,
  },
  {
    id: 'mrp',
    title: t('items.field.mrpPaise'),
    width: 90,
    numeric: true,
    sortable: false,
    cell: (row) => money(row.parsed?.mrpPaise),
  },
  {
    id: 'ptr',
    title: t('items.field.ptrE4'),
    width: 90,
    numeric: true,
    hidden: true,
    sortable: false,
    cell: (row) => rate(row.parsed?.ptrE4),
  },
  {
    id: 'hsn',
    title: t('items.field.hsn'),
    width: 84,
    sortable: false,
    cell: ({ parsed }) =>
      parsed &&
      (parsed.hsn ? <span className="code">{parsed.hsn}</span> : <span className={`code ${styles.usual}`}>{usual.hsn}</span>),
  },
  {
    id: 'gst',
    title: t('items.gstPercent'),
    width: 60,
    numeric: true,
    sortable: false,
    cell: ({ parsed }) =>
      parsed && (parsed.gstBp !== null ? percent(parsed.gstBp) : <span className={styles.usual}>{percent(usual.gstBp)}</span>),
  },
  {
    id: 'category',
    title: t('items.field.category'),
    width: 120,
    hidden: true,
    sortable: false,
    cell: (row) => <bdi>{row.parsed?.category}</bdi>,
  },
  {
    id: 'weight',
    title: t('items.import.field.weightGrams'),
    width: 96,
    numeric: true,
    hidden: true,
    sortable: false,
    cell: (row) => count(row.parsed?.weightGrams),
  },
]

/** The rows of the file with what each was understood as; Alt+E goes through all, good ones, and those with errors. */
export function ImportRows({ state }: { state: OutputOf<'items.importState'> }) {
  const { uid, good, withErrors } = state
  const t = useWords()
  const [only, setOnly] = useState<Only>('all')
  const order: readonly Only[] = ['all', 'good', 'errors']
  useCommands(importCommands, { rows: () => setOnly(order[(order.indexOf(only) + 1) % order.length] ?? 'all') })
  return (
    <div className={styles.preview}>
      <div className={styles.previewHead}>
        <Chips<Only>
          label={t('items.import.which')}
          value={only}
          onChange={setOnly}
          choices={[
            { value: 'all', label: t('items.import.all', { shown: count(good + withErrors) }) },
            { value: 'good', label: t('items.import.good', { shown: count(good) }) },
            { value: 'errors', label: t('items.import.errors', { shown: count(withErrors) }) },
          ]}
        />
      </div>
      <DataTable<Row>
        key={only}
        id="items/import-rows"
        title={t('items.import.preview')}
        bare
        columns={columnsOf(t, state)}
        page={({ offset, limit }) => ask('items.importRows', { uid, only, offset, limit })}
        rowKey={(row) => row.rowNo}
      />
    </div>
  )
}
