import { useState } from 'react'
import { knownRows, partySides } from '../../shared/parties/import-contract.ts'
import { type PartyField, partyFields } from '../../shared/parties/party-columns.ts'
import { ask, type OutputOf } from '../client.ts'
import { importCommands } from '../company/commands.ts'
import { ImportSteps } from '../company/imports/choose-file.tsx'
import type { ImportKind } from '../company/imports/import-kind.ts'
import styles from '../company/imports/imports.module.css'
import { withField } from '../company/imports/with-field.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import type { TaskHandle } from '../tasks.ts'
import { Select } from '../ui/combobox.tsx'
import { Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { RefusalBanner } from '../ui/form.tsx'
import { balance, count } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import type { Column } from '../ui/table-layout.ts'
import { codeWords, type Say, useWords } from '../words.ts'
import { stateChoices } from './party-form.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    /** No uid: the choice of a file. */
    'parties/import': { uid?: string }
  }
}

type State = OutputOf<'parties.importState'>
type Row = OutputOf<'parties.importRows'>['rows'][number]
type Only = 'all' | 'good' | 'errors'

const kind: ImportKind = {
  room: 'parties',
  title: 'screens.partyImport',
  words: {
    applying: 'parties.import.applying',
    understood: 'parties.import.understood',
    undoText: 'parties.import.undoText',
    none: 'parties.import.none',
    open: 'parties.import.open',
    created: 'parties.import.created',
  },
  openList: () => openScreen('parties/parties', {}),
  openOne: (uid) => openScreen('parties/import', { uid }),
  firstCheck: ({ uid, mapping, as, stateCode, onKnown }: State) => ({ uid, mapping, as, stateCode, onKnown }),
  Mapping: Mapping as unknown as ImportKind['Mapping'],
  Rows: Rows as unknown as ImportKind['Rows'],
}

/** A list of parties from a file. */
export const ImportScreen = ({ params }: { params: ScreenParams['parties/import'] }) => (
  <ImportSteps kind={kind} uid={params.uid} />
)

type Wanted = Pick<State, 'mapping' | 'as' | 'stateCode' | 'onKnown'>

/** Which column is what, what rows are that do not say, and what becomes of rows about a party that is there. */
function Mapping({ state, check }: { state: State; check: TaskHandle<'parties.checkImport'> }) {
  const t = useWords()
  const { mapping, as, stateCode, onKnown } = state
  const [wanted, setWanted] = useState<Wanted>({ mapping, as, stateCode, onKnown })
  const change = (part: Partial<Wanted>) => {
    const next = { ...wanted, ...part }
    setWanted(next)
    if (next.mapping.includes('name')) void check.start({ uid: state.uid, ...next })
  }
  return (
    <>
      <section className={styles.map} aria-label={t('items.import.mapping')} data-fields>
        {state.columns.map((column, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
          <div key={at} className={styles.column}>
            <Select<PartyField>
              label={column}
              value={wanted.mapping[at] ?? 'ignore'}
              choices={partyFields.map((value) => ({ value, label: t(`parties.import.field.${value}`) }))}
              onChange={(field) => change({ mapping: withField(wanted.mapping, at, field) })}
            />
          </div>
        ))}
        <div className={styles.column}>
          <Select
            label={t('parties.import.as')}
            value={wanted.as}
            choices={partySides.map((value) => ({ value, label: t(`parties.import.side.${value}`) }))}
            onChange={(side) => change({ as: side })}
          />
        </div>
        <div className={styles.column}>
          <Select
            label={t('parties.import.usualState')}
            value={wanted.stateCode}
            choices={stateChoices('regular')}
            onChange={(code) => change({ stateCode: code })}
          />
        </div>
        <div className={styles.column}>
          <Select
            label={t('parties.import.onKnown')}
            value={wanted.onKnown}
            choices={knownRows.map((value) => ({ value, label: t(`parties.import.known.${value}`) }))}
            onChange={(what) => change({ onKnown: what })}
          />
        </div>
      </section>
      {!wanted.mapping.includes('name') && <p className={styles.notice}>{t('items.import.sayName')}</p>}
      {check.refusal && <RefusalBanner refusal={check.refusal} />}
    </>
  )
}

/** What is wrong with a row, in words; a field of the mapping by its name. */
function problemWords(t: Say, { code, details }: Row['errors'][number]): string {
  const field = details?.['field']
  return codeWords(
    code,
    typeof field === 'string' ? { ...details, field: t(`parties.import.field.${field as 'name'}`) } : details,
  )
}

const columnsOf = (t: Say): readonly Column<Row>[] => {
  const text = (id: 'code' | 'city' | 'phone' | 'gstin' | 'route', width: number, hidden = false): Column<Row> => ({
    id,
    title: t(`parties.field.${id}`),
    width,
    hidden,
    path: `parsed.${id}`,
    cell: (row) => <bdi className={id === 'city' || id === 'route' ? undefined : 'code'}>{row.parsed?.[id]}</bdi>,
  })
  const all: Column<Row>[] = [
    { id: 'rowNo', title: t('items.import.row'), width: 64, kind: 'count', path: 'rowNo', weight: 'dim' },
    {
      id: 'problem',
      title: t('items.import.problem'),
      width: 280,
      cell: (row) => {
        const [first, ...more] = row.errors
        if (!first) return null
        return (
          <>
            <StatusPill tone="bad">{t('items.import.wrong')}</StatusPill> {problemWords(t, first)}
            {more.length > 0 && ` +${more.length}`}
          </>
        )
      },
    },
    text('code', 80),
    {
      id: 'name',
      title: t('parties.field.name'),
      width: 240,
      grow: true,
      weight: 'strong',
      cell: (row) => <bdi>{row.parsed?.name ?? row.raw.join(' · ')}</bdi>,
    },
    text('city', 110),
    text('phone', 120),
    text('gstin', 150),
    text('route', 100, true),
    {
      id: 'licences',
      title: t('parties.licences'),
      width: 170,
      cell: (row) => <span className="code">{row.parsed?.licences.map((one) => `${one.form} ${one.number}`).join(', ')}</span>,
    },
    {
      id: 'opening',
      title: t('screens.openingBalance'),
      width: 130,
      numeric: true,
      cell: (row) => (row.parsed?.openingPaise ? balance(row.parsed.openingPaise) : null),
    },
  ]
  return all.map((column) => ({ ...column, sortable: false }))
}

/** The rows of the file with what each was understood as; Alt+E goes through all, good ones, and those with errors. */
function Rows({ state: { uid, good, withErrors } }: { state: State }) {
  const t = useWords()
  const [only, setOnly] = useState<Only>('all')
  const order: readonly Only[] = ['all', 'good', 'errors']
  useCommands(importCommands, { rows: () => setOnly(order[(order.indexOf(only) + 1) % order.length] ?? 'all') })
  const shown = { all: good + withErrors, good, errors: withErrors }
  return (
    <div className={styles.preview}>
      <div className={styles.previewHead}>
        <Chips<Only>
          label={t('items.import.which')}
          value={only}
          onChange={setOnly}
          choices={order.map((value) => ({ value, label: t(`items.import.${value}`, { shown: count(shown[value]) }) }))}
        />
      </div>
      <DataTable<Row>
        key={only}
        id="parties/import-rows"
        title={t('items.import.preview')}
        bare
        columns={columnsOf(t)}
        page={({ offset, limit }) => ask('parties.importRows', { uid, only, offset, limit })}
        rowKey={(row) => row.rowNo}
      />
    </div>
  )
}
