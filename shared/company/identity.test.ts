import { describe, expect, test } from 'vitest'
import { localDate } from '../calendar.ts'
import { readIfsc, readUpiId } from './bank.ts'
import { type DrugLicence, drugKindOf, drugKinds, licenceForms, licenceStanding, readLicenceForm } from './drug-licence.ts'
import { readPan } from './pan.ts'
import { needsGstin, partyCategories } from './party-category.ts'

test('PAN: shape, then holder', () => {
  expect(readPan(' aapfu 0939f')).toEqual({ pan: 'AAPFU0939F', holder: 'firm' })
  expect(readPan('ABCPD1234E')).toMatchObject({ holder: 'person' })
  for (const wrong of ['AAPFU0939', 'AAPFU0000F', 'AAPF10939F', ''])
    expect(readPan(wrong).problem?.code).toBe('company/pan-shape')
  expect(readPan('AAPXU0939F').problem?.code).toBe('company/pan-holder')
})

test('bank ids', () => {
  expect(readIfsc(' hdfc 0001234 ')).toBe('HDFC0001234')
  for (const wrong of ['HDFC1001234', 'HDF00001234', 'HDFC000123']) expect(readIfsc(wrong)).toBeNull()
  expect(readUpiId('Ravi.Medical-1@okHDFC')).toBe('ravi.medical-1@okhdfc')
  for (const wrong of ['ravi', '@okhdfc', 'ravi@', 'ravi@ok.hdfc', 'a@b', 'ravi@@ok']) expect(readUpiId(wrong)).toBeNull()
})

test('a GSTIN is for everybody but the unregistered and the foreign', () => {
  expect(partyCategories.filter((category) => !needsGstin(category))).toEqual(['unregistered', 'overseas'])
})

describe('drug licences (gst-rules.md §8.1)', () => {
  const today = localDate('2026-11-21')
  const licence = (form: string, validTo: string | null = null): DrugLicence => ({
    form,
    number: 'MH-PZ-1234',
    validFrom: null,
    validTo: validTo === null ? null : localDate(validTo),
  })
  const standing = (licences: readonly DrugLicence[], kind: (typeof drugKinds)[number] = 'general') =>
    licenceStanding(licences, { kind, date: today, warnDays: 30 })

  test('forms are read however they are written', () => {
    expect(['20b', 'Form 21-B', '20 BB', '20F', 'FORM 20G'].map(readLicenceForm)).toEqual(['20B', '21B', '20BB', '20F', '20G'])
    for (const wrong of ['22', '', 'toString', '20 C']) expect(readLicenceForm(wrong)).toBeNull()
    expect(Object.values(licenceForms).map(({ covers }) => covers)).toEqual(expect.arrayContaining([...drugKinds]))
  })

  test('Schedule X goes only to 20F and 20G, biologicals to form 21 and its kin', () => {
    expect(drugKindOf('X')).toBe('schedule-x')
    expect(drugKindOf('H', true)).toBe('schedule-c')
    expect(['H', 'H1', 'G', 'NDPS', 'OTC'].map((schedule) => drugKindOf(schedule))).toEqual(Array(5).fill('general'))
    expect(['none', 'device', 'cosmetic', 'food'].map((schedule) => drugKindOf(schedule))).toEqual(Array(4).fill(null))
    expect(standing([licence('20B'), licence('21B')], 'schedule-x').standing).toBe('missing')
    expect(standing([licence('20G')], 'schedule-x').standing).toBe('live')
    expect(standing([licence('20')], 'schedule-c').standing).toBe('missing')
  })

  test('live, ending soon, ended, missing', () => {
    expect(standing([licence('20B')])).toMatchObject({ standing: 'live', endsSoon: false })
    expect(standing([licence('20B', '2026-12-20')])).toMatchObject({ standing: 'live', endsSoon: true })
    expect(standing([licence('20B', '2026-12-21')])).toMatchObject({ endsSoon: false })
    expect(standing([licence('20B', '2026-11-21')]).standing).toBe('live')
    expect(standing([licence('20B', '2026-11-20')])).toMatchObject({ standing: 'ended', licence: { validTo: '2026-11-20' } })
    expect(standing([licence('20B', '2026-11-20'), licence('20', '2027-11-20')])).toMatchObject({ licence: { form: '20' } })
    expect(standing([{ ...licence('20B'), validFrom: localDate('2026-12-01') }]).standing).toBe('ended')
    expect(standing([{ ...licence('20B'), number: ' ' }]).standing).toBe('missing')
    expect(standing([]).standing).toBe('missing')
  })
})
