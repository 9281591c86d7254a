import type { z } from 'zod'
import { readPin } from '../../shared/company/pin.ts'
import { isLiveState, placeLabel } from '../../shared/company/states.ts'
import type { PlaceAddress as Contract } from '../../shared/inventory/places-contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, sql } from '../database/connection.ts'

export type PlaceAddress = z.output<typeof Contract>
type Columns = {
  address_1: string | null
  address_2: string | null
  city: string | null
  pin: string | null
  state_code: string | null
}

/** The address of a place as it is stored; null while it stands at the firm's own. */
export const placeAddress = ({ address_1, address_2, city, pin, state_code }: Columns): PlaceAddress | null =>
  address_1 === null ? null : { address1: address_1, address2: address_2, city, pin, stateCode: state_code }

/**
 * The same as columns. Refuses an address without street and town, a PIN that is none, and another state than the firm's while it is
 * registered: a godown there needs a GSTIN of its own, and what moves to it is a supply (section 25(4), Schedule I of the CGST Act).
 */
export function placeColumns(db: Reader, address: PlaceAddress | null): Columns {
  if (address === null) return { address_1: null, address_2: null, city: null, pin: null, state_code: null }
  const { address1, address2, city, pin, stateCode } = address
  if (!address1) throw new Refusal('inventory/place-address', 'An address needs its street and town', 'address.address1')
  if (!city) throw new Refusal('inventory/place-address', 'An address needs its street and town', 'address.city')
  const plainPin = pin === null ? null : readPin(pin)
  if (pin !== null && plainPin === null) throw new Refusal('inventory/place-pin', 'A PIN code has six digits', 'address.pin')
  if (stateCode !== null) {
    const firm = db.must(sql.selectFrom('firm').select(['state_code', 'gstin']).where('id', '=', 1))
    if (!isLiveState(stateCode))
      throw new Refusal('inventory/place-state', 'There is no such state', 'address.stateCode', { state: stateCode })
    if (firm.gstin !== null && stateCode !== firm.state_code)
      throw new Refusal(
        'inventory/place-state',
        'One GSTIN holds in one state: a godown in another needs a registration and a book of its own',
        'address.stateCode',
        { state: placeLabel(stateCode) },
      )
  }
  return { address_1: address1, address_2: address2, city, pin: plainPin, state_code: stateCode }
}
