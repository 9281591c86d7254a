import { describe, expect, test } from 'vitest'
import { localDate } from '../../calendar.ts'
import { paise } from '../../money.ts'
import { evidenceFor, type MatchItem, matchLine } from './match.ts'
import { type FileLine, understandLine } from './rows.ts'

/** A line with a quantity and a rate, as a file has it. */
function readLine(): FileLine {
  const row = understandLine(['Item', '1', '1.00'], ['name', 'quantity', 'rate'], { rowNo: 2, today: localDate('2026-11-21') })
  if (!row) throw new Error('no line')
  return row.line
}

describe('matching', () => {
  const item = (id: number, name: string, packLabel: string, more: Partial<MatchItem> = {}): MatchItem => ({
    id,
    name,
    packLabel,
    manufacturer: 'Kaveri',
    hsn: '30049099',
    mrpPaise: 6132,
    rateBp: 500,
    ...more,
  })
  const line = (name: string, pack = '10 S', more: Partial<FileLine> = {}): FileLine => ({
    ...readLine(),
    name,
    pack,
    mrpPaise: paise(6132),
    hsn: '30049034',
    gstBp: 500 as never,
    manufacturer: 'KAV',
    ...more,
  })
  const nothing = { learnt: null, scanned: null }
  test('the very name, strength and pack, once, is beyond doubt', () => {
    const candidates = [
      item(1, 'Kavimol 500 Tablet', '10*10'),
      item(2, 'Kavimol 650 Tablet', '10*10'),
      item(3, 'Kavimol Plus Tablet', '10*10'),
    ]
    const { certain, matches } = matchLine(line('KAVIMOL 500 TAB'), { candidates, ...nothing })
    expect(certain).toBe(1)
    expect(matches[0]?.evidence).toEqual(['same-name', 'same-pack', 'same-maker', 'same-mrp', 'same-hsn', 'same-rate'])
    expect(matches.some(({ itemId }) => itemId === 2)).toBe(false)
  })
  test('never: two of the same, another strength, another pack, a likeness', () => {
    const twice = [item(1, 'Kavimol 500 Tablet', '10s'), item(2, 'Kavimol 500 Tab', '10s', { manufacturer: 'Jeevan' })]
    expect(matchLine(line('KAVIMOL 500 TAB'), { candidates: twice, ...nothing }).certain).toBeNull()
    expect(matchLine(line('KAVIMOL 250 TAB'), { candidates: twice, ...nothing }).matches).toEqual([])
    expect(
      matchLine(line('KAVIMOL 500 TAB', '15 S'), { candidates: [item(1, 'Kavimol 500 Tab', '10s')], ...nothing }).certain,
    ).toBeNull()
    expect(
      matchLine(line('KAVIMOL 500 PLUS TAB'), { candidates: [item(1, 'Kavimol 500 Tab', '10s')], ...nothing }).certain,
    ).toBeNull()
    const misspelt = matchLine(line('KAVMOL 500 TAB'), { candidates: [item(1, 'Kavimol 500 Tab', '10s')], ...nothing })
    expect([misspelt.certain, misspelt.matches[0]?.evidence[0]]).toEqual([null, 'near-name'])
    expect(evidenceFor(line('SOMETHING ELSE'), item(1, 'Kavimol 500 Tab', '10s'))).toBeNull()
  })
  test('what was taught or scanned goes before every likeness', () => {
    const candidates = [item(1, 'Kavimol 500 Tablet', '10s')]
    expect(matchLine(line('KAVIMOL 500 TAB'), { candidates, learnt: 7, scanned: null })).toMatchObject({
      certain: 7,
      matches: [{ itemId: 7, evidence: ['learnt'] }, { itemId: 1 }],
    })
    expect(matchLine(line('X'), { candidates, learnt: null, scanned: 9 }).certain).toBe(9)
  })
})
