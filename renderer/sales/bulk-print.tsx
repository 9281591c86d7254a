import { useCallback, useState } from 'react'
import { fetchNow, type InputOf } from '../client.ts'
import { runTask } from '../tasks.ts'
import { went } from '../told.ts'
import { askWith } from '../ui/ask.tsx'
import { Button, Chips } from '../ui/controls.tsx'
import type { Ticks } from '../ui/data-table.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { count } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { useWords, words } from '../words.ts'
import styles from './bill-paper.module.css'
import { manyPapersCommands } from './commands.ts'
import { PaperChips } from './paper-chips.tsx'
import { copiesOf, copyCounts, isTextFormat, nextOf, paperLanguages, sizes, usePaperChoices } from './paper-choices.ts'
import { askPrinter } from './printer-dialog.tsx'

type Which = InputOf<'sales.bulkPdf'>['which']
type Documents = 'bills' | 'notes' | 'all'
type Asked = { to: 'file' | 'printer'; documents: Documents; choices: ReturnType<typeof usePaperChoices>[0] } | null
type Counts = Readonly<Record<Documents, number>>

type Filter = { filter: string; from: string | null; to: string | null; party: string | null }
type Own = Exclude<Documents, 'all'>
const foundBy = async (documents: Own, which: Filter): Promise<number> => {
  const ask = { ...which, limit: 1 } as InputOf<'sales.bills'> & InputOf<'sales.notes'>
  return (await (documents === 'bills' ? fetchNow('sales.bills', ask) : fetchNow('sales.notes', ask))).total
}
async function countsBy(which: Filter): Promise<Counts> {
  const [bills, notes] = await Promise.all([foundBy('bills', which), foundBy('notes', which)])
  return { bills, notes, all: bills + notes }
}

/**
 * Ticks of the list of bills or notes, and the printing of what is ticked; or of all that the filter finds, when both kinds can be printed
 * together.
 */
export function useBulkPrint<Row extends { uid: string }>(
  own: Own,
  filtered: () => Filter,
): {
  /** Only while some are being chosen. */
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
    const counts = some ? { bills: ticked.size, notes: ticked.size, all: 0 } : await countsBy(which)
    if (!some && counts.all === 0) return say(words('sales.bulk.none'))
    const asked = await askWith<Asked>((done) => <BulkDialog own={own} counts={counts} all={!some} onDone={done} />)
    if (!asked) return
    await printMany(some ? { uids: [...ticked] } : ({ ...which, documents: asked.documents } as Which), asked)
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
      if (all === null) void foundBy(own, filtered()).then(setAll)
      else setAll(null)
    },
    ticked: all ?? ticked.size,
  }
  return { ticks: choosing ? { ticks } : {}, choose, print: () => void print() }
}

async function printMany(which: Which, asked: NonNullable<Asked>): Promise<void> {
  const { to, documents, choices } = asked
  const { size, language } = choices
  const copies = copiesOf(choices.copies)
  const counted = (made: number) => ({ count: made, number: count(made) })
  if (to === 'file') {
    const title = words('sales.bulk.saveTitle')
    const save = documents === 'all' ? 'bills-and-notes.pdf' : `${documents}.pdf`
    const picked = await runTask('company.pickFile', { title, extensions: ['pdf'], save })
    if (!went(picked) || !picked.value) return
    const { ticket, name } = picked.value
    const paper = size === 'A5' ? 'A5' : 'A4'
    say(words('sales.bulk.started'))
    const made = await runTask('sales.bulkPdf', { which, size: paper, copies, language, ticket })
    if (!went(made)) return
    const { documents: number, pages } = made.value
    say(words(`sales.bulk.saved.${documents}`, { ...counted(number), name, pages: count(pages) }))
    return
  }
  const told = await runTask('sales.bulkPrint', { which, format: size, copies, language })
  if (!told.ok && told.refusal?.code === 'sales/no-text-printer' && isTextFormat(size) && (await askPrinter(size)))
    return printMany(which, asked)
  if (went(told) && told.value.printed) say(words(`sales.bulk.printed.${documents}`, counted(told.value.documents)))
}

const kinds: readonly Documents[] = ['bills', 'notes', 'all']

function BulkDialog(props: { own: Own; counts: Counts; all: boolean; onDone: (asked: Asked) => void }) {
  const t = useWords()
  const { counts, all, onDone } = props
  const [choices, choose] = usePaperChoices()
  const [documents, setDocuments] = useState<Documents>(counts[props.own] > 0 ? props.own : 'all')
  const text = isTextFormat(choices.size)
  const answerWith = (to: 'file' | 'printer') => () => onDone({ to, documents, choices })
  const number = counts[documents]
  const some = kinds.filter((value) => counts[value] > 0)
  useCommands(manyPapersCommands, {
    ...(all ? { documents: () => setDocuments(nextOf(some, documents)) } : {}),
    size: () => choose({ size: nextOf(sizes, choices.size) }),
    copies: () => choose({ copies: nextOf(copyCounts, choices.copies) }),
    language: {
      run: () => choose({ language: nextOf(paperLanguages, choices.language) }),
      why: text ? t('sales.paper.textOnly') : null,
    },
  })
  return (
    <Dialog
      title={t(`sales.bulk.title.${documents}`, { count: number, number: count(number) })}
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
      {all && (
        <Chips
          label={t('sales.bulk.documents')}
          value={documents}
          onChange={setDocuments}
          choices={some.map((value) => ({
            value,
            label: t('sales.bulk.counted', { what: t(`sales.bulk.of.${value}`), number: count(counts[value]) }),
          }))}
        />
      )}
      <p>{t(all ? `sales.bulk.allFound.${documents}` : 'sales.bulk.ticked')}</p>
      <div className={styles.many}>
        <PaperChips choices={choices} choose={choose} />
      </div>
    </Dialog>
  )
}
