import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { type PaperFormat, paperFormats } from '../../shared/sales/paper-look.ts'
import { ask, type InputOf } from '../client.ts'

type Ask = Required<InputOf<'sales.billPdf'>>
export type PaperChoices = { size: PaperFormat; copies: 1 | 2 | 3; language: Ask['language'] }

export const sizes: readonly PaperFormat[] = paperFormats
export const copyCounts = [1, 2, 3] as const
export const paperLanguages = ['en', 'hi', 'ur'] as const
const captions = ['original', 'duplicate', 'triplicate'] as const

/** Rule 48: one copy is the buyer's, two the transporter's as well, three ours too. */
export const copiesOf = (count: PaperChoices['copies']): Ask['copies'] => captions.slice(0, count)

/** Receipt rolls and fan-fold paper: printers that take text, not pages. */
export const isTextFormat = (format: PaperFormat): format is 'thermal' | 'matrix' => format === 'thermal' || format === 'matrix'

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

/** What was chosen last on this computer; anything unreadable, or not chosen yet, is as the firm has it. */
export function readChoices(saved: string | null, firm: PaperChoices = usual): PaperChoices {
  const { size, copies, language } = parsed(saved)
  return {
    size: known(sizes, size, firm.size),
    copies: known(copyCounts, copies, firm.copies),
    language: known(paperLanguages, language, firm.language),
  }
}

/** The one after, and the first after the last. */
export const nextOf = <T>(list: readonly T[], value: T): T => list[(list.indexOf(value) + 1) % list.length] as T

/** Format, copies and language of bills: the firm's, until this computer chooses its own (its printer takes what it takes). */
export function usePaperChoices(): [PaperChoices, (change: Partial<PaperChoices>) => void] {
  const look = useQuery(ask('sales.paperLook', {}))
  const [saved, setSaved] = useState(() => localStorage.getItem(savedAs))
  const firm: PaperChoices = look.data
    ? { size: look.data.format, copies: look.data.copies as 1, language: look.data.language }
    : usual
  const choose = useCallback((change: Partial<PaperChoices>) => {
    setSaved((before) => {
      const after = JSON.stringify({ ...parsed(before), ...change })
      localStorage.setItem(savedAs, after)
      return after
    })
  }, [])
  return [readChoices(saved, firm), choose]
}
