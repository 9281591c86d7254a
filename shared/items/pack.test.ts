import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePack } from './pack.ts'

/** 'loose 1, strip 10, box 100 | strip' and, when there is one, ' | 100 ml'. */
function inShort(text: string): string {
  const { units, saleUnit, netContent } = parsePack(text)
  const counted = `${units.map(({ name, factor }) => `${name} ${factor}`).join(', ')} | ${saleUnit}`
  return netContent ? `${counted} | ${netContent.amountMilli / 1000} ${netContent.unit}` : counted
}

describe('packs as price lists print them', () => {
  test.each([
    // strips in a box
    ['10*10', 'loose 1, strip 10, box 100 | strip'],
    ['1*15', 'loose 1, strip 15 | strip'],
    ['1X10', 'loose 1, strip 10 | strip'],
    ['20 * 6', 'loose 1, strip 6, box 120 | strip'],
    ['10 x 10 tab', 'loose 1, strip 10, box 100 | strip'],
    ['10X10X10', 'loose 1, strip 10, box 1000 | strip'],
    ['1*10TAB', 'loose 1, strip 10 | strip'],
    ["1 x 14's (mono carton)", 'loose 1, strip 14 | strip'],
    ['10*1', 'piece 1, box 10 | piece'],
    // a number and a tired apostrophe
    ["10's", 'loose 1, strip 10 | strip'],
    ['10`S', 'loose 1, strip 10 | strip'],
    ['15;S', 'loose 1, strip 15 | strip'],
    ['10,S', 'loose 1, strip 10 | strip'],
    ['10*S', 'loose 1, strip 10 | strip'],
    ['10*', 'loose 1, strip 10 | strip'],
    ['7’s', 'loose 1, strip 7 | strip'],
    ['30', 'loose 1, strip 30 | strip'],
    ['12 CAP', 'loose 1, strip 12 | strip'],
    ['15TAB', 'loose 1, strip 15 | strip'],
    ['8 PADS', 'loose 1, pack 8 | pack'],
    ["60's in Bottle", 'loose 1, bottle 60 | bottle'],
    ['50 pcs/Box', 'loose 1, box 50 | box'],
    ['30 capsules and 1 rotahaler', 'loose 1, kit 30 | kit'],
    ['25 Strips', 'strip 1, box 25 | strip'],
    ['6 sachets in monocarton', 'sachet 1, box 6 | sachet'],
    // one piece
    ['1', 'piece 1 | piece'],
    ["1's", 'piece 1 | piece'],
    ['1 PC', 'piece 1 | piece'],
    ['1*1', 'piece 1 | piece'],
    ["1's Tin 400g", 'tin 1 | tin | 400 g'],
    // measured contents are not counted
    ['100ML', 'piece 1 | piece | 100 ml'],
    ['5gm', 'piece 1 | piece | 5 g'],
    ['30GM’S', 'piece 1 | piece | 30 g'],
    ["15'ML", 'piece 1 | piece | 15 ml'],
    ['70*GM', 'piece 1 | piece | 70 g'],
    ['1*60ML', 'piece 1 | piece | 60 ml'],
    ['1.2 KG', 'piece 1 | piece | 1200 g'],
    ['1 ltr', 'piece 1 | piece | 1000 ml'],
    ['125MG', 'piece 1 | piece | 0.125 g'],
    ['7.035 ml', 'piece 1 | piece | 7.035 ml'],
    ['5*2 ML', 'piece 1, box 5 | piece | 2 ml'],
    ['10X2ML AMP', 'ampoule 1, box 10 | ampoule | 2 ml'],
    ['1*7*2ML', 'piece 1, box 7 | piece | 2 ml'],
    ['10*10CM', 'piece 1 | piece | 10 cm'],
    ['1*70METE', 'piece 1 | piece | 70 m'],
    ['2 ml Vial', 'vial 1 | vial | 2 ml'],
    ['10 ml /vial', 'vial 1 | vial | 10 ml'],
    ['Vial (10 ml)', 'vial 1 | vial | 10 ml'],
    ['0.5 ml in 1 prefilled syringe', 'syringe 1 | syringe | 0.5 ml'],
    ['15 gm Lami Tube in Monopack', 'tube 1 | tube | 15 g'],
    ['200 MDI', 'inhaler 1 | inhaler | 200 doses'],
    // so many of something
    ['strip of 10 tablets', 'loose 1, strip 10 | strip'],
    ['strip of 1 Tablet', 'strip 1 | strip'],
    ['bottle of 100 ml Syrup', 'bottle 1 | bottle | 100 ml'],
    ['bottle of 30 tablets', 'loose 1, bottle 30 | bottle'],
    ['vial of 1 Injection', 'vial 1 | vial'],
    ['ampoule of 6 injections', 'ampoule 1, box 6 | ampoule'],
    ['penfill of 3 ml Solution', 'pen 1 | pen | 3 ml'],
    ['packet of 200 MDI Inhaler', 'packet 1 | packet | 200 doses'],
    ['Pack of 4 Napkins', 'loose 1, pack 4 | pack'],
    ['combipack of 6 tablets', 'loose 1, pack 6 | pack'],
    // words
    ['Vial & Wfi', 'vial 1 | vial'],
    ['Pair in Mono-Pack', 'pair 1 | pair'],
    ['One in Mono-Pack', 'piece 1 | piece'],
    ['Three in Mono-Pack', 'loose 1, pack 3 | pack'],
    ['Four Strips in Mono-Pack', 'strip 1, box 4 | strip'],
    ['१०*१०', 'loose 1, strip 10, box 100 | strip'],
    // what cannot be read is one piece
    ['', 'piece 1 | piece'],
    ['XL', 'piece 1 | piece'],
    ['2+1', 'piece 1 | piece'],
    ['100+25GM', 'piece 1 | piece'],
    ['6 INCH', 'piece 1 | piece'],
    ['1*154.81', 'piece 1 | piece'],
    ['0', 'piece 1 | piece'],
    ['99999*99999', 'piece 1 | piece'],
    ['5000*5000', 'piece 1 | piece'],
    ['50000 vials', 'vial 1 | vial'],
    ['1*2*3*4', 'piece 1 | piece'],
  ])('%s', (text, expected) => {
    expect(inShort(text)).toBe(expected)
  })

  test('the label stays as printed, and the inner count is what the sale unit holds', () => {
    expect(parsePack('  10 *  10 ')).toMatchObject({ label: '10 * 10', innerCount: 10 })
    expect(parsePack('100ML')).toMatchObject({ label: '100ML', innerCount: 1 })
  })
})

test('whatever is typed, a pack comes back that can be sold', () => {
  const scraps = fc.array(
    fc.constantFrom('10', '1', '0', '.5', '*', 'x', ' of ', 'ml', "'s", 'strip', ' ', '/', 'tablets', 'box', 'three'),
  )
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    scraps.map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(typed, (text) => {
      const { units, saleUnit, innerCount } = parsePack(text)
      const factors = units.map(({ factor }) => factor)
      expect(factors[0]).toBe(1)
      expect(factors).toEqual([...new Set(factors)].sort((a, b) => a - b))
      expect(new Set(units.map(({ name }) => name)).size).toBe(units.length)
      expect(units.find(({ name }) => name === saleUnit)?.factor).toBe(innerCount)
    }),
  )
})
