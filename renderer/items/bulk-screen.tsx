import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { ImportProgress } from '../company/imports/import-progress.tsx'
import steps from '../company/imports/imports.module.css'
import { useTab } from '../tabs.ts'
import { useTask } from '../tasks.ts'
import { confirm } from '../ui/ask.tsx'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Form, RefusalBanner } from '../ui/form.tsx'
import { count, day } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { codeWords, type Say, useWords } from '../words.ts'
import { BulkFields } from './bulk-fields.tsx'
import { type Bulk, type BulkBoxes, bulkOf, freshBulk } from './bulk-form.ts'
import { bulkCommands } from './commands.ts'
import styles from './items.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'items/bulk': Record<string, never>
  }
}

type Row = OutputOf<'items.bulkPreview'>['rows'][number]
type Done = OutputOf<'items.bulkChanges'>[number]
const shows = ['all', 'changing', 'errors'] as const
type Show = (typeof shows)[number]

const valueWords = (t: Say, bulk: Bulk, value: string): string => {
  if (value === '') return '–'
  if (bulk.change.what === 'schedule') return t(`items.schedule.${value as 'none'}`)
  if (bulk.change.what === 'status') return t(`items.status.${value as 'closed'}`)
  return bulk.change.what === 'tax' && !value.endsWith('%') ? t(`items.class.${value as 'nil'}`) : value
}

const columnsOf = (t: Say, bulk: Bulk): readonly Column<Row>[] => [
  {
    id: 'name',
    title: t('items.field.name'),
    path: 'name',
    width: 280,
    grow: true,
    weight: 'strong',
    sortable: false,
    cell: (row) => <bdi>{row.name}</bdi>,
  },
  {
    id: 'packLabel',
    title: t('items.field.packLabel'),
    path: 'packLabel',
    width: 110,
    sortable: false,
    cell: (row) => <bdi>{row.packLabel}</bdi>,
  },
  {
    id: 'manufacturer',
    title: t('items.field.manufacturer'),
    path: 'manufacturer',
    width: 150,
    weight: 'dim',
    sortable: false,
    cell: (row) => <bdi>{row.manufacturer}</bdi>,
  },
  {
    id: 'old',
    title: t('items.bulk.old'),
    path: 'old',
    width: 130,
    numeric: true,
    sortable: false,
    cell: (row) => <bdi>{valueWords(t, bulk, row.old)}</bdi>,
  },
  {
    id: 'next',
    title: t('items.bulk.next'),
    path: 'next',
    width: 130,
    numeric: true,
    weight: 'strong',
    sortable: false,
    cell: (row) => <bdi>{row.problem && row.next === '' ? '–' : valueWords(t, bulk, row.next)}</bdi>,
  },
  {
    id: 'problem',
    title: t('items.bulk.against'),
    width: 240,
    sortable: false,
    cell: (row) =>
      row.problem ? (
        <StatusPill tone="bad">{codeWords(row.problem)}</StatusPill>
      ) : row.old === row.next ? (
        <StatusPill tone="mute">{t('items.bulk.same')}</StatusPill>
      ) : null,
  },
]

