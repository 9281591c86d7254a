import { createContext, use } from 'react'
import type { LocalDate } from '../shared/calendar.ts'
import type { Permission } from '../shared/permission.ts'
import type { OutputOf } from './client.ts'

/** What is open and who is signed in, as main says. Screens show by it; main checks by it on every call. */
export type Book = OutputOf<'company.state'>

export const BookContext = createContext<Book | null>(null)

/** The open book. Only for screens, which are never shown without one. */
export function useBook(): Book {
  const book = use(BookContext)
  if (!book) throw new Error('no book is open')
  return book
}

/** Today in India, as main says. */
export const useToday = (): LocalDate => useBook().today as LocalDate

/** Whether the signed-in person has a right; to say why a key does nothing before main refuses it. */
export const useMay = (permission: Permission): boolean => useBook().person?.may.includes(permission) ?? false
