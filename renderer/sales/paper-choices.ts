import { useCallback, useState } from 'react'
import type { InputOf } from '../client.ts'

type Ask = Required<InputOf<'sales.billPdf'>>
export type PaperChoices = { size: Ask['size']; copies: 1 | 2 | 3; language: Ask['language'] }

export const sizes = ['A4', 'A5'] as const
export const copyCounts = [1, 2, 3] as const
export const paperLanguages = ['en', 'hi', 'ur'] as const
const captions = ['original', 'duplicate', 'triplicate'] as const

/** Rule 48: one copy is the buyer's, two the transporter's as well, three ours too. */
export const copiesOf = (count: PaperChoices['copies']): Ask['copies'] => captions.slice(0, count)

const usual: PaperChoices = { size: 'A4', copies: 1, language: 'en' }
const savedAs = 'bahi.billPaper'

const known = <T>(list: readonly T[], value: unknown, otherwise: T): T => list.find((one) => one === value) ?? otherwise

type Saved = Partial<Record<keyof PaperChoices, unknown>>

function parsed(saved: string | null): Saved {
  try {
    return (JSON.parse(saved ?? 'null') as Saved | null) ?? {}
  } catch {
    // written by a later version, or by hand
    return {}
  }
}

/** What was chosen last on this computer; anything unreadable is the usual. */
export function readChoices(saved: string | null): PaperChoices {
  const { size, copies, language } = parsed(saved)
  return {
    size: known(sizes, size, usual.size),
    copies: known(copyCounts, copies, usual.copies),
    language: known(paperLanguages, language, usual.language),
  }
}

/** The one after, and the first after the last. */
export const nextOf = <T>(list: readonly T[], value: T): T => list[(list.indexOf(value) + 1) % list.length] as T

/** Size, copies and language of bills, kept on this computer: its printer takes what it takes. */
export function usePaperChoices(): [PaperChoices, (change: Partial<PaperChoices>) => void] {
  const [choices, setChoices] = useState(() => readChoices(localStorage.getItem(savedAs)))
  const choose = useCallback((change: Partial<PaperChoices>) => {
    setChoices((before) => {
      const after = { ...before, ...change }
      localStorage.setItem(savedAs, JSON.stringify(after))
      return after
    })
  }, [])
  return [choices, choose]
}
