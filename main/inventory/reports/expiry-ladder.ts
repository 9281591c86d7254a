import type { LocalDate } from '../../../shared/calendar.ts'
import { type LadderRung, ladderRung, ladderRungs } from '../../../shared/inventory/expiry-level.ts'
import type { Reader } from '../../database/connection.ts'
import { addUp, everything, nothing, shown } from './expiring.ts'
import { matching, sortedPage } from './list-page.ts'
import type { ListQuestion } from './list-sql.ts'

type Sum = ReturnType<typeof nothing>
type Ladder = { all: Sum; rungs: Record<LadderRung, Sum> }
const empty = (): Ladder => ({
  all: nothing(),
  rungs: Object.fromEntries(ladderRungs.map((rung) => [rung, nothing()])) as Record<LadderRung, Sum>,
})

/** The ladder by company over the next 180 days, whatever the firm's own days are: as many rows as there are companies. */
export function expiryLadder(
  db: Reader,
  ask: Omit<ListQuestion, 'part'> & { locationId: number | null },
  { today, withCost }: { today: LocalDate; withCost: boolean },
) {
  const byCompany = new Map<string, Ladder>()
  const days = { critical: 30, warning: 90, info: 180 }
  addUp(db, { ask: { ...everything, locationId: ask.locationId }, today, days }, ({ expiry, company }) => {
    const name = company ?? ''
    const known = byCompany.get(name) ?? empty()
    byCompany.set(name, known)
    const rung = ladderRung(expiry, today)
    return rung ? [known.all, known.rungs[rung]] : [known.all]
  })
  const found = matching([...byCompany], ask.filter, ([company]) => company)
  const whole = empty()
  for (const [, ladder] of found) {
    add(whole.all, ladder.all)
    for (const rung of ladderRungs) add(whole.rungs[rung], ladder.rungs[rung])
  }
  const asShown = ({ all, rungs }: Ladder) => {
    const { costPaise, claimablePaise } = shown(all, withCost)
    const each = Object.fromEntries(ladderRungs.map((rung) => [rung, shown(rungs[rung], withCost)]))
    return { ...(each as Record<LadderRung, ReturnType<typeof shown>>), batches: all.batches, costPaise, claimablePaise }
  }
  type Row = (typeof found)[number]
  const keys: Readonly<Record<string, (row: Row) => string | number>> = {
    company: ([company]) => company,
    batches: ([, { all }]) => all.batches,
    cost: ([, { all }]) => (withCost ? all.cost : 0),
    claimable: ([, { all }]) => (withCost ? all.claimable : 0),
    ...Object.fromEntries(ladderRungs.map((rung) => [rung, ([, { rungs }]: Row) => (withCost ? rungs[rung].cost : 0)])),
  }
  return {
    rows: sortedPage(found, ask, keys, 'company').map(([company, ladder]) => ({ company, ...asShown(ladder) })),
    total: found.length,
    sums: asShown(whole),
  }
}

function add(to: Sum, of: Sum): void {
  for (const part of Object.keys(to) as (keyof Sum)[]) to[part] += of[part]
}
