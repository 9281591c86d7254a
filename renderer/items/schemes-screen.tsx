import { useState } from 'react'
import { schemeDeal } from '../../shared/items/scheme.ts'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { went } from '../told.ts'
import { confirm } from '../ui/ask.tsx'
import { listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { day, percent, rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { pricesCommands } from './commands.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'items/schemes': Record<string, never>
  }
}

type Row = OutputOf<'items.schemes'>['rows'][number]
const shows = ['running', 'coming', 'closed', 'all'] as const
type Show = (typeof shows)[number]
const tones = { running: 'ok', coming: 'info', closed: 'mute', withdrawn: 'mute' } as const

function givesWords(row: Row, t: Say): string {
  if (row.kind === 'value') {
    const gives = row.discountBp > 0 ? `${percent(row.discountBp)} %` : rupees(row.discountPaise)
    return t('prices.scheme.fromValue', { gives, from: rupees(row.minPaise) })
  }
  const deal = row.freeItem ? `${schemeDeal(row)} ${row.freeItem}` : schemeDeal(row)
  if (row.half) return t('prices.scheme.withHalf', { deal })
  return row.minPacks > row.buyPacks ? t('prices.scheme.fromPacks', { deal, from: row.minPacks }) : deal
}

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'name', title: t('prices.scheme.name'), width: 210, grow: true, weight: 'strong', cell: (row) => <bdi>{row.name}</bdi> },
  { id: 'gives', title: t('prices.scheme.gives'), width: 220, sortable: false, cell: (row) => <bdi>{givesWords(row, t)}</bdi> },
  {
    id: 'goods',
    title: t('prices.scheme.goods'),
    width: 200,
    grow: true,
    sortable: false,
    cell: (row) => <bdi>{row.item ?? row.manufacturer ?? row.category ?? t('prices.scheme.allGoods')}</bdi>,
  },
  {
    id: 'buyers',
    title: t('prices.scheme.buyers'),
    width: 170,
    sortable: false,
    cell: (row) => (
      <bdi>{row.partyName ?? row.route ?? (row.tier ? t(`prices.tiers.${row.tier}`) : t('prices.scheme.everybody'))}</bdi>
    ),
  },
  { id: 'fromDate', title: t('prices.fromDate'), width: 104, cell: (row) => day(row.fromDate) },
  { id: 'toDate', title: t('prices.toDate'), width: 104, cell: (row) => day(row.toDate) },
  {
    id: 'state',
    title: '',
    width: 100,
    sortable: false,
    cell: (row) => <StatusPill tone={tones[row.state]}>{t(`prices.scheme.state.${row.state}`)}</StatusPill>,
  },
]

/** Schemes: Enter opens one, Alt+C makes one, Ctrl+Del takes back one that has not begun. Closed ones stay. */
export function SchemesScreen() {
  const t = useWords()
  const today = useToday()
  const may = useMay('masters.write')
  const [show, setShow] = useState<Show>('running')
  const [row, setRow] = useState<Row | undefined>()
  const whyNot = may ? null : t('app.noRight')
  const whyNoRemove = whyNot ?? (!row ? t('prices.chooseFirst') : row.state === 'coming' ? null : t('prices.scheme.onlyComing'))
  const create = () => openScreen('items/scheme', {}, { another: true })
  const remove = async () => {
    if (!row) return
    const sure = await confirm({
      title: t('prices.scheme.withdrawTitle', { name: row.name }),
      text: t('prices.scheme.withdrawText', { day: day(row.fromDate) }),
      action: t('prices.scheme.withdraw'),
      danger: true,
    })
    if (!sure) return
    const told = await tell('items.withdrawScheme', { uid: row.uid })
    if (went(told)) say(t('prices.scheme.withdrawn', { name: row.name }))
  }
  useCommands(pricesCommands, {
    remove: { run: () => void remove(), why: whyNoRemove, label: t('prices.scheme.withdraw') },
  })
  return (
    <DataTable<Row>
      id="items/schemes"
      title={t('screens.schemes')}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('items.schemes', { ...request, show, asOn: today })}
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={(one) => openScreen('items/scheme', { uid: one.uid })}
      tools={
        <Chips<Show>
          label={t('prices.show')}
          value={show}
          onChange={setShow}
          choices={shows.map((value) => ({ value, label: t(`prices.scheme.shows.${value}`) }))}
        />
      }
      actions={
        <>
          <Button command={pricesCommands.commands.remove} onClick={() => void remove()} why={whyNoRemove}>
            {t('prices.scheme.withdraw')}
          </Button>
          <Button command={listCommands.commands.create} onClick={create} why={whyNot}>
            {t('prices.scheme.new')}
          </Button>
        </>
      }
      commands={{
        create: { run: create, why: whyNot },
        edit: { run: () => row && openScreen('items/scheme', { uid: row.uid }), why: row ? null : t('prices.chooseFirst') },
      }}
      empty={
        <EmptyState
          title={t('prices.scheme.none')}
          text={t('prices.scheme.noneText')}
          action={
            <Button look="main" command={listCommands.commands.create} onClick={create} why={whyNot}>
              {t('prices.scheme.new')}
            </Button>
          }
        />
      }
    />
  )
}
