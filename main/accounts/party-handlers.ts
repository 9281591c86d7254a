import type { partyCalls } from '../../shared/accounts/party-contract.ts'
import type { Handlers } from '../../shared/contract.ts'
import type { Given } from '../given.ts'
import { mergeParties, undoMerge } from './merge-parties.ts'
import { cancelOpeningBill, openingBills, postOpeningBills } from './opening-bills.ts'
import { outstandingBills, outstandingParties } from './reports/aged-items.ts'
import { outstanding } from './reports/outstanding.ts'
import { party360 } from './reports/party-360.ts'
import { partyId, partyLedger } from './reports/party-ledger.ts'
import { printStatement, saveStatement, statementPdf } from './statement/statement-files.ts'

/** What stands between a party and us: ledger, outstanding, opening balance, merging, statement. */
export const partyHandlers: Handlers<typeof partyCalls, Given> = {
  partyLedger: (ask, { db }) => partyLedger(db, ask),
  outstanding: ({ party }, { db, today }) => outstanding(db, partyId(db, party), today),
  outstandingBills: (ask, { db, today }) => outstandingBills(db, ask, today),
  outstandingParties: (ask, { db, today }) => outstandingParties(db, ask, today),
  party360: ({ party }, { db, today }) => party360(db, party, today),
  openingBills: ({ party }, { db }) => openingBills(db, party),
  postOpeningBills: (ask, given) => postOpeningBills(given, ask),
  cancelOpeningBill: (ask, given) => cancelOpeningBill(given, ask),
  mergeParties: (ask, given) => mergeParties(given, ask),
  undoMerge: (ask, given) => undoMerge(given, ask),
  statementPdf,
  saveStatement,
  printStatement,
}
