import { useState } from 'react'
import { rateTiers } from '../../shared/items/contract.ts'
import { partyFilters, partyTypes } from '../../shared/parties/contract.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { balance } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { codeWords, type Say, useWords } from '../words.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'parties/parties': Record<string, never>
  }
}

type Row = OutputOf<'parties.list'>['rows'][number]
type Only = (typeof partyFilters)[number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
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
    sortable: false,
    cell: (row) => <span className="code">{row.phone}</span>,
  },
  {
    id: 'gstin',
    title: t('parties.field.gstin'),
    path: 'gstin',
    width: 150,
    weight: 'dim',
    sortable: false,
    cell: (row) => <span className="code">{row.gstin}</span>,
  },
  {
    id: 'type',
    title: t('parties.field.type'),
    width: 110,
    sortable: false,
    path: 'type',
    words: Object.fromEntries(partyTypes.map((type) => [type, t(`parties.type.${type}`)])),
  },
  {
    id: 'tier',
    title: t('parties.field.tier'),
    width: 90,
    hidden: true,
    sortable: false,
    path: 'tier',
    words: Object.fromEntries(rateTiers.map((tier) => [tier, t(`parties.tier.${tier}`)])),
  },
  { id: 'licence', title: t('parties.licenceTill'), width: 100, sortable: false, kind: 'date', path: 'licenceValidTo' },
  {
    id: 'limit',
    title: t('parties.field.creditLimitPaise'),
    width: 130,
    kind: 'money',
    path: 'creditLimitPaise',
    sortable: false,
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
    id: 'state',
    title: '',
    heading: t('ui.state'),
    kind: 'flag',
    path: 'active',
    words: { true: '', false: t('parties.hidden') },
    width: 90,
    sortable: false,
    cell: (row) => (row.active ? null : <StatusPill tone="mute">{t('parties.hidden')}</StatusPill>),
  },
]

/** The parties: found by words, with balances; Enter opens one, Alt+C makes one. */
export function PartiesScreen() {
  const t = useWords()
  const may = useMay('masters.write')
  const [only, setOnly] = useState<Only>('all')
  const [row, setRow] = useState<Row | undefined>()
  const create = () => openScreen('parties/party', {}, { another: true })
  const open = (one: Row) => openScreen('parties/party', { uid: one.uid })
  const hide = async () => {
    if (!row) return
    const told = await tell('parties.setActive', { uid: row.uid, active: !row.active })
    if (told.ok) say(t(row.active ? 'parties.hiddenNow' : 'parties.shownNow', { name: row.name }))
    else if (told.refusal) say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
  }
  return (
    <DataTable<Row>
      id="parties/parties"
      title={t('screens.parties')}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('parties.list', { ...request, only })}
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={open}
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
          <Button onClick={() => void hide()} why={!may ? t('app.noRight') : row ? null : t('parties.chooseFirst')}>
            {row && !row.active ? t('parties.show') : t('parties.hide')}
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
