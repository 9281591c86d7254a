import { useCallback, useState } from 'react'
import { fetchNow, type InputOf, type OutputOf } from '../client.ts'
import { runTask, startTask, taskEnd } from '../tasks.ts'
import { went } from '../told.ts'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import type { Ticks } from '../ui/data-table.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { count } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { useWords, words } from '../words.ts'
import styles from './bill-paper.module.css'
import { PaperChips } from './bill-paper-screen.tsx'
import { copiesOf, isTextFormat, usePaperChoices } from './paper-choices.ts'
import { askPrinter } from './printer-dialog.tsx'

type Row = OutputOf<'sales.bills'>['rows'][number]
type Which = InputOf<'sales.bulkPdf'>['which']
type Asked = { to: 'file' | 'printer'; choices: ReturnType<typeof usePaperChoices>[0] } | null

type Filter = { filter: string; from: string | null; to: string | null; party: string | null }
const foundBy = async (which: Filter): Promise<number> => (await fetchNow('sales.bills', { ...which, limit: 1 } as never)).total

/** Ticks of the list of bills, and the printing of what is ticked, or of all that the filter finds. */
export function useBulkPrint(filtered: () => Filter): {
  /** Only while bills are being chosen. */
  ticks: { ticks?: Ticks<Row> }
  choose: () => void
  print: () => void
} {
  const [choosing, setChoosing] = useState(false)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  // how many the filter found when all were ticked
  const [all, setAll] = useState<number | null>(null)
  const print = async () => {
    const which = filtered()
    const some = ticked.size > 0
    const number = some ? ticked.size : await foundBy(which)
    if (number === 0) return say(words('sales.bulk.none'))
    const asked = await askWith<Asked>((done) => <BulkDialog count={number} all={!some} onDone={done} />)
    if (asked) await printBills(some ? { uids: [...ticked] } : (which as Which), asked)
  }
  const onTick = useCallback((row: Row, on: boolean) => {
    setAll(null)
    setTicked((before) => {
      const after = new Set(before)
      if (on) after.add(row.uid)
      else after.delete(row.uid)
      return after
    })
  }, [])
  const choose = () => {
    setTicked(new Set())
    setAll(null)
    setChoosing(!choosing)
  }
  const ticks: Ticks<Row> = {
    isTicked: (row) => all !== null || ticked.has(row.uid),
    onTick,
    onTickAll: () => {
      setTicked(new Set())
      if (all === null) void foundBy(filtered()).then(setAll)
      else setAll(null)
    },
    ticked: all ?? ticked.size,
  }
  return { ticks: choosing ? { ticks } : {}, choose, print: () => void print() }
}

async function printBills(which: Which, { to, choices }: NonNullable<Asked>): Promise<void> {
  const { size, language } = choices
  const copies = copiesOf(choices.copies)
  if (to === 'file') {
    const title = words('sales.bulk.saveTitle')
    const picked = await runTask('company.pickFile', { title, extensions: ['pdf'], save: 'bills.pdf' })
    if (!went(picked) || !picked.value) return
    const { ticket, name } = picked.value
    const paper = size === 'A5' ? 'A5' : 'A4'
    const started = await startTask('sales.bulkPdf', { which, size: paper, copies, language, ticket })
    if (!went(started)) return
    say(words('sales.bulk.started'))
    const { bills, pages } = await taskEnd<'sales.bulkPdf'>(started.value.task)
    say(words('sales.bulk.saved', { name, bills: count(bills), pages: count(pages) }))
    return
  }
  const told = await runTask('sales.bulkPrint', { which, format: size, copies, language })
  if (!told.ok && told.refusal?.code === 'sales/no-text-printer' && isTextFormat(size) && (await askPrinter(size)))
    return printBills(which, { to, choices })
  if (went(told) && told.value.printed) say(words('sales.bulk.printed', { bills: count(told.value.bills) }))
}

function BulkDialog({ count: number, all, onDone }: { count: number; all: boolean; onDone: (asked: Asked) => void }) {
  const t = useWords()
  const [choices, choose] = usePaperChoices()
  const text = isTextFormat(choices.size)
  const answerWith = (to: 'file' | 'printer') => () => onDone({ to, choices })
  return (
    <Dialog
      title={t('sales.bulk.title', { bills: count(number) })}
      width={620}
      onClose={() => onDone(null)}
      onAccept={answerWith(text ? 'printer' : 'file')}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look={text ? 'main' : 'plain'} onClick={answerWith('printer')} autoFocus={text}>
            {t('commands.paper.print')}
          </Button>
          {!text && (
            <Button look="main" onClick={answerWith('file')} autoFocus>
              {t('sales.bulk.onePdf')}
            </Button>
          )}
        </>
      }
    >
      <p>{t(all ? 'sales.bulk.allFound' : 'sales.bulk.ticked')}</p>
      <div className={styles.choices}>
        <PaperChips choices={choices} choose={choose} />
      </div>
    </Dialog>
  )
}
