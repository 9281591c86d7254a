import { contracts } from '../shared/contracts.ts'
import { foundChart } from './accounts/chart.ts'
import { ledgerChecks } from './accounts/doctor/ledger-checks.ts'
import { recordCheck } from './accounts/doctor/record-checks.ts'
import { accountsHandlers } from './accounts/handlers.ts'
import { cancelOpeningBill, postOpeningBills } from './accounts/opening-bills.ts'
import type { Founder } from './company/found.ts'
import { companyHandlers } from './company/handlers.ts'
import { gstHandlers } from './gst/handlers.ts'
import { homeHandlers } from './home/handlers.ts'
import type { Rooms } from './host.ts'
import { inventoryChecks } from './inventory/doctor-checks.ts'
import { inventoryHandlers } from './inventory/handlers.ts'
import { assertCostSettled } from './inventory/keep-settled.ts'
import { foundLocations } from './inventory/locations.ts'
import { itemChecks } from './items/doctor-checks.ts'
import { itemsHandlers } from './items/handlers.ts'
import { foundHsn } from './items/hsn-store.ts'
import { foundPriceLists } from './items/price-lists.ts'
import { partiesHandlers } from './parties/handlers.ts'
import type { OpeningBooks } from './parties/imports/apply-party-rows.ts'
import { paymentsHandlers } from './payments/handlers.ts'
import { purchasesChecks } from './purchases/doctor-checks.ts'
import { purchasesHandlers } from './purchases/handlers.ts'
import { salesHandlers } from './sales/handlers.ts'
import { orderChecks } from './sales/orders/doctor-checks.ts'
import { returnChecks } from './sales/returns/doctor-checks.ts'

/** What each room puts into a new book, in the order of the rooms. */
export const founders: readonly Founder[] = [foundPriceLists, foundHsn, foundChart, foundLocations]

/** What an import of parties may do to the books. */
const openingBooks: OpeningBooks = {
  post: (given, { uid, party, amountPaise }) => {
    postOpeningBills(given, { party, bills: [{ uid, reference: null, date: null, due: null, amountPaise }] })
  },
  cancel: cancelOpeningBill,
}

/** The rooms of main, furnished: the composition root that every carrier shares. */
export const furnish = (): Rooms => ({
  company: { contract: contracts.company, handlers: companyHandlers(founders, [assertCostSettled]) },
  parties: { contract: contracts.parties, handlers: partiesHandlers(openingBooks) },
  items: { contract: contracts.items, handlers: itemsHandlers },
  accounts: {
    contract: contracts.accounts,
    handlers: accountsHandlers([
      ...ledgerChecks,
      ...itemChecks,
      ...inventoryChecks,
      ...purchasesChecks,
      ...orderChecks,
      ...returnChecks,
      recordCheck,
    ]),
  },
  inventory: { contract: contracts.inventory, handlers: inventoryHandlers },
  gst: { contract: contracts.gst, handlers: gstHandlers },
  payments: { contract: contracts.payments, handlers: paymentsHandlers },
  purchases: { contract: contracts.purchases, handlers: purchasesHandlers },
  sales: { contract: contracts.sales, handlers: salesHandlers },
  home: { contract: contracts.home, handlers: homeHandlers(founders) },
})
