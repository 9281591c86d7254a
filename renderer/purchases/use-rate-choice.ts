import { type EntryColumn, toNextProblem } from '../ui/entry-grid.tsx'
import type { EntryStore } from '../ui/entry-store.ts'
import { useCommands } from '../ui/keyboard.ts'
import { useWords } from '../words.ts'
import { type ReviewLine, ratesDiffer, type TaxedBy, taxedBy } from './bill-review.ts'
import { billReviewCommands } from './commands.ts'

/** By whose rate of GST the line under the cursor is taxed, by a key each; then on to the next line that waits. */
export function useRateChoice(
  entry: EntryStore<ReviewLine>,
  columns: readonly EntryColumn<ReviewLine>[],
  here: ReviewLine | undefined,
): void {
  const t = useWords()
  const why = here && ratesDiffer(here) ? null : t('purchases.review.sameRate')
  const take = (by: TaxedBy) => () => {
    const { at, lines } = entry.store.getState()
    const line = lines[at.row]
    if (line && ratesDiffer(line)) entry.setLine(at.row, taxedBy(line, by))
    toNextProblem(entry, columns)
  }
  useCommands(billReviewCommands, { theirRate: { run: take('theirs'), why }, ourRate: { run: take('ours'), why } })
}
