import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { guessPartyMapping } from '../../../shared/parties/party-columns.ts'
import { understandParty } from '../../../shared/parties/party-row.ts'
import { sql } from '../../database/connection.ts'
import { newUid } from '../../database/uid.ts'
import { type TestBook, testBook } from '../../test-book.ts'

const folder = mkdtempSync(join(tmpdir(), 'bahi-parties-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let book: TestBook
beforeEach(() => {
  book = testBook()
})
let files = 0
const read = async (content: string): Promise<string> => {
  files += 1
  const path = join(folder, `list-${files}.csv`)
  writeFileSync(path, content)
  return (await book.call('parties.readImport', { ticket: 'list' }, { files: { list: path } })).uid
}
const check = async (uid: string, over: object = {}) => {
  const { mapping, as, stateCode, onKnown } = await book.call('parties.importState', { uid })
  return await book.call('parties.checkImport', { uid, mapping, as, stateCode, onKnown, ...over })
}
const bringIn = async (content: string, over: object = {}) => {
  const uid = await read(content)
  await check(uid, over)
  return await book.call('parties.applyImport', { uid })
}
const list = async () =>
  (await book.call('parties.list', {})).rows as { name: string; balancePaise: number; code: string | null; uid: string }[]
const sound = async () => expect((await book.call('accounts.doctor', {})).findings).toEqual([])

const gstin = '27AAPFU0939F1ZV'
const marg = `Sunrise Pharma - List of parties
Party Code,Party Name,Address,Station,Pin Code,Mobile,GST No,D.L.No,Route,Credit Limit,Cr. Days,Balance
C1,Ravi Medical,12 MG Road,Pune,411037,9800000001,${gstin},"20B-PZ1, 21B-PZ2",East,"1,00,000.00",30,"12,345.50 Dr"
C2,Krishna Stores,,Satara,415001,,,,West,,,500.00 Cr
C3,,,,,,,,,,,
C4,Wrong GST,,Pune,411001,,27AAPFU0939F1ZX,,,,,
C5,Wrong State,,Pune,411001,,,,,,x,
`

test("headers of the trade's programs are understood", () => {
  expect(
    guessPartyMapping(['Party Code', 'Party Name', 'D.L.No', 'Cr. Days', 'GST No', 'Mobile', 'Station', 'Balance', 'Row']),
  ).toEqual(['code', 'name', 'licence', 'creditDays', 'gstin', 'phone', 'city', 'opening', 'ignore'])
  expect(
    guessPartyMapping(['$Name', '$Parent', '$LedStateName', '$PartyGSTIN', '$OpeningBalance', '$LedgerMobile', '$PINCode']),
  ).toEqual(['name', 'group', 'state', 'gstin', 'opening', 'phone', 'pin'])
  expect(guessPartyMapping(['Particulars', 'Debit', 'Credit'])).toEqual(['name', 'openingDr', 'openingCr'])
})

test.each([
  ['opening', '1,23,456.50 Dr', { openingPaise: 1_23_456_50 }],
  ['opening', '500 Cr', { openingPaise: -500_00 }],
  ['opening', '₹ (500.00)', { openingPaise: -500_00 }],
  ['opening', '-20', { openingPaise: -20_00 }],
  ['opening', '0', { openingPaise: 0 }],
  ['openingCr', '40.5', { openingPaise: -40_50 }],
  ['state', '27-Maharashtra', { stateCode: '27' }],
  ['state', 'maharashtra', { stateCode: '27' }],
  ['gstin', `${gstin.toLowerCase()} `, { gstin, pan: 'AAPFU0939F', stateCode: '27' }],
  ['gstin', 'URP', { gstin: null }],
  ['type', 'Nursing Home', { type: 'hospital' }],
  ['type', 'Stockist', { type: 'wholesale' }],
  ['group', 'Sundry Creditors', { side: 'supplier' }],
  [
    'licence',
    '20b/PZ1; 21B-PZ2',
    {
      licences: [
        { form: '20B', number: 'PZ1' },
        { form: '21B', number: 'PZ2' },
      ],
    },
  ],
  ['licence', 'MH-1234', { licences: [{ form: '20', number: 'MH-1234' }] }],
  ['creditDays', '30 Days', { creditDays: 30 }],
  ['discount', '2.5%', { discountBp: 250 }],
] as const)('%s %s', (field, text, wanted) => {
  const { row, errors } = understandParty(['A', text], ['name', field])
  expect(errors).toEqual([])
  expect(row).toMatchObject(wanted)
})
test.each([
  ['opening', 'lots', 'money'],
  ['state', 'Atlantis', 'state'],
  ['gstin', '27AAPFU0939F1ZX', 'gstin'],
  ['pan', '123', 'pan'],
  ['pin', '4110', 'pin'],
  ['fssai', '12', 'fssai'],
  ['creditDays', '400', 'count'],
  ['licenceTill', '31/13/2027', 'date'],
  ['discount', '120', 'percent'],
  ['name', '', 'no-name'],
] as const)('a wrong %s (%s) is an error of its row', (field, text, code) => {
  const { errors } = understandParty(field === 'name' ? [''] : ['A', text], field === 'name' ? ['name'] : ['name', field])
  expect(errors.map((error) => error.code)).toContain(`parties/row-${code}`)
})

test('a list comes in with opening balances, errors stay data, the same list again changes nothing, and all of it is taken back', async () => {
  const uid = await read(marg)
  const state = await check(uid)
  expect(state).toMatchObject({ rows: 5, good: 2, withErrors: 3, known: 0, as: 'customer', stateCode: '27' })
  const errors = await book.call('parties.importRows', { uid, only: 'errors', offset: 0, limit: 50 })
  expect(errors.rows.map((row: { errors: { code: string }[] }) => row.errors[0]?.code)).toEqual([
    'parties/row-no-name',
    'parties/row-gstin',
    'parties/row-count',
  ])
  expect(await book.call('parties.applyImport', { uid })).toMatchObject({ state: 'done', created: 2, updated: 0 })
  expect((await list()).map((row) => [row.name, row.balancePaise])).toEqual([
    ['Krishna Stores', -500_00],
    ['Ravi Medical', 12_345_50],
  ])
  const ravi = (await list()).find((row) => row.code === 'C1')
  expect(await book.call('parties.party', { uid: ravi?.uid })).toMatchObject({
    gstin,
    pan: 'AAPFU0939F',
    category: 'regular',
    creditLimitPaise: 1_00_000_00,
    creditDays: 30,
    route: 'East',
    licences: [
      { form: '20B', number: 'PZ1' },
      { form: '21B', number: 'PZ2' },
    ],
  })
  await expect(book.call('parties.applyImport', { uid })).rejects.toMatchObject({ code: 'company/import-applied' })
  expect(await bringIn(marg)).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
  expect((await list()).map((row) => row.balancePaise)).toEqual([-500_00, 12_345_50])
  await sound()
  expect(await book.call('parties.undoImport', { uid })).toMatchObject({ state: 'undone', removed: 2, kept: [] })
  expect(await list()).toEqual([])
  expect((await book.call('accounts.trialBalance', { asOn: '2026-11-21' })).rows).toEqual([])
  await sound()
  expect(await bringIn(marg)).toMatchObject({ created: 0, updated: 2 })
  await sound()
})

test('rows about a party that is there change it or pass it over, and undo gives the old values back where nobody changed them since', async () => {
  const uid = newUid()
  await book.call('parties.save', {
    uid,
    code: 'C1',
    name: 'Ravi Medical',
    stateCode: '27',
    city: 'Pune',
    pin: '411001',
    phone: '1',
    creditDays: 7,
    licences: [{ form: '20B', number: 'OLD', validFrom: null, validTo: null }],
  })
  const before = await book.call('parties.party', { uid })
  expect(await bringIn(marg, { onKnown: 'skip' })).toMatchObject({ created: 1, updated: 0, unchanged: 1 })
  expect(await book.call('parties.party', { uid })).toEqual(before)
  const done = await bringIn(marg)
  expect(done).toMatchObject({ created: 0, updated: 1, unchanged: 1 })
  expect(await book.call('parties.party', { uid })).toMatchObject({
    gstin,
    category: 'regular',
    phone: '9800000001',
    creditDays: 30,
    address1: '12 MG Road',
    pin: '411037',
    balancePaise: 12_345_50,
    licences: [{ number: 'OLD' }, { number: 'PZ1' }, { number: 'PZ2' }],
  })
  const { id: _, balancePaise: __, mergedInto: ___, ...now } = await book.call('parties.party', { uid })
  await book.call('parties.save', { ...now, creditDays: 45 })
  await book.call('parties.undoImport', { uid: done.uid })
  expect(await book.call('parties.party', { uid })).toEqual({ ...before, creditDays: 45 })
  await sound()
})

test('a party billed since keeps what the import gave it, and is named', async () => {
  const done = await bringIn('Name,Balance\nRavi Medical,100\nKrishna,50\n')
  const ravi = (await list()).find((row) => row.name === 'Ravi Medical')
  await book.call('payments.postReceipt', {
    uid: newUid(),
    date: '2026-11-20',
    party: ravi?.uid,
    amountPaise: 5,
    mode: 'cash',
    reference: null,
  })
  expect(await book.call('parties.undoImport', { uid: done.uid })).toMatchObject({ removed: 1, kept: ['Ravi Medical'] })
  expect((await list()).map((row) => [row.name, row.balancePaise])).toEqual([['Ravi Medical', 99_95]])
  await sound()
})

test('a list of suppliers says what we owe; a merged party and a code twice are errors of their rows', async () => {
  await bringIn('Ledger,Under,Opening Balance\nSun Pharma,Sundry Creditors,700\nCipla,Sundry Creditors,50 Dr\n')
  await bringIn('Supplier,Balance\nMankind,300\n', { as: 'supplier' })
  const { rows } = await book.call('parties.list', { only: 'suppliers' })
  expect(rows.map((row: { name: string; balancePaise: number }) => [row.name, row.balancePaise])).toEqual([
    ['Cipla', 50_00],
    ['Mankind', -300_00],
    ['Sun Pharma', -700_00],
  ])
  const [cipla, mankind] = rows
  await book.call('accounts.mergeParties', { uid: newUid(), from: cipla.uid, into: mankind.uid, reason: 'the same' })
  const uid = await read('Code,Name\nA,One\na,Two\n')
  expect(await check(uid)).toMatchObject({ good: 1, withErrors: 1 })
  await sound()
})

test.each([
  ['no name', { mapping: ['ignore', 'code'] }, 'company/mapping-no-name', 'mapping'],
  ['a field twice', { mapping: ['name', 'name'] }, 'company/mapping-twice', 'mapping'],
  ['too few columns', { mapping: ['name'] }, 'company/mapping-columns', 'mapping'],
  ['a state that is no more', { stateCode: '28' }, 'company/unknown-state', 'stateCode'],
  ['no such field', { mapping: ['name', 'shoe'] }, 'company/bad-input', 'mapping.1'],
])('a mapping with %s is refused', async (_, over, code, field) => {
  const uid = await read('Name,Code\nA,1\n')
  await expect(check(uid, over)).rejects.toMatchObject({ code, field })
  await expect(book.call('parties.applyImport', { uid })).rejects.toMatchObject({ code: 'company/import-not-checked' })
  expect(await list()).toEqual([])
  await book.call('parties.dropImport', { uid })
  await expect(book.call('parties.importState', { uid })).rejects.toMatchObject({ code: 'company/no-import' })
  expect(book.db.rows(sql.selectFrom('staging').select('row_no'))).toEqual([])
})
