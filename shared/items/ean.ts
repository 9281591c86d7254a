/** The check digit of an EAN-13 (or of its twelve digits): weights 1 and 3 from the left, up to the next ten. */
export function eanCheckDigit(twelve: string): number {
  let sum = 0
  for (let at = 0; at < 12; at += 1) sum += Number(twelve[at]) * (at % 2 ? 3 : 1)
  return (10 - (sum % 10)) % 10
}

/** Whether a code is an EAN-13: thirteen digits, the last of which is right. */
export const isEan13 = (code: string): boolean => /^\d{13}$/.test(code) && eanCheckDigit(code) === Number(code[12])

/** A code of our own for an item: EAN-13 of the numbers 20 to 29, which no maker is given. `number` has at most ten digits. */
export function ownEan(number: number): string {
  const twelve = `20${String(number).padStart(10, '0')}`
  return `${twelve}${eanCheckDigit(twelve)}`
}
