import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, fetchNow, type OutputOf, tell } from '../client.ts'
import { importCommands } from '../company/commands.ts'
import { useKeptDraft } from '../kept-draft.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { runTask, taskEnd, useTask } from '../tasks.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import { RefusalBanner } from '../ui/form.tsx'
import { count, rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useWords, words } from '../words.ts'
import styles from './bill-import.module.css'
import { BillReview } from './bill-import-review.tsx'
import { type ReadFile, readReview } from './bill-review.ts'
import { askReason } from './list-parts.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/bill-import': { uid?: string }
  }
}

type Row = OutputOf<'purchases.billImports'>['rows'][number]

/** Supplier bills from a file: choose it, say which of our items its lines are, enter the bills. A review that was cut short goes on. */
export function BillImportScreen({ params }: { params: ScreenParams['purchases/bill-import'] }) {
  const t = useWords()
  const draft = useKeptDraft('bill-file', params.uid, readReview)
  const { become } = useTab()
  const [read, setRead] = useState<ReadFile | null>(null)
  if (!draft) return null
  const file = read ?? draft.kept?.file ?? null
  const end = () => {
    setRead(null)
    become({ uid: undefined })
  }
  return file ? (
    <BillReview key={draft.uid} uid={draft.uid} file={file} kept={read ? null : draft.kept} onEnd={end} />
  ) : (
    <ChooseFile title={t('screens.billImport')} onRead={setRead} />
  )
}

function ChooseFile({ title, onRead }: { title: string; onRead: (file: ReadFile) => void }) {
  const t = useWords()
  useTab({ title })
  const read = useTask('purchases.readBillFile')
  const [started, setStarted] = useState(false)
  const earlier = useQuery(ask('purchases.billImports', {}))
  const choose = async () => {
    const picked = await runTask('company.pickFile', {
      title: t('purchases.review.chooseFile'),
      extensions: ['csv', 'xlsx', 'gz', 'tsv', 'txt'],
    })
    if (!picked.ok || !picked.value) return
    setStarted(true)
    const told = await read.start({ ticket: picked.value.ticket })
    if (!told.ok) return
    try {
      onRead(await taskEnd<'purchases.readBillFile'>(told.value.task))
    } catch {
      // the refusal stands on the screen, a fault is in the tray
    }
  }
  const why = read.running ? t('purchases.review.reading') : null
  useCommands(importCommands, { choose: { run: () => void choose(), why }, ...(read.running ? { stop: read.cancel } : {}) })
  return (
    <section className={styles.screen} aria-label={title}>
      <header className={styles.head}>
        <h1>{title}</h1>
        <Button look="main" command={importCommands.commands.choose} onClick={() => void choose()} why={why} autoFocus>
          {t('purchases.review.chooseFile')}
        </Button>
        <p>{t('purchases.review.about')}</p>
      </header>
      {started && read.refusal && (
        <div className={styles.notice}>
          <RefusalBanner refusal={read.refusal} />
        </div>
      )}
      {earlier.isError ? (
        <ErrorState error={earlier.error} onRetry={() => void earlier.refetch()} />
      ) : !earlier.data ? (
        <SkeletonRows rows={4} />
      ) : earlier.data.rows.length === 0 ? (
        <EmptyState title={t('purchases.review.none')} text={t('purchases.review.noneText')} />
      ) : (
        <Earlier rows={earlier.data.rows} />
      )}
    </section>
  )
}

function Earlier({ rows }: { rows: readonly Row[] }) {
  const t = useWords()
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('purchases.review.file')}</th>
            <th>{t('purchases.supplier')}</th>
            <th className="num">{t('purchases.review.bills')}</th>
            <th className="num">{t('purchases.review.certainLines')}</th>
            <th className="num">{t('purchases.review.chosenLines')}</th>
            <th className="num">{t('purchases.review.leftOut')}</th>
            <th className="num">{t('purchases.review.total')}</th>
            <th>{t('purchases.review.by')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.uid}>
              <td>
                <bdi>{row.name}</bdi>
              </td>
              <td>
                <bdi>{row.supplier}</bdi>
              </td>
              <td className="num">{count(row.bills)}</td>
              <td className="num">{count(row.certain)}</td>
              <td className="num">{count(row.chosen)}</td>
              <td className="num">{count(row.leftOut)}</td>
              <td className="num">{rupees(row.totalPaise)}</td>
              <td>
                <bdi>{row.by}</bdi>
              </td>
              <td>
                {row.undone ? (
                  <StatusPill tone="mute">{t('purchases.review.undone')}</StatusPill>
                ) : (
                  <Button small onClick={() => void undo(row)}>
                    {t('purchases.review.undo')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Names the bills that will be cancelled before it asks why. */
async function undo(row: Row): Promise<void> {
  const { bills } = await fetchNow('purchases.billImport', { uid: row.uid })
  const reason = await askReason({
    title: words('purchases.review.undoTitle', { file: row.name }),
    text: words('purchases.review.undoText', {
      bills: bills.map((bill) => `${bill.number} (${bill.supplierNumber})`).join(', '),
      total: rupees(row.totalPaise),
    }),
    action: words('purchases.review.undo'),
  })
  if (reason === null) return
  const told = await tell('purchases.undoBillImport', { uid: row.uid, reason })
  if (told.ok) say(words('purchases.review.undoneSaid', { file: row.name }))
}
