import { useState } from 'react'
import { partyCategories } from '../../shared/company/party-category.ts'

import { partyFilters, priceTiers } from '../../shared/parties/contract.ts'
import { partyTypes } from '../../shared/parties/party-types.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import { openScreen, openScreenNamed } from '../tabs.ts'
import { went } from '../told.ts'
import { listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { balance } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { partyCommands } from './commands.ts'
import { mergeInto, unmerge } from './merge-dialog.tsx'
import { Party360Pane } from './party-360-pane.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'parties/parties': Record<string, never>
  }
}

type Row = OutputOf<'parties.list'>['rows'][number]
type Only = (typeof partyFilters)[number]

/** Columns of money are for those who may see it. */
const columnsOf = (t: Say, money: boolean): readonly Column<Row>[] =>
  allColumns(t).filter(({ id }) => money || (id !== 'balance' && id !== 'limit'))

const allColumns = (t: Say): readonly Column<Row>[] => [
  {
    id: 'code',
    title: t('parties.field.code'),
    path: 'code',
    width: 90,
    hidden: true,
    cell: (row) => <span className="code">{row.code}</span>,
  },
  {
    id: 'name',
    title: t('parties.field.name'),
    path: 'name',
    width: 260,
    grow: true,
    weight: 'strong',
    cell: (row) => <bdi>{row.name}</bdi>,
  },
  { id: 'city', title: t('parties.field.city'), path: 'city', width: 130, cell: (row) => <bdi>{row.city}</bdi> },
  {
    id: 'route',
    title: t('parties.field.route'),
    path: 'route',
    width: 120,
    hidden: true,
    cell: (row) => <bdi>{row.route}</bdi>,
  },
  {
    id: 'phone',
    title: t('parties.field.phone'),
    path: 'phone',
    width: 120,
    cell: (row) => <span className="code">{row.phone}</span>,
  },
  {
    id: 'gstin',
    title: t('parties.field.gstin'),
    path: 'gstin',
    width: 150,
    weight: 'dim',
    cell: (row) => <span className="code">{row.gstin}</span>,
  },
  {
    id: 'pan',
    title: t('parties.field.pan'),
    path: 'pan',
    width: 110,
    hidden: true,
    sortable: false,
    cell: (row) => <span className="code">{row.pan}</span>,
  },
  {
    id: 'category',
    title: t('parties.field.category'),
    path: 'category',
    width: 130,
    hidden: true,
    words: Object.fromEntries(partyCategories.map((category) => [category, t(`parties.category.${category}`)])),
  },
  { id: 'state', title: t('parties.field.stateCode'), path: 'stateCode', width: 60, hidden: true },
  {
    id: 'salesman',
    title: t('parties.field.salesman'),
    path: 'salesman',
    width: 120,
    hidden: true,
    cell: (row) => <bdi>{row.salesman}</bdi>,
  },
  {
    id: 'contact',
    title: t('parties.field.contact'),
    path: 'contact',
    width: 140,
    hidden: true,
    sortable: false,
    cell: (row) => <bdi>{row.contact}</bdi>,
  },
  { id: 'creditDays', title: t('parties.field.creditDays'), path: 'creditDays', kind: 'count', width: 90, hidden: true },
  {
    id: 'type',
    title: t('parties.field.type'),
    width: 110,
    path: 'type',
    words: Object.fromEntries(partyTypes.map((type) => [type, t(`parties.type.${type}`)])),
  },
  {
    id: 'tier',
    title: t('parties.field.tier'),
    width: 90,
    hidden: true,
    path: 'tier',
    words: Object.fromEntries(priceTiers.map((tier) => [tier, t(`parties.tier.${tier}`)])),
  },
  { id: 'licence', title: t('parties.licenceTill'), width: 100, kind: 'date', path: 'licenceValidTo' },
  {
    id: 'limit',
    title: t('parties.field.creditLimitPaise'),
    width: 130,
    kind: 'money',
    path: 'creditLimitPaise',
    hidden: true,
  },
  {
    id: 'balance',
    title: t('parties.balance'),
    width: 150,
    kind: 'money',
    path: 'balancePaise',
    weight: 'strong',
    cell: (row) => balance(row.balancePaise),
    sum: 'balancePaise',
  },
  {
    id: 'active',
    title: '',
    heading: t('ui.state'),
    kind: 'flag',
    path: 'active',
    words: { true: '', false: t('parties.hidden') },
    width: 90,
    sortable: false,
    cell: (row) =>
      row.active ? null : (
        <StatusPill tone="mute">{row.mergedInto === null ? t('parties.hidden') : t('parties.merged')}</StatusPill>
      ),
  },
]

