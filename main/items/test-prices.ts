import { newUid } from '../database/uid.ts'
import { type TestBook, testBook } from '../test-book.ts'

export const today = '2026-11-21'
export type PricedWorld = {
  book: TestBook
  items: Record<string, { id: number; uid: string }>
  parties: Record<string, string>
  batches: Record<string, number>
}

/** A book for tests of prices: six items of four companies, five buyers, lists, specials, schemes and a ladder, all through the calls. */
export async function pricedWorld(): Promise<PricedWorld> {
  const book = testBook()
  const items: Record<string, { id: number; uid: string }> = {}
  const parties: Record<string, string> = {}
  const lists: Record<string, string> = {}
  const batches: Record<string, number> = {}
  async function item(name: string, manufacturer: string, more: object): Promise<void> {
    const uid = newUid()
    const saved = await book.call('items.save', {
      uid,
      name,
      manufacturer,
      category: 'Tablet',
      baseUnit: 'tablet',
      saleUnit: 'strip',
      saleFactor: 10,
      tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049099' },
      ...more,
    })
    items[name] = { id: saved.id, uid }
  }
  async function party(name: string, more: object): Promise<void> {
    const uid = newUid()
    parties[name] = uid
    await book.call('parties.save', { uid, name, stateCode: '27', type: 'consumer', city: 'Pune', pin: '411037', ...more })
  }
  const rates = (list: string, fromDate: string, ...some: [string, number | null, (number | undefined)?][]) =>
    book.call('items.setRates', {
      list: lists[list],
      fromDate,
      rates: some.map(([name, rateE4, batchId]) => ({ itemId: items[name]?.id, rateE4, batchId: batchId ?? null })),
    })
  const scheme = (more: object) =>
    book.call('items.saveScheme', { uid: newUid(), name: 'Diwali', kind: 'quantity', fromDate: '2026-11-01', ...more })
  const term = (more: object) => book.call('items.setDiscount', { fromDate: '2026-11-01', ...more })

  await item('Alpha', 'Kaveri', { mrpPaise: 150_00, ptrE4: 100_0000, ptsE4: 92_0000, retailE4: 110_0000, hospitalE4: 95_0000 })
  await item('Beta', 'Kaveri', { mrpPaise: 90_00, ptrE4: 50_0000 })
  await item('Gamma', 'Jeevan', { mrpPaise: 300_00, ptrE4: 200_0000 })
  await item('Delta', 'Ladder Labs', { mrpPaise: 1800_00, ptrE4: 1000_0000, retailE4: 1200_0000 })
  await item('Epsilon', 'Mela', { mrpPaise: 400_00, ptrE4: 100_0000 })
  await item('Gift', 'Mela', { mrpPaise: 20_00, ptrE4: 10_0000 })
  await party('Trader', { tier: 'pts', discountBp: 200 })
  await party('Hospital', { tier: 'hospital', route: 'North' })
  await party('Special', { tier: 'ptr', discountBp: 500 })
  await party('Listed', { tier: 'ptr' })
  await party('Retail', { tier: 'retail', discountBp: 200 })
  for (const row of await book.call('items.priceLists', {})) lists[row.name] = row.uid
  for (const name of ['Institution', 'Jeevan net']) {
    lists[name] = newUid()
    await book.call('items.savePriceList', { uid: lists[name], name })
  }
  await book.call('inventory.openingStock', {
    uid: newUid(),
    date: '2026-04-01',
    lines: ['Alpha', 'Beta'].map((name) => ({
      itemId: items[name]?.id,
      batch: `B${name}`,
      expiry: '2028-06-30',
      mrpPaise: name === 'Alpha' ? 150_00 : 90_00,
      qtyMilli: 1_000_000,
      valuePaise: 4000_00,
    })),
  })
  for (const name of ['Alpha', 'Beta']) {
    const { rows } = await book.call('inventory.batches', { itemId: items[name]?.id, date: today })
    batches[name] = rows[0].id
  }
  await rates('Institution', '2026-11-01', ['Alpha', 85_0000])
  await rates('Jeevan net', '2026-11-01', ['Gamma', 180_0000])
  await rates('PTR', '2026-11-01', ['Alpha', 97_0000, batches.Alpha], ['Beta', 48_0000, batches.Beta])
  await book.call('items.setPartyList', { party: parties.Listed, list: lists.Institution, fromDate: '2026-11-01' })
  await book.call('items.setCompanyList', { manufacturer: 'jeevan', list: lists['Jeevan net'], fromDate: '2026-11-01' })
  for (const [name, rateE4, net] of [
    ['Alpha', 88_5000, true],
    ['Beta', 45_0000, false],
  ] as const)
    await book.call('items.setSpecialRate', {
      party: parties.Special,
      itemId: items[name]?.id,
      fromDate: '2026-11-01',
      rateE4,
      net,
    })
  await scheme({ name: 'Alpha 10+1', itemId: items.Alpha?.id, buyPacks: 10, freePacks: 1, toDate: '2026-11-30' })
  await scheme({ name: 'Beta half', itemId: items.Beta?.id, buyPacks: 10, freePacks: 1, half: true })
  await scheme({ name: 'Mela 5+1', manufacturer: 'Mela', buyPacks: 5, freePacks: 1, minPacks: 10, repeats: false })
  await scheme({
    name: 'Gamma gift',
    itemId: items.Gamma?.id,
    buyPacks: 4,
    freePacks: 1,
    freeItemId: items.Gift?.id,
    route: 'North',
  })
  await term({ rung: 'company', manufacturer: 'Ladder Labs', bp: 300 })
  await term({ rung: 'company', manufacturer: 'Ladder Labs', party: parties.Special, bp: 1000 })
  await term({ rung: 'list', list: lists.Retail, bp: 100 })
  await term({ rung: 'item', itemId: items.Delta?.id, bp: 500 })
  await term({ rung: 'quantity', itemId: items.Delta?.id, fromMin: 10, bp: 1000 })
  await term({ rung: 'value', manufacturer: 'Ladder Labs', fromMin: 20_000_00, bp: 1200 })

  return { book, items, parties, batches }
}
