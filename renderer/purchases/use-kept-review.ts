import { useEffect, useMemo, useRef, useState } from 'react'
import { tell } from '../client.ts'
import { keepDraft } from '../items/sheet.ts'
import { type Choices, type KeptReview, noChoices } from './bill-review.ts'

export type Keeping = { readonly choices: () => Choices; readonly said: (choices: Choices) => void; readonly end: () => void }

/** Keeps the review in a draft of its own at every change, so that neither a crash nor another mapping takes what was said of its rows. */
export function useKeptReview(now: Omit<KeptReview, 'version' | 'choices'> & { uid: string; kept: KeptReview | null }): Keeping {
  const state = useRef({ now, choices: now.kept?.choices ?? noChoices })
  state.current.now = now
  const [keeper] = useState(() =>
    keepDraft(
      'bill-file',
      now.uid,
      now.kept !== null,
      () => false,
      () => {
        const { file, mapping, supplier } = state.current.now
        const whose = supplier && { uid: supplier.uid, name: supplier.name }
        return JSON.stringify({ version: 1, file, mapping, supplier: whose, choices: state.current.choices } satisfies KeptReview)
      },
    ),
  )
  const { mapping, supplier } = now
  // biome-ignore lint/correctness/useExhaustiveDependencies: kept anew when one of them is another
  useEffect(() => void keeper.keep(), [keeper, mapping, supplier])
  return useMemo(
    () => ({
      choices: () => state.current.choices,
      said: (choices: Choices) => {
        state.current.choices = choices
        void keeper.keep()
      },
      end: () => {
        keeper.end()
        void tell('company.dropDraft', { uid: state.current.now.uid })
      },
    }),
    [keeper],
  )
}
