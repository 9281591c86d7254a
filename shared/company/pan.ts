const holders = {
  P: 'person',
  C: 'company',
  H: 'hindu-undivided-family',
  F: 'firm',
  A: 'association',
  T: 'trust',
  B: 'body-of-individuals',
  L: 'local-authority',
  J: 'juridical-person',
  G: 'government',
} as const
export type PanHolder = (typeof holders)[keyof typeof holders]

export type PanReading =
  | { readonly pan: string; readonly holder: PanHolder; readonly problem?: never }
  | { readonly problem: { readonly code: string; readonly message: string } }

/**
 * A PAN without blanks in capitals, and who holds it (gst-rules.md §1.2); or the first thing wrong with it. There is no public checksum, so a
 * well-formed PAN may still not exist.
 */
export function readPan(text: string): PanReading {
  const pan = text.replace(/\s+/g, '').toUpperCase()
  if (!/^[A-Z]{5}\d{4}[A-Z]$/.test(pan) || pan.slice(5, 9) === '0000') {
    return { problem: { code: 'company/pan-shape', message: 'A PAN is five letters, four digits and a letter' } }
  }
  const holder = holders[pan.charAt(3) as keyof typeof holders]
  if (!holder)
    return {
      problem: { code: 'company/pan-holder', message: 'The fourth letter of a PAN says who holds it; this one says nobody' },
    }
  return { pan, holder }
}
