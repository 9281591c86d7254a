import { type RefObject, useRef, useState } from 'react'
import { schedules } from '../../shared/items/schedules.ts'
import { itemStatuses } from '../../shared/items/statuses.ts'
import type { InputOf } from '../client.ts'
import { Select } from '../ui/combobox.tsx'
import { TextField } from '../ui/fields.tsx'
import { useCommands } from '../ui/keyboard.ts'
import { useWords } from '../words.ts'
import { itemsCommands } from './commands.ts'
import styles from './items.module.css'

type Narrowed = Required<Pick<InputOf<'items.list'>, 'status' | 'schedule' | 'hsn'>>

/** What the list of items is narrowed to, and the fields that say so, each reached by its key. */
export function useItemFilters() {
  const t = useWords()
  const bar = useRef<HTMLDivElement>(null)
  const [status, setStatus] = useState<(typeof itemStatuses)[number] | 'any'>('any')
  const [schedule, setSchedule] = useState<(typeof schedules)[number] | 'any'>('any')
  const [hsn, setHsn] = useState('')
  const narrowed: Narrowed = {
    status: status === 'any' ? null : status,
    schedule: schedule === 'any' ? null : schedule,
    // one digit says nothing yet
    hsn: /^\d{2,8}$/.test(hsn) ? hsn : null,
  }
  useCommands(itemsCommands, {
    status: () => into(bar, 'status'),
    schedule: () => into(bar, 'schedule'),
    hsn: () => into(bar, 'hsn'),
  })
  const notes = [
    ...(status === 'any' ? [] : [t(`items.status.${status}`)]),
    ...(schedule === 'any' ? [] : [t('items.filter.ofSchedule', { schedule: t(`items.schedule.${schedule}`) })]),
    ...(narrowed.hsn ? [t('items.filter.ofHsn', { hsn: narrowed.hsn })] : []),
  ]
  const fields = (
    <div ref={bar} className={styles.filters}>
      <Select<typeof status>
        label={t('items.field.status')}
        name="status"
        bare
        value={status}
        onChange={setStatus}
        choices={[
          { value: 'any', label: t('items.filter.anyStatus') },
          ...itemStatuses.map((value) => ({ value, label: t(`items.status.${value}`) })),
        ]}
      />
      <Select<typeof schedule>
        label={t('items.field.schedule')}
        name="schedule"
        bare
        value={schedule}
        onChange={setSchedule}
        choices={[
          { value: 'any', label: t('items.filter.anySchedule') },
          ...schedules.map((value) => ({ value, label: t(`items.schedule.${value}`) })),
        ]}
      />
      <TextField
        label={t('items.field.hsn')}
        name="hsn"
        bare
        placeholder={t('items.field.hsn')}
        value={hsn}
        onChange={(text) => setHsn(text.replace(/\D/g, ''))}
        maxLength={8}
        code
      />
    </div>
  )
  return { narrowed, notes, fields }
}

const into = (bar: RefObject<HTMLElement | null>, name: string) =>
  bar.current?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.focus()
