import type { Handlers } from '../../shared/contract.ts'
import type { parties } from '../../shared/parties/contract.ts'
import type { Given } from '../given.ts'
import { possibleDuplicates } from './duplicates.ts'
import type { OpeningBooks } from './imports/apply-party-rows.ts'
import { partyImportHandlers } from './imports/import-handlers.ts'
import { listParties } from './list-parties.ts'
import { asHit, searchParties } from './party-store.ts'
import { saveParty } from './save-party.ts'
import { setPartyActive } from './set-active.ts'
import { wholeParty } from './whole-party.ts'

/** The parties room: customers and suppliers, found by words and kept with identities that agree. */
export const partiesHandlers = (books: OpeningBooks): Handlers<typeof parties, Given> => ({
  ...partyImportHandlers(books),
  search: ({ text, limit, customers }, { db }) => ({ text, rows: searchParties(db, text, limit, customers).map(asHit) }),
  list: (ask, { db, by }) => listParties(db, ask, by),
  party: ({ uid }, { db }) => wholeParty(db, uid),
  duplicates: (ask, { db }) => possibleDuplicates(db, ask),
  save: (party, given) => saveParty(given, party),
  setActive: (ask, given) => setPartyActive(given, ask),
})
