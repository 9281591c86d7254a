import { accounts } from './accounts/contract.ts'
import { company } from './company/contract.ts'
import type { Call } from './contract.ts'
import { gst } from './gst/contract.ts'
import { home } from './home/contract.ts'
import { inventory } from './inventory/contract.ts'
import { items } from './items/contract.ts'
import { parties } from './parties/contract.ts'
import { payments } from './payments/contract.ts'
import { purchases } from './purchases/contract.ts'
import { sales } from './sales/contract.ts'

/** Every room's contract, in the order of the rooms: the one list from which the call table is derived. */
export const contracts = { company, parties, items, accounts, inventory, gst, payments, purchases, sales, home }

/** All calls by their full name, `room.call`. */
export const calls: ReadonlyMap<string, Call> = new Map(
  Object.entries(contracts).flatMap(([room, contract]) =>
    Object.entries(contract).map(([name, call]) => [`${room}.${name}`, call as Call]),
  ),
)
