import { beforeAll, describe, expect, test } from 'vitest'
import { localDate } from '../../../shared/calendar.ts'
import { matchItem } from '../../../shared/sales/order-match.ts'
import { readOrderText } from '../../../shared/sales/order-text.ts'
import { change } from '../../company/records.ts'
import { sql } from '../../database/connection.ts'
import { newUid, uidBytes } from '../../database/uid.ts'
import { indexNewItems } from '../../items/search-index.ts'
import { catalogue, chats } from './test-chats.ts'
import { orderDesk } from './test-orders.ts'

type Choice = {
  item: { id: number; name: string }
  qtyMilli: number | null
  freeMilli: number
  score: number
  lastBought: object | null
}
type Line = {
  text: string
  words: string
  certainty: string
  doubts: string[]
  short: boolean
  choices: Choice[]
  written: string | null
}

let o: Awaited<ReturnType<typeof orderDesk>>
beforeAll(async () => {
  o = await orderDesk()
  // the shop's own Dolo and Azee would be twins of the catalogue's
  o.book.sqlite.exec("update item set active = 0, name = 'Zz ' || id")
  o.book.write((given) => {
    for (const [name, saleUnit, saleFactor, packLabel, manufacturer, composition] of catalogue) {
      const base = saleFactor > 1 ? 'tablet' : saleUnit
      const row = {
        name,
        manufacturer,
        composition,
        pack_label: packLabel,
        base_unit: base,
        sale_unit: saleUnit,
        sale_factor: saleFactor,
      }
      const [id] = change(given, [{ insert: 'item', row: { uid: uidBytes(newUid()), ...row } }], { entity: 'item' }) as [number]
      const tax = { item_id: id, from_date: localDate('2017-07-01'), class: 'taxable', rate_bp: 500, cess_bp: 0, hsn: '30049099' }
      change(given, [{ insert: 'item_tax', row: tax as never }], { entity: 'item' })
      indexNewItems(given.tx, [{ id, item: { name, code: null, manufacturer, composition, packLabel } }])
    }
  })
})
const read = async (text: string, more: object = {}): Promise<Line[]> =>
  (await o.book.call('sales.readOrder', { text, date: '2026-11-21', ...more })).lines.filter(
    (line: Line) => line.certainty !== 'talk',
  )

