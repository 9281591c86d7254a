import { useMemo } from 'react'
import { type StoreApi, useStore } from 'zustand'
import type { LocalDate } from '../../shared/calendar.ts'
import { useToday } from '../book.ts'
import { DateField } from '../ui/value-fields.tsx'
import { type Say, useLanguage, useWords } from '../words.ts'

// What the screens of documents being keyed have in common beside the sheet itself.

/** The columns of a sheet; their titles are words of the language on screen, and they may look at one thing more. */
export function useColumns<Columns>(make: (t: Say) => Columns, of?: unknown): Columns {
  const t = useWords()
  const language = useLanguage()
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew for another language, or for what they look at
  return useMemo(() => make(t), [language, of])
}

/** The day of a document, which Enter passes over; emptied it is today again. */
export function SheetDate<Head extends { readonly date: LocalDate }>({ head, label }: { head: StoreApi<Head>; label: string }) {
  const today = useToday()
  const date = useStore(head, (shown) => shown.date)
  return (
    <DateField
      label={label}
      name="date"
      stop={false}
      value={date}
      today={today}
      onChange={(next) => head.setState({ date: (next ?? today) as LocalDate } as Partial<Head>)}
    />
  )
}
