import type { z } from 'zod'
import { readGstin } from '../../../shared/company/gstin.ts'
import { needsGstin, type PartyCategory } from '../../../shared/company/party-category.ts'
import { isLiveState } from '../../../shared/company/states.ts'
import { checkParty } from '../../../shared/parties/check-party.ts'
import { PartyInput } from '../../../shared/parties/contract.ts'
import type { PartyRow, partyImportCalls } from '../../../shared/parties/import-contract.ts'
import { guessPartyMapping, type PartyField, partyHeads } from '../../../shared/parties/party-columns.ts'
import { type PartyProblem, partyRepeats, understandParty } from '../../../shared/parties/party-row.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Looker } from '../../company/imports/check-rows.ts'
import type { ImportList } from '../../company/imports/import-tasks.ts'
import { type Reader, sql, text } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import { newUid, uidText } from '../../database/uid.ts'
import { wholeParty } from '../whole-party.ts'

export const importKind = 'parties/import'

type CheckInput = z.output<(typeof partyImportCalls)['checkImport']['input']>
type Input = z.output<typeof PartyInput>
export type PartyOptions = { columns: string[]; mapping: PartyField[] } & Pick<CheckInput, 'as' | 'stateCode' | 'onKnown'>

const byCode = prepared<{ code: string }>()((p) => sql.selectFrom('party').select('uid').where('code', '=', p.code))
const byGstin = prepared<{ gstin: string }>()((p) =>
  sql
    .selectFrom('party')
    .select('uid')
    .where('gstin', '=', p.gstin)
    .where('merged_into', 'is', null)
    .orderBy('active', 'desc')
    .limit(1),
)
const byName = prepared<{ name: string; city: string }>()(
  (p) => text<{ uid: Uint8Array; code: string | null; gstin: string | null }>`select uid, code, gstin from party
    where name = ${p.name} collate nocase and merged_into is null
      and lower(coalesce((select city from party_address a where a.party_id = party.id order by a.id limit 1), '')) = ${p.city} order by active desc, id limit 1`,
)

/** The party a row is about: by its code, its GSTIN, else by name and town when neither has another code or GSTIN. */
export function targetOf(db: Reader, row: PartyRow): string | null {
  const coded = row.code === null ? undefined : db.get(byCode, { code: row.code })
  if (coded) return uidText(coded.uid)
  const registered = row.gstin === null ? undefined : db.get(byGstin, { gstin: row.gstin })
  if (registered) return uidText(registered.uid)
  const named = db.get(byName, { name: row.name, city: (row.city ?? '').toLowerCase() })
  if (!named || (named.code !== null && row.code !== null) || (named.gstin !== null && row.gstin !== null)) return null
  return uidText(named.uid)
}

const known = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Partial<T>

function categoryOf(row: PartyRow, held: PartyCategory | null): PartyCategory {
  if (row.gstin === null) return held ?? 'unregistered'
  if (held !== null && needsGstin(held)) return held
  const byKind = { tds: 'tds-deductor', tcs: 'tcs-operator', uin: 'uin' } as const
  const read = readGstin(row.gstin)
  return read.problem ? 'regular' : (byKind[read.kind as 'tds'] ?? 'regular')
}

const nobody = PartyInput.omit({ uid: true, name: true, stateCode: true })

/** A party as the row makes it: a new one, or the one that is there with what the row says; what the row leaves empty stays. */
export function partyOf(row: PartyRow, held: ReturnType<typeof wholeParty> | null, options: PartyOptions): Input {
  const { side, type, licences, openingPaise: _, gstin, stateCode, ...said } = row
  const as = side ?? (held ? null : options.as)
  const base = held ?? { ...nobody.parse({}), isCustomer: as === 'customer', isSupplier: as === 'supplier' }
  const has = new Set(base.licences.map((one) => `${one.form} ${one.number}`))
  const fresh = licences.filter((one) => !has.has(`${one.form} ${one.number}`)).map((one) => ({ ...one, validFrom: null }))
  return PartyInput.parse({
    ...base,
    ...known({ ...said, type, gstin }),
    isCustomer: base.isCustomer || as === 'customer',
    isSupplier: base.isSupplier || as === 'supplier',
    category: categoryOf(row, held ? held.category : null),
    stateCode: stateCode ?? held?.stateCode ?? options.stateCode,
    licences: [...base.licences, ...fresh].slice(0, 10),
    uid: held?.uid ?? newUid(),
    active: true,
  })
}

export type Plan = { input: Input; held: ReturnType<typeof wholeParty> | null; same: boolean }

const told = (party: Input) => JSON.stringify(PartyInput.omit({ taxFrom: true, discountFrom: true }).parse(party))

/** What a row comes to in the book as it is: a checked party, or what stands against it. */
export function planRow(db: Reader, row: PartyRow, options: PartyOptions): Plan | { problems: PartyProblem[] } {
  const uid = targetOf(db, row)
  const held = uid === null ? null : wholeParty(db, uid)
  if (held?.mergedInto)
    return {
      problems: [{ code: 'parties/row-merged', field: 'name', details: { name: held.name, other: held.mergedInto.name } }],
    }
  try {
    const { party } = checkParty(partyOf(row, held, options))
    return {
      input: party,
      held,
      same: held !== null && (options.onKnown === 'skip' || told(party) === told(PartyInput.parse(held))),
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { problems: [{ code: error.code, field: error.field ?? 'name', details: error.details as PartyProblem['details'] }] }
  }
}

/** Rows of a list of parties: what is wrong with each, and whether it is about a party already there. */
const lookWith =
  (options: (mapping: readonly PartyField[]) => PartyOptions): Looker =>
  (db, mapping) => {
    const repeated = partyRepeats()
    const fields = mapping as readonly PartyField[]
    const how = options(fields)
    return (cells, rowNo) => {
      const { row, errors } = understandParty(cells, fields)
      if (errors.length) return { errors, known: false }
      const plan = planRow(db, row, how)
      if ('problems' in plan) return { errors: [...repeated(row, rowNo), ...plan.problems], known: false }
      return { errors: repeated(row, rowNo), known: plan.held !== null }
    }
  }
// whose side or state a row is of when it does not say has no part in what can be wrong with it
export const lookAtParties: Looker = lookWith((mapping) => ({
  columns: [],
  mapping: [...mapping],
  as: 'customer',
  stateCode: '27',
  onKnown: 'update',
}))

/** A list of parties that comes in. The state of rows that name none is asked for; until then it is the firm's. */
export const partyList = (firmState: () => string): ImportList<PartyOptions, CheckInput> => ({
  kind: importKind,
  list: 'parties',
  heads: partyHeads,
  look: lookAtParties,
  usual: (columns) => ({
    columns,
    mapping: guessPartyMapping(columns),
    as: 'customer',
    stateCode: firmState(),
    onKnown: 'update',
  }),
  wanted: ({ mapping, as, stateCode, onKnown }, columns) => {
    if (!isLiveState(stateCode))
      throw new Refusal('company/unknown-state', `There is no state ${stateCode}`, 'stateCode', { state: stateCode })
    return { columns, mapping, as, stateCode, onKnown }
  },
  applyCall: 'parties.applyImportRows',
  undoCall: 'parties.undoImportRows',
})
