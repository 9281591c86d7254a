import type { Handlers } from '../../shared/contract.ts'
import type { home } from '../../shared/home/contract.ts'
import type { Founder } from '../company/found.ts'
import type { Given } from '../given.ts'
import { makeDemo } from './make-demo.ts'
import { todayCard } from './today.ts'

/** What looks into many rooms at once. `founders` fill the demo's book, as they fill any new one. */
export const homeHandlers = (founders: readonly Founder[]): Handlers<typeof home, Given> => ({
  makeDemo: (input, given) => makeDemo(input, given, founders),
  today: (_, { db, today }) => todayCard(db, today),
})
