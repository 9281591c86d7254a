import { randomUUID } from 'node:crypto'
import type { Running } from './app.ts'

export type Shelf = { items: { name: string; itemId: number }[]; party: string; partyName: string }

const medicines = [
  'Calpara',
  'Doloflam',
  'Amoxyl',
  'Cefaryl',
  'Metglu',
  'Rabicool',
  'Pantogard',
  'Telvas',
  'Rosuva',
  'Atorlip',
  'Zincovel',
  'Levoset',
  'Montair',
  'Azirox',
  'Fluvir',
  'Norpress',
  'Vitabex',
  'Calcirol',
  'Bronkol',
  'Salbucare',
  'Omecid',
  'Domstal',
  'Ondaset',
  'Loratin',
]

/** Puts goods on the shelf and a customer in the book through the window's own calls: two batches of each medicine. */
export async function stockShelf(running: Running): Promise<Shelf> {
  const items: Shelf['items'] = []
  const lines: object[] = []
  for (const [n, name] of medicines.entries()) {
    const mrpPaise = 5000 + n * 731
    const saved = (await running.call('items.save', {
      uid: randomUUID(),
      code: `M${n}`,
      name: `${name} ${(n % 5) * 100 + 100} Tab`,
      manufacturer: n % 2 ? 'Jeevan Labs' : 'Kaveri Pharma',
      packLabel: '10s',
      baseUnit: 'tablet',
      saleUnit: 'strip',
      saleFactor: 10,
      tax: {
        fromDate: '2026-04-01',
        class: n === 20 ? 'nil' : 'taxable',
        rateBp: n === 20 ? 0 : n % 7 === 3 ? 1800 : 500,
        hsn: '30049099',
      },
      mrpPaise,
      ptrE4: Math.floor(mrpPaise * 0.7) * 100,
      ptsE4: Math.floor(mrpPaise * 0.63) * 100,
    })) as { id: number }
    items.push({ name: `${name} ${(n % 5) * 100 + 100} Tab`, itemId: saved.id })
    for (const [batch, year] of [
      ['A', '2028'],
      ['B', '2029'],
    ])
      lines.push({
        itemId: saved.id,
        batch: `${name.slice(0, 3).toUpperCase()}${batch}`,
        expiry: `${year}-06-30`,
        mrpPaise,
        qtyMilli: 300_000,
        valuePaise: Math.floor(mrpPaise * 0.5) * 30,
      })
  }
  await running.call('inventory.openingStock', { uid: randomUUID(), date: '2026-04-01', lines })
  const party = randomUUID()
  const partyName = 'Shree Medical Hall'
  await running.call('parties.save', {
    uid: party,
    name: partyName,
    city: 'Ujjain',
    stateCode: '23',
    category: 'regular',
    gstin: '23AAKFM7788P1ZA',
    creditLimitPaise: 50_000_000,
    creditDays: 30,
    licences: [{ form: '20', number: 'MP-20-77', validFrom: '2024-01-01', validTo: '2030-12-31' }],
  })
  return { items, party, partyName }
}
