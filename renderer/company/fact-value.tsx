import { type FactName, factValues } from '../../shared/company/contract.ts'
import { Select } from '../ui/combobox.tsx'
import { TextField } from '../ui/fields.tsx'
import { count, percent, rupees } from '../ui/format.ts'
import { MoneyField, NumberField, PercentField } from '../ui/value-fields.tsx'
import { useWords, type WordKey, words, wordsOr } from '../words.ts'

/** What the number of a fact counts, by the end of its name; null: words, or one of a few things. */
function unitOf(name: FactName): 'paise' | 'bp' | 'days' | null {
  if (name === 'return-approval-above' || name.endsWith('-paise')) return 'paise'
  if (name.endsWith('-bp')) return 'bp'
  return name.endsWith('-days') ? 'days' : null
}

// what asks for nothing while it has no value says so
const unset: Partial<Record<FactName, WordKey>> = {
  lut: 'company.factUnset.lut',
  'return-approval-above': 'company.factUnset.return-approval-above',
  'margin-warn-bp': 'company.factUnset.margin-warn-bp',
}

/** A fact's value as it is read: rupees, per cent, a number of days, or in words; without one, what that means. */
export function factWords(name: FactName, value: string | null): string {
  if (value === null || value === '') return unset[name] ? words(unset[name]) : '–'
  const unit = unitOf(name)
  if (unit === 'paise') return rupees(Number(value))
  if (unit === 'bp') return `${percent(Number(value))} %`
  return unit === 'days' ? count(Number(value)) : wordsOr(`company.factValues.${value.replace('.', '-')}`, value)
}

type FactFieldProps = { name: FactName; value: string; onChange: (value: string) => void }

/** The box a fact is typed in: rupees in rupees, shares in per cent; kept as text, in paise and 1/100 %. */
export function FactField({ name, value, onChange }: FactFieldProps) {
  const t = useWords()
  const field = { label: t('company.value'), name: 'value' }
  const known: readonly string[] | null = factValues[name]
  if (known) {
    const choices = known.map((one) => ({ value: one, label: factWords(name, one) }))
    return <Select {...field} value={value} choices={choices} onChange={onChange} />
  }
  const unit = unitOf(name)
  if (unit === null) return <TextField {...field} value={value} onChange={onChange} maxLength={40} code />
  const Box = { paise: MoneyField, bp: PercentField, days: NumberField }[unit]
  return (
    <Box
      {...field}
      value={value === '' ? null : Number(value)}
      onChange={(read) => onChange(read === null ? '' : String(read))}
    />
  )
}
