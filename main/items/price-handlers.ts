import type { Handlers } from '../../shared/contract.ts'
import type { priceCalls } from '../../shared/items/price-contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { personMay } from '../dispatch.ts'
import type { Given, Tasking } from '../given.ts'
import { batchRates } from './batch-rates.ts'
import {
  copyPriceRows,
  knownParty,
  savePriceList,
  setCompanyList,
  setDiscount,
  setPartyList,
  setRates,
  setSpecialRate,
} from './price-changes.ts'
import { companyLists, discounts, listRates, namesOf, partyPrices, priceLists, specialRates } from './price-reports.ts'
import { priceFacts } from './price-store.ts'
import { whyRate } from './price-why.ts'
import { listSchemes, saveScheme, schemeShown, withdrawScheme } from './scheme-store.ts'

const sliceRows = 200

/** Copies a list in short commands, so that the counter goes on; stopped, it can be run again. */
async function copyPriceList(
  input: { from: string; to: string; asOn: string; fromDate: string; changeBp: number },
  given: Tasking,
) {
  let after = 0
  let copied = 0
  for (;;) {
    if (given.signal.aborted) throw new Refusal('company/stopped', 'Stopped')
    const reply = await given.call('items.copyPriceRows', { ...input, after, count: sliceRows })
    if (!reply.ok) {
      if ('refusal' in reply) {
        const { code, message, field, details } = reply.refusal
        throw new Refusal(code, message, field, details as never)
      }
      throw new Error('the copy of a price list was not written')
    }
    const { next, copied: some } = reply.value as { next: number | null; copied: number }
    copied += some
    given.progress({ done: copied, total: copied, note: '' })
    if (next === null) return { items: copied }
    after = next
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Prices, discounts and schemes of the items room. */
export const priceHandlers: Handlers<typeof priceCalls, Given> = {
  priceFacts: ({ itemId, party, date }, { db }) => {
    const facts = priceFacts(db, itemId, party === null ? null : knownParty(db, party), date)
    if (!facts) throw new Refusal('items/unknown', 'There is no such item', 'itemId')
    return facts as never
  },
  whyRate: (ask, { db, by }) => whyRate(db, ask, personMay(by, 'cost.see')),
  priceLists: (_, { db }) => priceLists(db),
  savePriceList: (input, given) => savePriceList(given, input),
  listRates: (ask, { db }) => listRates(db, ask),
  setRates: (input, given) => setRates(given, input),
  batchRates: ({ batchId, asOn }, { db }) => batchRates(db, batchId, asOn),
  copyPriceList: (input, given) => copyPriceList(input, given),
  copyPriceRows: (input, given) => copyPriceRows(given, input),
  partyPrices: ({ party, date }, { db }) => partyPrices(db, party, date),
  setPartyList: (input, given) => {
    setPartyList(given, input)
    return { ok: true }
  },
  specialRates: (ask, { db }) => specialRates(db, ask),
  setSpecialRate: (input, given) => {
    setSpecialRate(given, input)
    return { ok: true }
  },
  schemes: (ask, { db }) => listSchemes(db, ask),
  scheme: ({ uid }, { db, today }) => schemeShown(db, uid, today),
  saveScheme: (input, given) => saveScheme(given, input),
  withdrawScheme: ({ uid }, given) => {
    withdrawScheme(given, uid)
    return { ok: true }
  },
  discounts: (ask, { db }) => discounts(db, ask),
  setDiscount: (input, given) => {
    setDiscount(given, input)
    return { ok: true }
  },
  companyLists: ({ date }, { db }) => companyLists(db, date),
  setCompanyList: (input, given) => {
    setCompanyList(given, input)
    return { ok: true }
  },
  manufacturers: (ask, { db }) => namesOf(db, ask),
}
