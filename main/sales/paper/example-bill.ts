import { paise } from '../../../shared/money.ts'
import { basisPoints, milli, rateE4 } from '../../../shared/quantity.ts'
import { firmProfile } from '../../company/profile-store.ts'
import type { Reader } from '../../database/connection.ts'
import type { Bill } from './bill.ts'

type Line = Bill['lines'][number]

const line = (given: Pick<Line, 'description' | 'manufacturer' | 'pack' | 'hsn' | 'batch' | 'expiry'> & Numbers): Line => ({
  ...given,
  itemId: 0,
  uqc: 'NOS',
  unit: 'NOS',
  factor: 1,
  mrpPaise: paise(given.mrp),
  qtyMilli: milli(given.qty),
  freeMilli: milli(0),
  rateE4: rateE4(given.rate),
  grossPaise: paise(given.taxable),
  discountPaise: paise(0),
  taxClass: 'taxable',
  rateBp: basisPoints(given.bp),
  taxablePaise: paise(given.taxable),
  igstPaise: paise(0),
  cgstPaise: paise(given.half),
  sgstPaise: paise(given.half),
  cessPaise: paise(0),
})
type Numbers = { mrp: number; qty: number; rate: number; bp: number; taxable: number; half: number }

/** A bill that was never posted, to show a firm its paper before it has any: plainly marked as an example. */
export function exampleBill(db: Reader): Bill {
  const profile = firmProfile(db)
  if (!profile) throw new Error('the book has no firm')
  const { booksBegin: _, ...firm } = profile
  return {
    uid: '00000000-0000-7000-8000-000000000000',
    number: 'EXAMPLE',
    date: profile.booksBegin,
    party: 'Example Medical Stores',
    partyUid: null,
    gstin: null,
    mode: 'credit',
    cancelled: false,
    cancelReason: null,
    category: 'unregistered',
    pos: firm.stateCode,
    supply: 'intra',
    dueDate: null,
    grossPaise: paise(150_000),
    discountPaise: paise(0),
    chargesPaise: paise(0),
    taxablePaise: paise(150_000),
    igstPaise: paise(0),
    cgstPaise: paise(7_000),
    sgstPaise: paise(7_000),
    cessPaise: paise(0),
    taxPaise: paise(14_000),
    roundOffPaise: paise(0),
    totalPaise: paise(164_000),
    applied: {
      firm,
      buyer: {
        code: null,
        localName: null,
        phone: null,
        type: 'retail',
        tier: 'ptr',
        address: { line1: '4 Station Road', line2: null, city: null, pin: null, stateCode: firm.stateCode },
        licences: [],
      },
      paid: [],
      creditPaise: paise(164_000),
      documentDiscountPaise: paise(0),
      pricesIncludeTax: false,
      zeroRated: null,
      salesman: null,
      narration: null,
      draftHash: '',
    },
    lines: [
      line({
        description: 'Example tablet 500 mg',
        manufacturer: 'Example Pharma Ltd',
        pack: '10 tab',
        hsn: '30049099',
        batch: 'EX2601',
        expiry: '2028-08-31',
        mrp: 14_000,
        qty: 10_000,
        rate: 1_000_000,
        bp: 500,
        taxable: 100_000,
        half: 2_500,
      }),
      line({
        description: 'Example deodorant',
        manufacturer: 'Example Care Pvt Ltd',
        pack: '150 ml',
        hsn: '33072000',
        batch: 'EX2602',
        expiry: '2029-05-31',
        mrp: 15_000,
        qty: 5_000,
        rate: 1_000_000,
        bp: 1800,
        taxable: 50_000,
        half: 4_500,
      }),
    ],
  }
}
