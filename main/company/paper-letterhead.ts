import type { z } from 'zod'
import type { FirmProfile } from '../../shared/company/contract.ts'
import { placeLabel } from '../../shared/company/states.ts'
import type { Block } from '../../shared/paper.ts'
import { pair, present, text } from '../paper-pieces.ts'

export type PaperFirm = z.output<typeof FirmProfile>

type Address = { address1: string | null; address2: string | null; city: string | null; pin: string | null }
/** An address in the lines it is written in: street, then town and PIN; none for what is not known. */
export const addressLines = (at: Address): string[] =>
  present(present(at.address1, at.address2).join(', '), present(at.city, at.pin).join(' - '))

export const tradingName = (firm: PaperFirm): string => firm.tradeName ?? firm.legalName

export type LetterheadLook = {
  /** The firm's picture at its size on paper. */
  readonly logo?: { readonly dataUrl: string; readonly widthMm: number; readonly heightMm: number } | null
  /** For a printer of text: no picture, and nothing said a second time in another script. */
  readonly plain?: boolean
}

/** The head of everything the firm issues: who it is, where, and under which registrations and licences it trades. */
export function letterhead(firm: PaperFirm, { logo = null, plain = false }: LetterheadLook = {}): Block[] {
  const who = [
    text(tradingName(firm), 'firm'),
    ...present(!plain && firm.localName).map((local) => text(local, 'local')),
    ...present(firm.tradeName && firm.tradeName !== firm.legalName && firm.legalName).map((legal) => text(legal, 'small')),
    ...addressLines(firm).map((line) => text(line, 'body')),
    text(present(`State: ${placeLabel(firm.stateCode)}`, firm.email).join(' · '), 'body'),
  ]
  const ids = [
    ...pair('GSTIN', firm.gstin, 'strong'),
    ...pair('PAN', firm.pan),
    ...pair('D.L. No. 20B', firm.licence20b),
    ...pair('D.L. No. 21B', firm.licence21b),
    ...pair('D.L. No. 20G', firm.licence20g),
    ...pair('FSSAI', firm.fssai),
    ...pair('Phone', firm.phone),
  ]
  const picture = logo !== null && !plain ? [{ kind: 'image', ...logo } as const] : []
  // what the picture takes of the sheet's width is the name's to give
  const taken = picture.length ? Math.min(30, Math.ceil(((logo?.widthMm ?? 0) / 190) * 100) + 2) : 0
  return [
    {
      kind: 'columns',
      divided: false,
      parts: [
        ...(picture.length ? [{ share: taken, blocks: picture }] : []),
        { share: 58 - taken, blocks: [{ kind: 'texts', texts: who }] },
        { share: 42, blocks: [{ kind: 'pairs', pairs: ids, look: 'facts' }] },
      ],
    },
    { kind: 'gap', mm: 1.2 },
    { kind: 'rule', weight: 'strong' },
    { kind: 'gap', mm: 1.4 },
  ]
}
