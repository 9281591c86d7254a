import { addDays, addMonths, financialYear, type LocalDate, localDate, month, monthEnd } from '../../../shared/calendar.ts'
import { demoItems } from './catalogue.ts'
import { type Chance, chance } from './chance.ts'
import type { Clerk } from './clerk.ts'
import { collect, sellOnce } from './counter.ts'
import { demoCustomers, demoSuppliers } from './people.ts'
import { postOpeningStock, stockTheShop } from './shop.ts'
import { receiveFrom } from './supply.ts'

/** The days of the demo: the month so far when it is well under way, else the one before. */
export type Story = { readonly from: LocalDate; readonly to: LocalDate; readonly booksBegin: LocalDate; readonly eve: LocalDate }

/** Which month is told on a given day (from the 20th the current one, to today), and where the books of it begin. */
export function storyOf(today: LocalDate): Story {
  const first = localDate(`${month(today)}-01`)
  const underWay = Number(today.slice(8)) >= 20
  const from = underWay ? first : addMonths(first, -1)
  const { from: booksBegin } = financialYear(from)
  return { from, to: underWay ? today : monthEnd(from), booksBegin, eve: from === booksBegin ? from : addDays(from, -1) }
}

const isSunday = (day: LocalDate): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() === 0

/** The days the shop is open: not on Sundays. */
export function openDays({ from, to }: Story): LocalDate[] {
  const days: LocalDate[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) if (!isSunday(day)) days.push(day)
  return days
}

/** Steps the work takes, for the bar that shows how far it is. */
export const stepsOf = (bills: number): number => demoItems.length + demoCustomers.length + demoSuppliers.length + bills

/** How many bills each day has: the whole spread evenly, with a little more on some days, adding up exactly. */
function billsOfDays(days: number, bills: number, dice: Chance): number[] {
  const weights = Array.from({ length: days }, () => dice.whole(80, 120))
  const sum = weights.reduce((a, b) => a + b, 0)
  let before = 0
  let given = 0
  return weights.map((weight) => {
    before += weight
    const upto = Math.round((bills * before) / sum)
    const mine = upto - given
    given = upto
    return mine
  })
}

const opens = 600
const closes = 1170

/** Lives the month: items and people on the eve, then day by day lorries, bills, cancellations and the evening's collection. */
export async function liveTheMonth(clerk: Clerk, story: Story, bills: number): Promise<void> {
  const dice = chance(20260401)
  const { shelves, customers, suppliers } = await stockTheShop(clerk, story.eve, bills, dice)
  await postOpeningStock(clerk, story.eve, shelves, dice)
  const days = openDays(story)
  const counts = billsOfDays(days.length, bills, dice)
  const cancelEvery = Math.max(10, Math.min(55, Math.floor(bills / 4)))
  let bill = 0
  let purchase = 0
  let receipt = 0
  for (const [at, day] of days.entries()) {
    for (const [which, supplier] of suppliers.entries()) {
      if ((at + which) % 4 !== 0) continue
      clerk.at(day, opens - 30 + which)
      await receiveFrom(clerk, supplier, {
        day,
        n: purchase++,
        shelves: shelves.filter((shelf) => supplier.name.startsWith(shelf.maker)),
        dice,
        late: at >= days.length - 2,
      })
    }
    const today = counts[at] ?? 0
    for (let nth = 0; nth < today; nth += 1) {
      const minutes = opens + Math.floor(((closes - opens - 20) * nth) / today)
      const cancel = bill % cancelEvery === cancelEvery - 1
      // an empty shelf is nobody's bill: the next customer is asked instead
      while (!(await sellOnce(clerk, { n: bill, day, minutes, shelves, customers, dice, cancel })));
      bill += 1
      clerk.step(day)
    }
    receipt = await collect(clerk, { day, minutes: closes - 20, first: receipt, customers, dice })
  }
}
