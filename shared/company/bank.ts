/** An IFSC without blanks in capitals (four letters of the bank, a zero, six of the branch), or null. */
export function readIfsc(text: string): string | null {
  const ifsc = text.replace(/\s+/g, '').toUpperCase()
  return /^[A-Z]{4}0[A-Z\d]{6}$/.test(ifsc) ? ifsc : null
}

/** A UPI id (`name@handle`) without blanks, or null. The handle has letters and digits only; case does not matter, so it is kept small. */
export function readUpiId(text: string): string | null {
  const id = text.replace(/\s+/g, '').toLowerCase()
  return /^[a-z\d][a-z\d._-]{1,254}@[a-z][a-z\d]{1,63}$/.test(id) ? id : null
}