/** What can be done with the party under the cursor. */
function usePartyWork(row: Row | undefined) {
  const t = useWords()
  const may = useMay('masters.write')
  const maySee = useMay('sales.read')
  const mayImport = useMay('masters.import')
  const hide = async () => {
    if (!row) return
    if (row.mergedInto !== null) return unmerge(row)
    const told = await tell('parties.setActive', { uid: row.uid, active: !row.active })
    if (went(told)) say(t(row.active ? 'parties.hiddenNow' : 'parties.shownNow', { name: row.name }))
  }
  const whyNone = row ? null : t('parties.chooseFirst')
  const whyNot = may ? whyNone : t('app.noRight')
  const whyUnseen = maySee ? whyNone : t('app.noRight')
  const hideWords = !row || row.active ? t('parties.hide') : row.mergedInto === null ? t('parties.show') : t('parties.unmerge')
  const at = (screen: 'accounts/party-ledger' | 'accounts/outstanding' | 'accounts/opening') => ({
    run: () => row && openScreenNamed(screen, { party: row.uid }),
    why: whyUnseen,
  })
  const work = {
    ledger: at('accounts/party-ledger'),
    outstanding: at('accounts/outstanding'),
    opening: at('accounts/opening'),
    hide: { run: () => void hide(), why: whyNot, label: hideWords },
    merge: { run: () => row && void mergeInto(row, true), why: whyNot ?? (row?.active ? null : t('parties.chooseFirst')) },
    duplicates: { run: () => openScreen('parties/duplicates', {}), why: null },
    import: { run: () => openScreen('parties/import', {}), why: mayImport ? null : t('app.noRight') },
  }
  useCommands(partyCommands, work)
  return { work, may, maySee }
}

/** The parties: found by words, with balances; Enter opens one, Space shows all about it, Alt+C makes one. */
export function PartiesScreen() {
  const t = useWords()
  const [only, setOnly] = useState<Only>('all')
  const [row, setRow] = useState<Row | undefined>()
  const { work, may, maySee } = usePartyWork(row)
  useCommands(partyCommands, {
    only: () => setOnly(partyFilters[(partyFilters.indexOf(only) + 1) % partyFilters.length] ?? 'all'),
  })
  const create = () => openScreen('parties/party', {}, { another: true })
  const open = (one: Row) => openScreen('parties/party', { uid: one.uid })
  const { commands } = partyCommands
  return (
    <DataTable<Row>
      id="parties/parties"
      title={t('screens.parties')}
      focused
      columns={columnsOf(t, maySee)}
      page={(request) => ask('parties.list', { ...request, only })}
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={open}
      {...(maySee ? { detail: (one: Row) => <Party360Pane uid={one.uid} /> } : {})}
      tools={
        <Chips<Only>
          label={t('parties.which')}
          value={only}
          onChange={setOnly}
          choices={partyFilters.map((value) => ({ value, label: t(`parties.only.${value}`) }))}
        />
      }
      actions={
        <>
          <Button command={commands.import} onClick={work.import.run} why={work.import.why}>
            {t('parties.importList')}
          </Button>
          <Button command={commands.ledger} onClick={() => void work.ledger.run()} why={work.ledger.why}>
            {t('parties.ledger')}
          </Button>
          <Button command={commands.merge} onClick={() => void work.merge.run()} why={work.merge.why}>
            {t('parties.merge')}
          </Button>
          <Button command={commands.hide} onClick={work.hide.run} why={work.hide.why}>
            {work.hide.label}
          </Button>
          <Button command={listCommands.commands.create} onClick={create} why={may ? null : t('app.noRight')}>
            {t('parties.newParty')}
          </Button>
        </>
      }
      commands={{
        create: { run: create, why: may ? null : t('app.noRight') },
        edit: { run: () => row && open(row), why: row ? null : t('parties.chooseFirst') },
      }}
      empty={
        <EmptyState
          title={t('parties.none')}
          action={
            <Button look="main" onClick={create}>
              {t('parties.newParty')}
            </Button>
          }
        />
      }
    />
  )
}