/** Many items changed at once: which, what becomes of them, what that would do, then done, and taken back if need be. */
export function BulkScreen() {
  const t = useWords()
  const today = useToday()
  const may = useMay('masters.write')
  const [boxes, setBoxes] = useState<BulkBoxes>(() => freshBulk(today))
  const [asked, setAsked] = useState<Bulk | null>(null)
  const [show, setShow] = useState<Show>('all')
  useTab({ title: t('screens.itemBulk') })
  const apply = useTask('items.bulkChange')
  const goOn = useTask('items.bulkGoOn')
  const undo = useTask('items.bulkUndo')
  const earlier = useQuery(ask('items.bulkChanges', {}))
  const sums = useQuery({
    ...ask('items.bulkPreview', { bulk: asked ?? (bulkOf(freshBulk(today)) as Bulk), limit: 1 }),
    enabled: asked !== null,
  })
  const running = [apply, goOn, undo].find((one) => one.running) ?? null
  const wanted = bulkOf(boxes)
  const latest = earlier.data?.find((one) => one.state === 'done' || one.state === 'stopped' || one.state === 'undoing')
  const look = () => wanted && setAsked(wanted)
  const changing = sums.data?.sums?.changing ?? 0
  const make = async () => {
    if (!asked) return
    const sure = await confirm({
      title: t('items.bulk.sureTitle', { shown: count(changing) }),
      text: t('items.bulk.sureText'),
      action: t('items.bulk.make'),
    })
    if (!sure) return
    await apply.start(asked)
    setAsked(null)
  }
  const takeBack = async (one: Done) => {
    const sure = await confirm({
      title: t('items.bulk.undoTitle', { title: one.title }),
      text: t('items.bulk.undoText', { shown: count(one.changed) }),
      action: t('items.bulk.undo'),
      danger: true,
    })
    if (sure) await undo.start({ uid: one.uid })
  }
  const noRight = may ? null : t('app.noRight')
  const whyNoMake = noRight ?? (asked === null ? t('items.bulk.lookFirst') : changing === 0 ? t('items.bulk.nothing') : null)
  useCommands(bulkCommands, {
    look: { run: look, why: wanted ? null : t('items.bulk.incomplete') },
    make: { run: () => void make(), why: running ? t('items.bulk.busy') : whyNoMake },
    undo: { run: () => latest && void takeBack(latest), why: noRight ?? (latest ? null : t('items.bulk.noneMade')) },
    stop: running ? { run: running.cancel } : undefined,
  })
  const refusal = [apply, goOn, undo].map((one) => one.refusal).find((one) => one && one.code !== 'company/stopped') ?? null
  return (
    <section className={steps.import} aria-label={t('screens.itemBulk')}>
      <header className={steps.bar}>
        <h1>{t('screens.itemBulk')}</h1>
        <div className={steps.end}>
          <Button command={bulkCommands.commands.look} onClick={look} why={wanted ? null : t('items.bulk.incomplete')}>
            {t('items.bulk.look')}
          </Button>
          <Button
            look="main"
            command={bulkCommands.commands.make}
            onClick={() => void make()}
            why={running ? t('items.bulk.busy') : whyNoMake}
          >
            {t('items.bulk.make')}
          </Button>
        </div>
      </header>
      <div className={styles.bulkForm}>
        <Form onDone={look} refusal={refusal} focusFirst label={t('items.bulk.which')}>
          <BulkFields
            boxes={boxes}
            onChange={(next) => {
              setBoxes(next)
              setAsked(null)
            }}
          />
        </Form>
      </div>
      {running && (
        <ImportProgress
          what={running === undo ? 'items.bulk.undoing' : 'items.bulk.making'}
          done={running.done}
          total={running.total}
          note=""
          onStop={running.cancel}
        />
      )}
      {sums.error && asked && <RefusalBanner refusal={sums.error as never} />}
      {asked && !sums.error ? (
        <>
          <div className={styles.counts}>
            <p role="status">
              {sums.data?.sums &&
                t('items.bulk.counts', {
                  items: count(sums.data.sums.items),
                  changing: count(changing),
                  same: count(sums.data.sums.same),
                  errors: count(sums.data.sums.errors),
                })}
            </p>
            <Chips<Show>
              label={t('items.bulk.preview')}
              value={show}
              onChange={setShow}
              choices={shows.map((value) => ({ value, label: t(`items.bulk.only.${value}`) }))}
            />
          </div>
          <DataTable<Row>
            id="items/bulk"
            title={t('items.bulk.preview')}
            bare
            filterable={false}
            columns={columnsOf(t, asked)}
            page={(request) => ask('items.bulkPreview', { ...request, bulk: asked, only: show })}
            rowKey={(row) => row.uid}
            empty={<EmptyState title={t('items.bulk.noItems')} />}
          />
        </>
      ) : (
        <Earlier
          rows={earlier.data ?? []}
          busy={running !== null}
          onUndo={takeBack}
          onGoOn={(one) => void goOn.start({ uid: one.uid })}
        />
      )}
    </section>
  )
}

type EarlierProps = { rows: readonly Done[]; busy: boolean; onUndo: (one: Done) => Promise<void>; onGoOn: (one: Done) => void }

/** Changes made so far, each with what became of it and the way back. */
function Earlier({ rows, busy, onUndo, onGoOn }: EarlierProps) {
  const t = useWords()
  if (rows.length === 0) return <EmptyState title={t('items.bulk.noneYet')} text={t('items.bulk.noneYetText')} />
  return (
    <div className={steps.centre}>
      <h2>{t('items.bulk.earlier')}</h2>
      <ul className={steps.earlier}>
        {rows.map((one) => (
          <li key={one.uid}>
            <span>
              <bdi>{t('items.bulk.title', { what: t(`items.bulk.what.${one.bulk.change.what}`), from: day(one.bulk.from) })}</bdi>{' '}
              <small>
                {t('items.bulk.became', {
                  changed: count(one.changed),
                  same: count(one.same),
                  errors: count(one.withErrors),
                  restored: count(one.restored),
                })}
              </small>
            </span>
            <StatusPill tone={one.state === 'done' ? 'ok' : one.state === 'undone' ? 'mute' : 'warn'}>
              {t(`items.bulk.state.${one.state}`)}
            </StatusPill>
            {(one.state === 'stopped' || one.state === 'ready') && (
              <Button small onClick={() => onGoOn(one)} why={busy ? t('items.bulk.busy') : null}>
                {t('items.import.goOn')}
              </Button>
            )}
            {(one.state === 'done' || one.state === 'stopped' || one.state === 'undoing') && (
              <Button small onClick={() => void onUndo(one)} why={busy ? t('items.bulk.busy') : null}>
                {t('items.bulk.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
