import type { accounts } from '../../shared/accounts/contract.ts'
import type { Handlers } from '../../shared/contract.ts'
import type { Given } from '../given.ts'
import { type DoctorCheck, examine } from './doctor/check.ts'
import { paperHandlers } from './paper/handlers.ts'
import { partyHandlers } from './party-handlers.ts'
import { trialBalance } from './reports/trial-balance.ts'
import { verifyChain } from './verify.ts'

/** The books as they are read. `checks` are the data doctor's, of every room, in the order they run. */
export const accountsHandlers = (checks: readonly DoctorCheck[]): Handlers<typeof accounts, Given> => ({
  trialBalance: ({ asOn, filter }, { db }) => trialBalance(db, asOn, filter),
  ...partyHandlers,
  ...paperHandlers,
  verifyChain: (_, { db }) => verifyChain(db),
  doctor: (_, { db }) => examine(db, checks),
})
