import type { FactName } from './contract.ts'

/**
 * What holds of a firm's settings until somebody sets them: the one place. In the shape values are kept in (paise, 1/100 %, days, words).
 * Null: the setting asks for nothing until it is set – no return waits, no margin warns, no LUT is held. What depends on the firm is told by
 * `factDefault`.
 */
export const factDefaults = {
  'aato-band': 'upto-5cr',
  'e-invoice': 'no',
  lut: null,
  filing: 'monthly',
  'cost-method': 'fifo',
  'cost-pool': 'item',
  'four-eyes': 'when-two',
  'negative-stock': 'refuse',
  'round-off': 'rupee',
  'near-expiry-days': '90',
  'expiry-critical-days': '30',
  'expiry-warning-days': '90',
  'expiry-info-days': '180',
  'hsn-free-quantity': 'include',
  'match-rate-bp': '100',
  'match-amount-paise': '100',
  'match-qty-bp': '0',
  'receive-over-bp': '0',
  'receive-over': 'warn',
  'return-approval-above': null,
  'expired-route': 'note',
  'reservation-days': '7',
  'credit-amount': 'stop',
  'credit-late': 'stop',
  'credit-bills': 'stop',
  'credit-late-days': '0',
  'credit-count': 'bills',
  'credit-cheque-days': '0',
  'margin-warn-bp': null,
  'rate-drift-bp': '500',
  'licence-expired': 'warn',
  'walk-in-schedule': null,
  'prescription-facts': 'no',
} as const satisfies Readonly<Record<FactName, string | null>>

type Licences = { readonly licence20b: string | null; readonly licence21b: string | null; readonly licence20g: string | null }

/**
 * What holds for this firm until it says otherwise. A wholesaler sells nothing on prescription to a walk-in: it has no licence to give
 * out drugs.
 */
export function factDefault(name: FactName, firm: Licences): string | null {
  if (name !== 'walk-in-schedule') return factDefaults[name]
  const wholesale = firm.licence20b !== null || firm.licence21b !== null || firm.licence20g !== null
  return wholesale ? 'refuse' : 'allow'
}
