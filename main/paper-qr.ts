import { encode } from 'uqr'

/** A QR code as one SVG path, `mm` wide with its quiet zone: nothing between the modules for a printer to smear. */
export function qrSvg(payload: string, mm: number): string {
  const { size, data } = encode(payload, { ecc: 'M', border: 2 })
  const bars: string[] = []
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!data[y]?.[x]) continue
      let end = x + 1
      while (data[y]?.[end]) end++
      bars.push(`M${x} ${y}h${end - x}v1h-${end - x}z`)
      x = end
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${mm}mm" height="${mm}mm"><path d="${bars.join('')}" fill="#000"/></svg>`
}
