import type { DocumentKind, NewDocument } from '../../shared/accounts/posting.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { type Paise, paise } from '../../shared/money.ts'

type About = {
  uid: string
  kind: DocumentKind
  date: LocalDate
  party: { id: number; name: string; gstin: string | null; category: string; stateCode: string }
  reference: string | null
  dueDate: LocalDate | null
  totalPaise: Paise
  applied: Record<string, unknown>
}

/** A document about money with a party and nothing else: no lines, no tax. */
export function plainDocument({ uid, kind, date, party, reference, dueDate, totalPaise, applied }: About): NewDocument {
  const zero = paise(0)
  return {
    uid,
    kind,
    date,
    partyId: party.id,
    reference,
    lines: [],
    links: [],
    version: {
      partyName: party.name,
      gstin: party.gstin,
      category: party.category,
      pos: party.stateCode,
      supply: 'intra',
      mode: 'none',
      dueDate,
      grossPaise: zero,
      discountPaise: zero,
      chargesPaise: zero,
      taxablePaise: zero,
      igstPaise: zero,
      cgstPaise: zero,
      sgstPaise: zero,
      cessPaise: zero,
      roundOffPaise: zero,
      totalPaise,
      applied,
    },
  }
}
