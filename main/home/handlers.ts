import type { Handlers } from '../../shared/contract.ts'
import type { home } from '../../shared/home/contract.ts'
import type { Given } from '../given.ts'
import { todayCard } from './today.ts'

export const homeHandlers = {
  today: (_, { db, today }) => todayCard(db, today),
} satisfies Partial<Handlers<typeof home, Given>>
