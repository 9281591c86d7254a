import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { useWords } from '../words.ts'
import { Chips } from './controls.tsx'
import styles from './fields.module.css'
import { longDay } from './format.ts'
import { nameOf, type Period, type PeriodName, periodOf } from './period.ts'
import { DateField } from './value-fields.tsx'

export type PeriodFieldProps = {
  value: Period
  onChange: (period: Period) => void
  today: LocalDate
  /** The chips offered; a list wants fewer than a report. */
  names?: readonly PeriodName[]
}

/** Chips for the usual periods, and two dates for any other. */
export function PeriodField({
  value,
  onChange,
  today,
  names = ['today', 'thisMonth', 'lastMonth', 'thisQuarter', 'thisYear', 'lastYear'],
}: PeriodFieldProps) {
  const t = useWords()
  const named = nameOf(value, today)
  const [own, setOwn] = useState(named === null)
  const shown = own || named === null || !names.includes(named) ? 'custom' : named
  return (
    <>
      <Chips<PeriodName | 'custom'>
        label={t('ui.period')}
        value={shown}
        choices={[
          ...names.map((name) => ({ value: name, label: t(`ui.${name}`) })),
          { value: 'custom' as const, label: t('ui.custom') },
        ]}
        onChange={(name) => {
          setOwn(name === 'custom')
          if (name !== 'custom') onChange(periodOf(name, today))
        }}
      />
      {shown === 'custom' && (
        <div className={styles.period} data-fields>
          <DateField
            label={t('ui.from')}
            bare
            value={value.from}
            today={today}
            onChange={(from) => from && onChange({ from, to: from > value.to ? from : value.to })}
          />
          <span aria-hidden>–</span>
          <DateField
            label={t('ui.to')}
            bare
            value={value.to}
            today={today}
            onChange={(to) => to && onChange({ from: to < value.from ? to : value.from, to })}
          />
        </div>
      )}
    </>
  )
}

/** A period in words: '1 Apr 2026 to 21 Nov 2026'. */
export function usePeriodWords(period: Period): string {
  const t = useWords()
  return t('ui.periodWords', { from: longDay(period.from), to: longDay(period.to) })
}
