import { describe, expect, test } from 'vitest'
import sheet from './tokens.css?raw'

type Theme = Record<string, string>

/** The colours a block of the style sheet names. */
function coloursOf(theme: 'light' | 'dark'): Theme {
  const block = new RegExp(`\\[data-mantine-color-scheme="${theme}"\\] \\{([^}]*)\\}`).exec(sheet)?.[1] ?? ''
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/gi)].map((match) => [match[1] ?? '', match[2] ?? '']),
  )
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['app', 'surface', 'sunken', 'hover', 'row-active', 'zebra', 'rail']
/** Text on ground: every pair that occurs. */
const textPairs: [string, string][] = [
  ...['text', 'text-2'].flatMap((text) => grounds.map((ground): [string, string] => [text, ground])),
  ...['app', 'surface', 'sunken', 'hover', 'rail', 'zebra', 'row-active'].map((ground): [string, string] => ['text-3', ground]),
  ['text', 'accent-soft'],
  ['text', 'mark'],
  ['text', 'bad-soft'],
  ['text', 'warn-soft'],
  ['text-2', 'mute-soft'],
  ['text-2', 'accent-soft'],
  ['accent', 'surface'],
  ['accent', 'accent-soft'],
  ['accent', 'sunken'],
  ['accent', 'row-active'],
  ['accent', 'app'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ...['ok', 'warn', 'bad'].flatMap((tone): [string, string][] => [
    [tone, 'surface'],
    [tone, `${tone}-soft`],
  ]),
  ['bad', 'row-active'],
  ['bad', 'hover'],
  ['warn', 'sunken'],
  ['top-text', 'top'],
  ['top-text-2', 'top'],
  ['top-text-2', 'top-control'],
  ['top-text', 'top-control'],
]
/** Edges and marks that must be seen, not read. */
const edgePairs: [string, string][] = [
  ...['app', 'surface', 'sunken'].map((ground): [string, string] => ['control-line', ground]),
  ...['app', 'surface', 'sunken', 'row-active'].map((ground): [string, string] => ['focus', ground]),
  ['bad', 'surface'],
  ['warn', 'app'],
  ...['chart-1', 'chart-2', 'chart-4'].map((chart): [string, string] => [chart, 'surface']),
]

const weak = (theme: Theme, pairs: readonly [string, string][], least: number) =>
  pairs.flatMap(([a, b]) => {
    const ratio = contrast(theme[a] ?? '#000000', theme[b] ?? '#000000')
    return ratio >= least ? [] : [`${a} on ${b}: ${ratio.toFixed(2)}`]
  })

describe.each(['light', 'dark'] as const)('%s theme', (name) => {
  const theme = coloursOf(name)
  test('names every colour the pairs use', () => {
    expect([...textPairs, ...edgePairs].flat().filter((colour) => !theme[colour])).toEqual([])
  })
  test('text stands out at 4.5:1 or more', () => {
    expect(weak(theme, textPairs, 4.5)).toEqual([])
  })
  test('borders of controls, focus and marks stand out at 3:1 or more', () => {
    expect(weak(theme, edgePairs, 3)).toEqual([])
  })
})
test('a weak pair would be found', () => {
  expect(weak({ text: '#999999', app: '#ffffff' }, [['text', 'app']], 4.5)).toEqual(['text on app: 2.85'])
  expect(contrast('#000000', '#ffffff')).toBe(21)
})
