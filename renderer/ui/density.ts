/**
 * Sizes that both the style sheet and the virtual lists need, in pixels. One table writes the CSS variables and answers
 * `estimateSize`: two sources would drift apart under compact density.
 */
export const densities = {
  compact: { row: 26, control: 28, cellX: 6, text: 13 },
  regular: { row: 30, control: 30, cellX: 8, text: 13 },
  comfortable: { row: 38, control: 36, cellX: 12, text: 14 },
} as const

export type Density = keyof typeof densities

/** Puts a density's sizes on the page. */
export function applyDensity(density: Density, root: HTMLElement): void {
  const sizes = densities[density]
  root.dataset['density'] = density
  root.style.setProperty('--row', `${sizes.row}px`)
  root.style.setProperty('--control', `${sizes.control}px`)
  root.style.setProperty('--cell-x', `${sizes.cellX}px`)
  root.style.setProperty('--t-md', `${sizes.text}px`)
}
