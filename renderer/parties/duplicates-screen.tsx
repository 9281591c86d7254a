import { useState } from 'react'
import { useMay } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { balance } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { partyCommands } from './commands.ts'
import { mergeInto } from './merge-dialog.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'parties/duplicates': Record<string, never>
  }
}

type Row = OutputOf<'parties.duplicates'>['rows'][number]

const columnsOf = (t: Say): readonly Column<Row>[] => {
  const grounds = {
    gstin: t('parties.ground.gstin'),
    pan: t('parties.ground.pan'),
    phone: t('parties.ground.phone'),
    name: t('parties.ground.name'),
  }
  const twin = (who: 'first' | 'second', title: string): Column<Row>[] => [
    {
      id: `${who}-name`,
      title,
      width: 220,
      grow: true,
      weight: 'strong',
      path: `${who}.name`,
      cell: (row) => <bdi>{row[who].name}</bdi>,
    },
    {
      id: `${who}-city`,
      title: t('parties.field.city'),
      width: 110,
      path: `${who}.city`,
      cell: (row) => <bdi>{row[who].city}</bdi>,
    },
    {
      id: `${who}-phone`,
      title: t('parties.field.phone'),
      width: 110,
      path: `${who}.phone`,
      cell: (row) => <span className="code">{row[who].phone}</span>,
    },
    {
      id: `${who}-gstin`,
      title: t('parties.field.gstin'),
      width: 150,
      hidden: true,
      path: `${who}.gstin`,
      cell: (row) => <span className="code">{row[who].gstin}</span>,
    },
    {
      id: `${who}-balance`,
      title: t('parties.balance'),
      width: 120,
      kind: 'money',
      path: `${who}.balancePaise`,
      cell: (row) => balance(row[who].balancePaise),
    },
  ]
  const all: Column<Row>[] = [
    {
      id: 'ground',
      title: t('parties.groundTitle'),
      width: 176,
      path: 'ground',
      words: grounds,
      cell: (row) => <StatusPill tone="warn">{grounds[row.ground]}</StatusPill>,
    },
    ...twin('first', t('parties.keep')),
    ...twin('second', t('parties.mergeThis')),
  ]
  return all.map((column) => ({ ...column, sortable: false }))
}

/** Parties that may be one; Alt+M merges the second into the first. */
export function DuplicatesScreen() {
  const t = useWords()
  const may = useMay('masters.write')
  const [row, setRow] = useState<Row | undefined>()
  const why = may ? (row ? null : t('parties.chooseFirst')) : t('app.noRight')
  const merge = () => row && void mergeInto(row.second, true, row.first)
  useCommands(partyCommands, { merge: { run: () => void merge(), why } })
  return (
    <DataTable<Row>
      id="parties/duplicates"
      title={t('screens.duplicates')}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('parties.duplicates', request)}
      rowKey={(one) => `${one.first.uid} ${one.second.uid}`}
      onCursor={setRow}
      onOpen={(one) => openScreen('parties/party', { uid: one.second.uid })}
      actions={
        <Button command={partyCommands.commands.merge} onClick={() => void merge()} why={why}>
          {t('parties.merge')}
        </Button>
      }
      empty={<EmptyState title={t('parties.noDuplicates')} />}
    />
  )
}
