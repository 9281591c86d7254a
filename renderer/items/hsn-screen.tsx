import { useState } from 'react'
import { useMay } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { ImportProgress } from '../company/imports/import-progress.tsx'
import { openScreen } from '../tabs.ts'
import { runTask, type TaskHandle, useTask } from '../tasks.ts'
import { listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { RefusalBanner } from '../ui/form.tsx'
import { count, percent } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { hsnCommands } from './commands.ts'
import { askHsn, HsnPane } from './hsn-dialog.tsx'
import styles from './items.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'items/hsn': Record<string, never>
  }
}

type Code = OutputOf<'items.hsnList'>['rows'][number]
type Trouble = OutputOf<'items.hsnTrouble'>['rows'][number]
const shows = ['all', 'goods', 'services', 'used', 'trouble'] as const
type Show = (typeof shows)[number]

const codeColumns = (t: Say): readonly Column<Code>[] => [
  {
    id: 'code',
    title: t('items.field.hsn'),
    path: 'code',
    width: 110,
    weight: 'strong',
    cell: (row) => <span className="code">{row.code}</span>,
  },
  {
    id: 'description',
    title: t('items.hsnMaster.words'),
    path: 'description',
    width: 300,
    grow: true,
    cell: (row) => <bdi>{row.description}</bdi>,
  },
  {
    id: 'rate',
    title: t('items.hsnMaster.usual'),
    path: 'rateBp',
    kind: 'percent',
    width: 90,
    numeric: true,
    sortable: false,
    cell: (row) => (row.rateBp === null ? '' : percent(row.rateBp)),
  },
  {
    id: 'items',
    title: t('items.hsnMaster.items'),
    path: 'items',
    kind: 'count',
    width: 100,
    numeric: true,
    sortable: false,
    cell: (row) => (row.items ? count(row.items) : '–'),
  },
  {
    id: 'ours',
    title: '',
    heading: t('items.hsnMaster.source'),
    width: 120,
    sortable: false,
    cell: (row) => (row.ours ? <StatusPill tone="mute">{t('items.hsnMaster.ours')}</StatusPill> : null),
  },
]
const troubleColumns = (t: Say): readonly Column<Trouble>[] => [
  {
    id: 'name',
    title: t('items.field.name'),
    path: 'name',
    width: 300,
    grow: true,
    weight: 'strong',
    cell: (row) => <bdi>{row.name}</bdi>,
  },
  {
    id: 'packLabel',
    title: t('items.field.packLabel'),
    path: 'packLabel',
    width: 120,
    sortable: false,
    cell: (row) => <bdi>{row.packLabel}</bdi>,
  },
  { id: 'hsn', title: t('items.field.hsn'), path: 'hsn', width: 110, cell: (row) => <span className="code">{row.hsn}</span> },
  {
    id: 'problem',
    title: t('items.bulk.against'),
    width: 220,
    sortable: false,
    cell: (row) => <StatusPill tone="warn">{t(`items.hsnMaster.${row.problem}`)}</StatusPill>,
  },
]

/** The HSN master: codes with their words and the rates under them, added and changed by hand or brought in; and items whose code will not do. */
export function HsnScreen() {
  const t = useWords()
  const mayImport = useMay('masters.import')
  const [show, setShow] = useState<Show>('all')
  const bringIn = useTask('items.importHsn')
  const choose = async () => {
    const picked = await runTask('company.pickFile', {
      title: t('items.hsnMaster.choose'),
      extensions: ['csv', 'gz', 'xlsx', 'txt'],
    })
    if (picked.ok && picked.value) await bringIn.start({ ticket: picked.value.ticket })
  }
  const mayWrite = useMay('masters.write')
  const [row, setRow] = useState<Code | undefined>()
  const put = async (edited: Code | null) => {
    const code = await askHsn(edited)
    if (code !== null) say(t('items.hsnMaster.saved', { code }))
  }
  const whyNoWrite = mayWrite ? null : t('app.noRight')
  const why = mayImport ? (bringIn.running ? t('items.bulk.busy') : null) : t('app.noRight')
  useCommands(hsnCommands, {
    bringIn: { run: () => void choose(), why },
    stop: bringIn.running ? { run: bringIn.cancel } : undefined,
  })
  const shared = {
    focused: true,
    tools: (
      <Chips<Show>
        label={t('items.which')}
        value={show}
        onChange={setShow}
        choices={shows.map((value) => ({ value, label: t(`items.hsnMaster.only.${value}`) }))}
      />
    ),
    actions: (
      <>
        <Button command={hsnCommands.commands.bringIn} onClick={() => void choose()} why={why}>
          {t('items.hsnMaster.bringIn')}
        </Button>
        {show !== 'trouble' && (
          <Button command={listCommands.commands.create} onClick={() => void put(null)} why={whyNoWrite}>
            {t('items.hsnMaster.new')}
          </Button>
        )}
      </>
    ),
    subtitle: <Outcome task={bringIn} />,
    empty: <EmptyState title={t(show === 'trouble' ? 'items.hsnMaster.noTrouble' : 'items.hsnMaster.none')} />,
  }
  return show === 'trouble' ? (
    <DataTable<Trouble>
      key="trouble"
      id="items/hsn-trouble"
      title={t('screens.hsn')}
      columns={troubleColumns(t)}
      page={(request) => ask('items.hsnTrouble', request)}
      rowKey={(row) => row.uid}
      onOpen={(row) => openScreen('items/item', { uid: row.uid })}
      {...shared}
    />
  ) : (
    <DataTable<Code>
      key="codes"
      id="items/hsn"
      title={t('screens.hsn')}
      columns={codeColumns(t)}
      page={(request) => ask('items.hsnList', { ...request, show })}
      rowKey={(one) => one.code}
      onCursor={setRow}
      onOpen={(one) => mayWrite && void put(one)}
      detail={(one) => <HsnPane code={one.code} />}
      commands={{
        create: { run: () => void put(null), why: whyNoWrite },
        edit: { run: () => row && void put(row), why: whyNoWrite ?? (row ? null : t('items.hsnMaster.chooseFirst')) },
      }}
      {...shared}
    />
  )
}

/** What a list that was brought in has become; rows that were no codes by their place in the file. */
function Outcome({ task }: { task: TaskHandle<'items.importHsn'> }) {
  const t = useWords()
  if (task.running)
    return <ImportProgress what="items.hsnMaster.bringing" done={task.done} total={task.total} note="" onStop={task.cancel} />
  if (task.refusal && task.refusal.code !== 'company/stopped') return <RefusalBanner refusal={task.refusal} />
  const { value } = task
  if (!value) return null
  return (
    <span role="status">
      {t('items.hsnMaster.became', {
        rows: count(value.rows),
        added: count(value.added),
        changed: count(value.changed),
        same: count(value.same),
        wrong: count(value.wrong),
      })}
      {value.errors.length > 0 && (
        <ul className={styles.history} aria-label={t('items.hsnMaster.wrongRows')}>
          {value.errors.slice(0, 5).map((error) => (
            <li key={error.rowNo}>{t('items.hsnMaster.wrongRow', { row: error.rowNo, code: error.code, text: error.text })}</li>
          ))}
        </ul>
      )}
    </span>
  )
}
