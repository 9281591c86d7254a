import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { useMay } from '../book.ts'
import { ask, fetchNow, type OutputOf, tell } from '../client.ts'
import { openScreen, openScreenNamed, type ScreenParams, useTab } from '../tabs.ts'
import { runTask } from '../tasks.ts'
import { Combobox } from '../ui/combobox.tsx'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { count, day, expiry } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import { codeWords, useWords } from '../words.ts'
import { askBlock } from './block-dialog.tsx'
import { recallCommands } from './commands.ts'
import styles from './inventory.module.css'
import { inColumns, outColumns } from './recall-columns.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/recall': { batchId?: number }
  }
}

type Batch = OutputOf<'inventory.findBatches'>['rows'][number]
type Recall = OutputOf<'inventory.recall'>
type Refused = { refusal?: { code: string; message: string; details?: unknown } | undefined }
const refused = ({ refusal }: Refused) => refusal && say(codeWords(refusal.code, refusal.details as never, refusal.message))

/** A batch is recalled: where it came from and went, kept from sale at once, letters to whoever has it. */
export function RecallScreen({ params }: { params: ScreenParams['inventory/recall'] }) {
  const t = useWords()
  const box = useRef<HTMLDivElement>(null)
  const [batchId, setBatchId] = useState<number | null>(params.batchId ?? null)
  const recall = useQuery({ ...ask('inventory.recall', { batchId: batchId ?? 0 }), enabled: batchId !== null }).data
  useTab({ title: recall ? t('inventory.recall.tab', { batch: recall.batch.batch }) : undefined })
  useCommands(recallCommands, { batch: () => box.current?.querySelector('input')?.focus() })
  return (
    <section className={styles.sheet} aria-label={t('screens.recall')}>
      <div className={styles.head} data-fields ref={box}>
        <div className={styles.batchBox}>
          <Combobox<Batch>
            label={t('inventory.columns.batch')}
            name="batch"
            value={recall?.batch ?? null}
            onChange={(row) => setBatchId(row?.batchId ?? null)}
            find={async (text) => {
              const found = await fetchNow('inventory.findBatches', { text })
              return { text: found.text, rows: found.rows, total: found.rows.length }
            }}
            rowKey={(row) => row.batchId}
            rowLabel={(row) => row.batch}
            width={560}
            columns={[
              {
                id: 'batch',
                title: t('inventory.columns.batch'),
                width: '130px',
                weight: 'strong',
                match: true,
                cell: (row) => row.batch,
              },
              { id: 'item', title: t('inventory.columns.item'), width: '1fr', cell: (row) => row.item },
              { id: 'expiry', title: t('inventory.columns.expiry'), width: '70px', cell: (row) => expiry(row.expiry) },
              { id: 'state', title: '', width: '90px', cell: (row) => (row.blockedReason ? t('inventory.recall.blocked') : '') },
            ]}
          />
        </div>
        {recall && <Facts recall={recall} />}
      </div>
      {recall && batchId !== null ? (
        <Followed key={batchId} recall={recall} batchId={batchId} />
      ) : (
        <EmptyState title={t('inventory.recall.choose')} text={t('inventory.recall.chooseText')} />
      )}
    </section>
  )
}