describe('an order out of a chat', () => {
  test('fifty of them: nothing wrong is taken silently, and most lines need nobody', async () => {
    expect(chats).toHaveLength(50)
    const wrong: string[] = []
    const missed: string[] = []
    let lines = 0
    let tellable = 0
    let taken = 0
    let offered = 0
    for (const [text, told] of chats) {
      const found = await read(text)
      if (found.length !== told.length) wrong.push(`${text}: ${found.length} lines`)
      for (const [at, meant] of told.entries()) {
        const line = found[at]
        const best = line?.choices[0]
        lines++
        const certain = line?.certainty === 'certain'
        if (meant === 'ask') {
          if (certain) wrong.push(`${line?.text}: taken as ${best?.item.name}`)
          continue
        }
        tellable++
        const [name, qty, free = 0] = meant
        const right = best?.item.name === name && best.qtyMilli === qty * 1000 && best.freeMilli === free * 1000
        if (certain && !right) wrong.push(`${line?.text}: ${best?.item.name} ${best?.qtyMilli}+${best?.freeMilli}`)
        if (certain && right) taken++
        else missed.push(`${line?.text}: ${line?.doubts.join()} ${best?.item.name} ${best?.qtyMilli}`)
        if (line?.choices.some((choice) => choice.item.name === name)) offered++
      }
    }
    expect(wrong).toEqual([])
    // the stated hit rate: of what a person could tell from the text alone, so much is taken without one
    const liquid = 'gelusil mps 6: item Gelusil MPS Liquid 6000'
    expect({ lines, tellable, taken, missed }).toEqual({ lines: 75, tellable: 61, taken: 60, missed: [liquid] })
    expect(offered).toBe(tellable)
  })

  test.each<[text: string, doubts: string[], first: string | null]>([
    ['pan - 10', ['several'], 'Pan D Capsule'],
    ['metrogil 400 - 10', ['similar'], 'Metrogyl 400 Tablet'],
    ['voveran 50 - 10', ['item'], null],
    ['dolo 650 - 2 box', ['unit'], 'Dolo 650 Tablet'],
    ['pan 40', ['no-quantity'], 'Pan 40 Tablet'],
    ['dolo 650 - 10 pcs', ['unit'], 'Dolo 650 Tablet'],
    ['dolo 650 - 10.33 strips', ['quantity'], 'Dolo 650 Tablet'],
  ])('%s is for a person: %s', async (text, doubts, first) => {
    const [line] = await read(text)
    expect(line?.certainty).not.toBe('certain')
    expect(line?.doubts).toEqual(doubts)
    if (first === null) expect(line?.choices).toEqual([])
    else expect(line?.choices.map((choice) => choice.item.name)).toContain(first)
  })

  test('the same item twice is asked about; what the party bought goes first among equals; shortage is flagged', async () => {
    expect((await read('dolo 650 - 10\ndolo 650 tab - 5')).map((line) => line.certainty)).toEqual(['certain', 'likely'])
    const [line] = await read('dolo 650 - 10', { party: o.ravi })
    expect(line).toMatchObject({ short: true, written: '10' })
  })

  test('text that is no order orders nothing', async () => {
    for (const text of ['', 'Good morning sir', '😀😀', '10', '----', 'pls send urgent', '\u0000'.repeat(5), '5 + 5 = 10'])
      expect((await read(text)).filter((line) => line.certainty === 'certain')).toEqual([])
  })
})

