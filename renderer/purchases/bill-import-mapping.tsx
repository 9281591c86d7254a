import { type BillField, billFields } from '../../shared/purchases/bill-file/columns.ts'
import { Select } from '../ui/combobox.tsx'
import { useWords } from '../words.ts'
import own from './bill-import.module.css'
import type { ReadFile } from './bill-review.ts'

/** What each column of the file is; a meaning has one column. */
export function Mapping(props: { file: ReadFile; mapping: readonly BillField[]; onChange: (mapping: BillField[]) => void }) {
  const t = useWords()
  const { file, mapping } = props
  return (
    <section className={own.mapping} aria-label={t('purchases.review.columns')} data-fields>
      {file.columns.map((column, at) => (
        <Select<BillField>
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
          key={at}
          label={column}
          value={mapping[at] ?? 'ignore'}
          choices={billFields.map((value) => ({ value, label: t(`purchases.review.field.${value}`) }))}
          onChange={(field) =>
            props.onChange(
              mapping.map((other, index) => (index === at ? field : other === field && field !== 'ignore' ? 'ignore' : other)),
            )
          }
        />
      ))}
    </section>
  )
}
