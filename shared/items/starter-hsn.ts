import type { LocalDate } from '../calendar.ts'

/** A heading with words of our own and its usual rate on days from a date on, in basis points: a guide, never taken without looking. */
type StarterCode = readonly [code: string, words: string, before: number | null, now: number | null]

const cutDay = '2025-09-22'

/**
 * Headings a pharma or FMCG distributor meets, in our own words, so that a new book knows some codes before the portal's list is
 * brought in. Rates before and from 22-Sep-2025 as gst-rules.md §8.5 tells them; null where goods of a heading differ.
 */
const starterCodes: readonly StarterCode[] = [
  ['0402', 'Milk powder and condensed milk, sweetened or thickened', null, 500],
  ['0405', 'Butter, ghee and other milk fats', 1200, 500],
  ['0406', 'Cheese and paneer', 1200, null],
  ['0801', 'Coconut, cashew and Brazil nuts', null, null],
  ['0802', 'Almonds, pistachios and other nuts', 1200, 500],
  ['0902', 'Tea', 500, 500],
  ['0910', 'Ginger, turmeric, saffron and other spices', 500, 500],
  ['1006', 'Rice', null, null],
  ['1101', 'Wheat flour, atta and maida', null, null],
  ['1512', 'Sunflower, safflower and cotton-seed oil', 500, 500],
  ['1701', 'Sugar', 500, 500],
  ['1704', 'Sugar sweets without cocoa', null, 500],
  ['1806', 'Chocolate and other food with cocoa', 1800, 500],
  ['1901', 'Malt extract, infant food and mixes of flour', null, 500],
  ['1902', 'Noodles, pasta and vermicelli', null, 500],
  ['1905', 'Bread, biscuits, rusks and cakes', null, null],
  ['2009', 'Fruit and vegetable juices', 1200, 500],
  ['2101', 'Coffee and tea extracts, instant coffee', 1800, 500],
  ['2103', 'Sauces, ketchup, mustard and mixed seasonings', 1200, 500],
  ['2106', 'Food preparations not told elsewhere: supplements, protein, namkeen, health drinks', null, null],
  ['2201', 'Drinking water, mineral or aerated, not sweetened', null, null],
  ['2202', 'Sweetened, flavoured and aerated drinks', null, null],
  ['2402', 'Cigarettes, cigars and cheroots', 2800, null],
  ['2501', 'Salt', null, null],
  ['2847', 'Hydrogen peroxide', 1800, 1800],
  ['2936', 'Vitamins, natural or made', 1800, 1800],
  ['2941', 'Antibiotics in bulk', 1800, 1800],
  ['3001', 'Glands, organs and extracts of them for treatment', 1200, 500],
  ['3002', 'Blood, vaccines, sera, toxins and cultures', null, 500],
  ['3003', 'Medicaments of mixed goods, not measured out for sale', 1200, 500],
  ['3004', 'Medicaments measured out or packed for retail sale', 1200, 500],
  ['3005', 'Wadding, gauze, bandages, plasters and dressings with a medicament or for retail', 1200, 500],
  ['3006', 'Sutures, contrast media, first-aid boxes, contraceptives and other pharmacy goods', 1200, null],
  ['3301', 'Essential oils and resinoids', 1800, 1800],
  ['3303', 'Perfumes and toilet waters', 1800, 1800],
  ['3304', 'Make-up, skin care, sun care, talcum powder', 1800, null],
  ['3305', 'Shampoo, hair oil and other goods for the hair', 1800, null],
  ['3306', 'Toothpaste, tooth powder, dental floss, mouth washes', 1800, null],
  ['3307', 'Shaving goods, deodorants, bath goods, room scents', 1800, null],
  ['3401', 'Soap in bars and cakes, and washing of the skin', 1800, null],
  ['3402', 'Detergents and washing powders', 1800, 1800],
  ['3407', 'Modelling pastes and dental wax', null, null],
  ['3808', 'Insecticides, mosquito coils, disinfectants and sanitisers', 1800, null],
  ['3822', 'Diagnostic and laboratory reagents and kits', 1200, 500],
  ['3923', 'Plastic boxes, bottles, bags and closures', 1800, 1800],
  ['3924', 'Plastic tableware, kitchenware and toilet ware', 1800, 1800],
  ['3926', 'Other articles of plastic', 1800, 1800],
  ['4014', 'Hygienic and pharmacy goods of rubber: teats, hot-water bags, condoms', null, null],
  ['4015', 'Gloves of rubber, surgical ones among them', 1200, 500],
  ['4818', 'Tissue paper, toilet paper, napkins and bed sheets of paper', 1800, 1800],
  ['5601', 'Wadding of textile and articles of it', 1200, null],
  ['6307', 'Masks and other made-up textile articles', null, null],
  ['7010', 'Glass bottles, jars and ampoules', 1800, 1800],
  ['7323', 'Table and kitchen ware of steel, scourers', 1200, 500],
  ['8212', 'Razors and razor blades', 1800, 1800],
  ['8506', 'Primary cells and batteries', 1800, 1800],
  ['8539', 'Lamps and bulbs', null, null],
  ['9004', 'Spectacles and goggles', null, null],
  ['9018', 'Instruments and appliances for doctors, dentists and vets, syringes and needles', 1200, 500],
  ['9019', 'Massage, oxygen and breathing apparatus, nebulisers', null, 500],
  ['9021', 'Orthopaedic goods, splints, hearing aids, parts worn or put into the body', null, 500],
  ['9025', 'Thermometers and barometers', 1800, 500],
  ['9027', 'Instruments for analysis, glucose meters', null, null],
  ['9402', 'Medical, surgical and dental furniture', 1800, 1800],
  ['9603', 'Brooms, brushes and tooth brushes', null, null],
  ['9619', 'Sanitary towels, tampons, diapers and liners', null, null],
  ['9965', 'Carriage of goods', null, null],
  ['9967', 'Storage, cargo handling and services beside carriage', 1800, 1800],
  ['9985', 'Support services: packing, cleaning, staff', 1800, 1800],
]

/** The headings a new book begins with. */
export const starterRows = starterCodes.map(([code, description]) => ({
  code,
  description,
  kind: code.startsWith('99') ? ('services' as const) : ('goods' as const),
}))

/** The usual rate of a code on a day by the nearest heading we know, in basis points; null when goods of the heading differ. */
export function usualRateBp(code: string, date: LocalDate): number | null {
  for (let length = code.length; length >= 4; length -= 1) {
    const found = starterCodes.find(([known]) => known === code.slice(0, length))
    if (found) return date < cutDay ? found[2] : found[3]
  }
  return null
}

/** Both usual rates of a code, the later first; none where its heading is not known. */
export function usualRates(code: string): { from: string | null; rateBp: number | null }[] {
  for (let length = code.length; length >= 4; length -= 1) {
    const found = starterCodes.find(([known]) => known === code.slice(0, length))
    if (found)
      return [
        { from: cutDay, rateBp: found[3] },
        { from: null, rateBp: found[2] },
      ]
  }
  return []
}