describe('what a party calls an item', () => {
  const itemId = (name: string) => o.book.db.must(sql.selectFrom('item').select('id').where('name', '=', name)).id
  const keep = (said: string, name: string, party = o.ravi) =>
    o.book.call('sales.keepNickname', { party, said, itemId: itemId(name) })
  const his = (text: string) => read(text, { party: o.ravi })

  test('is offered first with the day it was chosen, to this party alone, and taken by nobody unseen', async () => {
    expect((await his('zqx 650 - 10'))[0]).toMatchObject({ certainty: 'none', words: 'zqx 650' })
    await keep('ZQX-650', 'Dolo 650 Tablet')
    const [line] = await his('zqx650mg - 10 strips + 1')
    expect(line).toMatchObject({ certainty: 'likely', doubts: ['nickname'] })
    expect(line?.choices[0]).toMatchObject({
      item: { name: 'Dolo 650 Tablet' },
      chosen: { said: 'zqx 650', date: '2026-11-21' },
      qtyMilli: 150_000,
      freeMilli: 15_000,
    })
    expect((await read('zqx 650 - 10', { party: o.asha }))[0]).toMatchObject({ certainty: 'none' })
    expect((await read('zqx 650 - 10'))[0]).toMatchObject({ certainty: 'none' })
  })

  test('means another item from the day another is chosen; is listed and can be taken away; the journal keeps it', async () => {
    await keep('zqx 650', 'Pan 40 Tablet')
    const names = await o.book.call('sales.nicknames', { party: o.ravi })
    expect(names).toMatchObject([{ said: 'zqx 650', item: 'Pan 40 Tablet', date: '2026-11-21', by: 'Owner' }])
    expect((await his('zqx 650 - 2'))[0]?.choices[0]).toMatchObject({ item: { name: 'Pan 40 Tablet' } })
    await o.book.call('sales.dropNickname', { uid: names[0].uid })
    expect((await his('zqx 650 - 2'))[0]).toMatchObject({ certainty: 'none' })
    const rows = o.book.db.rows(sql.selectFrom('journal').select('changes_json').where('entity', '=', 'nickname'))
    expect(rows).toHaveLength(3)
  })

  test('a party that another was merged into knows its names; its own word comes first', async () => {
    const [old, into] = [await o.s.party({ name: 'Old shop' }), await o.s.party({ name: 'New shop' })]
    await keep('zqa', 'Dolo 650 Tablet', old)
    await keep('zqb', 'Dolo 650 Tablet', old)
    await keep('zqb', 'Pan 40 Tablet', into)
    await o.book.call('accounts.mergeParties', { uid: newUid(), from: old, into, reason: 'the same shop' })
    const names = await o.book.call('sales.nicknames', { party: into })
    expect(names.map((one: { said: string; item: string }) => [one.said, one.item])).toEqual([
      ['zqa', 'Dolo 650 Tablet'],
      ['zqb', 'Pan 40 Tablet'],
    ])
  })

  test('an item that a person found for a line counts as the line says', async () => {
    const ask = { date: '2026-11-21', itemId: itemId('Dolo 650 Tablet') }
    expect(await o.book.call('sales.orderChoice', { ...ask, text: 'fever tab - 4', words: 'fever tab' })).toMatchObject({
      item: { name: 'Dolo 650 Tablet' },
      qtyMilli: 60_000,
      chosen: null,
    })
    expect(await o.book.call('sales.orderChoice', { ...ask, text: 'fever', words: 'fever' })).toMatchObject({ qtyMilli: null })
    expect(await o.book.call('sales.orderChoice', { ...ask, itemId: 9999, text: 'x', words: 'x' })).toBeNull()
  })

  test.each([
    ['numbers alone', { said: '650 - 10' }, 'sales/nickname-empty'],
    ['nothing', { said: ' ' }, 'sales/nickname-empty'],
    ['an item that is not there', { itemId: 9999 }, 'sales/unknown-item'],
    ['a party that is not there', { party: newUid() }, 'sales/unknown-party'],
  ])('bad input: %s', async (_, wrong, code) => {
    const good = { party: o.ravi, said: 'good name', itemId: itemId('Pan 40 Tablet') }
    await expect(o.book.call('sales.keepNickname', { ...good, ...wrong })).rejects.toMatchObject({ code })
    await expect(o.book.call('sales.dropNickname', { uid: newUid() })).rejects.toMatchObject({ code: 'sales/no-nickname' })
  })

  test('a wrong one makes nothing certain: the fifty again, every line of them called Zincovit', async () => {
    const wrong: string[] = []
    const plain = new Map<string, Line>()
    for (const [text] of chats)
      for (const line of await read(text)) {
        plain.set(line.text, line)
        if (/\p{L}/u.test(line.words)) await keep(line.words.slice(0, 100), 'Zincovit Tablet', o.asha)
      }
    let offered = 0
    for (const [text] of chats)
      for (const line of await read(text, { party: o.asha })) {
        const before = plain.get(line.text)
        if (line.choices[0]?.item.name === 'Zincovit Tablet') offered++
        if (line.certainty === 'certain' && line.choices[0]?.item.id !== before?.choices[0]?.item.id) wrong.push(line.text)
        if (line.certainty === 'certain' && before?.certainty !== 'certain') wrong.push(line.text)
      }
    expect(wrong).toEqual([])
    expect(offered).toBeGreaterThan(60)
  })
})

test('readings of a line, the clearest first', () => {
  const [line] = readOrderText('* 2) dolo 650 – 10 strips + 1 free')
  expect(line?.readings[0]).toEqual({ words: 'dolo 650', countMilli: 10_000, unit: 'strip', freeMilli: 1000, explicit: true })
})
test('a syrup asked for is no tablet', () => {
  const item = { name: 'Zincovit Tablet', code: null, manufacturer: null, composition: null, packLabel: null }
  expect(matchItem('zincovit syp', item)).toBeNull()
  expect(matchItem('zincovit tabs', item)).toMatchObject({ whole: true, score: 100 })
})
