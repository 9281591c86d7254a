import type { Handlers } from '../../../shared/contract.ts'
import type { deliveryCalls } from '../../../shared/sales/delivery-contract.ts'
import type { Given } from '../../given.ts'
import { dropTrip, listDeliveries, markDelivery, postTrip, tripShown } from './deliveries.ts'
import { deliveryPapers } from './paper-handlers.ts'
import { pickList } from './pick-list.ts'
import { proofHandlers } from './proof.ts'

/** Bringing goods of bills to customers. */
export const deliveryHandlers: Handlers<typeof deliveryCalls, Given> = {
  ...deliveryPapers,
  ...proofHandlers,
  deliveries: (ask, { db }) => listDeliveries(db, ask),
  postTrip: (draft, given) => {
    postTrip(given, draft)
    return { ok: true }
  },
  dropTrip: ({ uid }, given) => {
    dropTrip(given, uid)
    return { ok: true }
  },
  trip: ({ uid }, { db }) => tripShown(db, uid),
  markDelivery: (mark, given) => {
    markDelivery(given, mark)
    return { ok: true }
  },
  pickList: ({ documents }, { db, today }) => pickList(db, documents, today),
}