/** In, out, back, still out, in hand: what a recall is about, in one line. */
function Facts({ recall }: { recall: Recall }) {
  const t = useWords()
  const { batch } = recall
  const qty = (qtyMilli: number) => showStockQuantity(qtyMilli, batch.saleFactor)
  const facts = [
    [t('inventory.recall.received'), qty(recall.receivedMilli)],
    [t('inventory.recall.sold'), qty(recall.soldMilli)],
    [t('inventory.recall.returned'), qty(recall.returnedMilli)],
    [t('inventory.recall.out'), qty(recall.netOutMilli)],
    [t('inventory.recall.inHand'), qty(recall.inHandMilli)],
    [t('inventory.recall.buyers'), count(recall.buyers)],
  ] as const
  return (
    <>
      <div className={styles.recallName}>
        <bdi>{batch.item}</bdi> <span className="code">{expiry(batch.expiry)}</span>{' '}
        {batch.blockedReason ? (
          <StatusPill tone="bad">
            {t('inventory.recall.blockedOn', { day: day(batch.blockedOn), reason: batch.blockedReason })}
          </StatusPill>
        ) : (
          <StatusPill tone="ok">{t('inventory.recall.onSale')}</StatusPill>
        )}
      </div>
      <dl className={styles.recallFacts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>
        {recall.places.map((place) => `${place.location} ${qty(place.qtyMilli)} ${batch.saleUnit}`).join(' · ')}
        {recall.letters[0] &&
          ` · ${t('inventory.recall.lettersMade', { count: recall.letters.length, shown: count(recall.letters.length), day: day(recall.letters[0].madeAt.slice(0, 10)) })}`}
      </p>
    </>
  )
}

type Side = 'out' | 'in'

function Followed({ recall, batchId }: { recall: Recall; batchId: number }) {
  const t = useWords()
  const mayWrite = useMay('stock.write')
  const [side, setSide] = useState<Side>('out')
  const { batch } = recall
  const blocked = batch.blockedReason !== null
  const block = async () => {
    const answer = await askBlock({ batch: batch.batch, item: batch.item, blocked })
    if (!answer) return
    const told = blocked
      ? await tell('inventory.releaseBatch', { batchId, reason: answer.reason })
      : await tell('inventory.blockBatch', { batchId, ...answer })
    if (told.ok) say(t(blocked ? 'inventory.recall.releasedNow' : 'inventory.recall.blockedNow', { batch: batch.batch }))
    else refused(told)
  }
  const letters = async () => {
    const save = `${t('inventory.recall.lettersFile')} ${batch.batch.replace(/[\\/:*?"<>|]+/g, '-')}.pdf`
    const picked = await runTask('company.pickFile', { title: t('inventory.recall.letters'), extensions: ['pdf'], save })
    if (!picked.ok || !picked.value) return
    const told = await runTask('inventory.recallLetters', { batchId, ticket: picked.value.ticket })
    if (told.ok)
      say(
        t('inventory.recall.lettersWritten', {
          count: told.value.letters,
          shown: count(told.value.letters),
          name: told.value.name,
        }),
      )
    else refused(told)
  }
  const why = mayWrite ? null : t('app.noRight')
  const turn = () => setSide(side === 'out' ? 'in' : 'out')
  const blockWords = blocked ? t('inventory.recall.release') : t('inventory.recall.block')
  useCommands(recallCommands, {
    block: { run: () => void block(), why, label: blockWords },
    letters: { run: () => void letters(), why },
    turn,
  })
  const { commands } = recallCommands
  const tools = (
    <Chips<Side>
      label={t('inventory.recall.side')}
      value={side}
      onChange={setSide}
      choices={(['out', 'in'] as const).map((value) => ({ value, label: t(`inventory.recall.sides.${value}`) }))}
    />
  )
  const actions = (
    <>
      <Button command={commands.letters} onClick={() => void letters()} why={why}>
        {t('inventory.recall.letters')}
      </Button>
      <Button look={blocked ? 'plain' : 'danger'} command={commands.block} onClick={() => void block()} why={why}>
        {blockWords}
      </Button>
    </>
  )
  const notes = [`${batch.item}, ${t('inventory.columns.batch')} ${batch.batch}`]
  if (side === 'in')
    return (
      <DataTable
        key="in"
        id="inventory/recall-in"
        title={t('inventory.recall.sides.in')}
        focused
        columns={inColumns(t, batch.saleFactor)}
        page={(request) => ask('inventory.recallIn', { ...request, batchId }) as never}
        rowKey={(row) => `${row.number} ${row.kind}`}
        tools={tools}
        actions={actions}
        notes={notes}
        empty={<EmptyState title={t('inventory.recall.neverCame')} />}
      />
    )
  return (
    <DataTable
      key="out"
      id="inventory/recall-out"
      title={t('inventory.recall.sides.out')}
      focused
      columns={outColumns(t, batch.saleFactor)}
      page={(request) => ask('inventory.recallOut', { ...request, batchId }) as never}
      rowKey={(row) => row.number}
      onOpen={(row) =>
        row.partyUid
          ? openScreenNamed('sales/bills', { party: row.partyUid })
          : openScreen('inventory/batch', { batchId, batch: batch.batch, item: batch.item })
      }
      tools={tools}
      actions={actions}
      notes={notes}
      empty={<EmptyState title={t('inventory.recall.neverSold')} />}
    />
  )
}
