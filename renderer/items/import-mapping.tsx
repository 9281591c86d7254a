import { useState } from 'react'
import { type ImportField, importFields } from '../../shared/items/catalogue-columns.ts'
import type { OutputOf } from '../client.ts'
import styles from '../company/imports/imports.module.css'
import { withField } from '../company/imports/with-field.ts'
import type { TaskHandle } from '../tasks.ts'
import { Select } from '../ui/combobox.tsx'
import { TextField } from '../ui/fields.tsx'
import { RefusalBanner } from '../ui/form.tsx'
import { PercentField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'

type State = OutputOf<'items.importState'>
type Wanted = Pick<State, 'mapping' | 'hsn' | 'gstBp'>

/** Which column is what, and what rows get that say nothing; every change is checked at once. */
export function ImportMapping({ state, check }: { state: State; check: TaskHandle<'items.checkImport'> }) {
  const t = useWords()
  const [wanted, setWanted] = useState<Wanted>({ mapping: state.mapping, hsn: state.hsn, gstBp: state.gstBp })
  const change = (next: Wanted) => {
    setWanted(next)
    if (next.mapping.includes('name')) void check.start({ uid: state.uid, ...next })
  }
  const again = () => {
    if (wanted.hsn !== state.hsn || wanted.gstBp !== state.gstBp) change(wanted)
  }
  return (
    <>
      <section className={styles.map} aria-label={t('items.import.mapping')} data-fields>
        {state.columns.map((column, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
          <div key={at} className={styles.column}>
            <Select<ImportField>
              label={column}
              value={wanted.mapping[at] ?? 'ignore'}
              choices={importFields.map((value) => ({ value, label: t(`items.import.field.${value}`) }))}
              onChange={(field) => change({ ...wanted, mapping: withField(wanted.mapping, at, field) })}
            />
          </div>
        ))}
        <div className={styles.column}>
          <TextField
            label={t('items.import.usualHsn')}
            name="hsn"
            value={wanted.hsn}
            code
            maxLength={8}
            onChange={(hsn) => setWanted({ ...wanted, hsn })}
            onBlur={again}
          />
        </div>
        <div className={styles.column}>
          <PercentField
            label={t('items.import.usualGst')}
            name="gstBp"
            value={wanted.gstBp}
            onChange={(gstBp) => setWanted({ ...wanted, gstBp: (gstBp ?? 0) as State['gstBp'] })}
            onBlur={again}
          />
        </div>
      </section>
      {!wanted.mapping.includes('name') && <p className={styles.notice}>{t('items.import.sayName')}</p>}
      {check.refusal && <RefusalBanner refusal={check.refusal} />}
    </>
  )
}
