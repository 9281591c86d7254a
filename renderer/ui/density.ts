/**
 * Sizes that both the style sheet and the virtual lists need, in pixels. One table writes the CSS variables and answers
 * `estimateSize`: two sources would drift apart under compact density.
 */
export const densities = {
  compact: { row: 26, control: 28, cellX: 6, text: 13, columns: 1 },
  regular: { row: 30, control: 30, cellX: 8, text: 13, columns: 1 },
  comfortable: { row: 38, control: 36, cellX: 12, text: 14, columns: 1.16 },
} as const

export type Density = keyof typeof densities

/** Grid tracks in the pixels of regular density, grown with the text where it is larger. */
export const grown = (tracks: string): string => tracks.replace(/(\d+)px/g, 'calc($1px * var(--column-scale, 1))')

/** Puts a density's sizes on the page. */
export function applyDensity(density: Density, root: HTMLElement): void {
  const sizes = densities[density]
  root.dataset['density'] = density
  root.style.setProperty('--row', `${sizes.row}px`)
  root.style.setProperty('--control', `${sizes.control}px`)
  root.style.setProperty('--cell-x', `${sizes.cellX}px`)
  root.style.setProperty('--t-md', `${sizes.text}px`)
  root.style.setProperty('--column-scale', String(sizes.columns))
}
