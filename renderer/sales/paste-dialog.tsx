import { type KeyboardEvent, useRef, useState } from 'react'
import { fetchNow } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { Button, Kbd, StatusPill } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { count, day, quantity } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import { useWords, words } from '../words.ts'
import type { LoadedGoods } from './bill-load.ts'
import styles from './paste.module.css'
import { findItem, forgetName, keepNames, Nicknames, type PasteAsk } from './paste-names.tsx'
import {
  goodsOfRow,
  learnt,
  type PastedChoice,
  type PastedLine,
  type PasteRow,
  rowsOf,
  withChoice,
  withItem,
  withoutName,
} from './paste-rows.ts'

/** Reads an order out of the text of a chat and lets a person settle what is not certain; null when he thought better of it. */
export async function askPaste(ask: PasteAsk): Promise<readonly LoadedGoods[] | null> {
  const text = await askWith<string | null>((done) => <TextDialog party={ask.party} onDone={done} />)
  if (text === null) return null
  const { lines } = await fetchNow('sales.readOrder', { text, party: ask.party, date: ask.date, tier: ask.tier as 'ptr' })
  const taken = await askWith<readonly PasteRow[] | null>((done) => <ReviewDialog rows={rowsOf(lines)} ask={ask} onDone={done} />)
  if (taken) await keepNames(ask.party, taken)
  const goods = taken && goodsOf(taken)
  const left = goods ? rowsOf(lines).length - goods.length : 0
  if (left > 0) say(words('sales.paste.leftOut', { count: left }))
  return goods
}

function TextDialog({ party, onDone }: { party: string | null; onDone: (text: string | null) => void }) {
  const t = useWords()
  const [text, setText] = useState('')
  const accept = () => {
    if (text.trim() !== '') onDone(text)
  }
  return (
    <Dialog
      title={t('sales.paste.title')}
      width={620}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <span className={styles.keys}>
            <Kbd keys="Ctrl+V" /> {t('sales.paste.paste')} <Kbd keys="Ctrl+Enter" /> {t('sales.paste.read')}
          </span>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept} disabled={text.trim() === ''}>
            {t('sales.paste.read')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('sales.paste.text')}
        name="text"
        value={text}
        onChange={setText}
        lines={12}
        maxLength={20_000}
        autoFocus
      />
      {party !== null && <Nicknames party={party} />}
    </Dialog>
  )
}

const tones = { certain: 'ok', likely: 'warn', none: 'bad', talk: 'mute' } as const

const goodsOf = (rows: readonly PasteRow[]): LoadedGoods[] => rows.flatMap((row) => (row.taken ? (goodsOfRow(row) ?? []) : []))

function ReviewDialog(props: { rows: readonly PasteRow[]; ask: PasteAsk; onDone: (rows: readonly PasteRow[] | null) => void }) {
  const t = useWords()
  const [rows, setRows] = useState(props.rows)
  const box = useRef<HTMLTableSectionElement>(null)
  const put = (at: number, row: PasteRow) => setRows((all) => all.map((one, index) => (index === at ? row : one)))
  const goods = goodsOf(rows)
  const find = async (at: number, row: PasteRow) => {
    const choice = await findItem(row.line, props.ask)
    if (choice) put(at, withItem(row, choice))
    go(at)
  }
  const forget = async (at: number, row: PasteRow) => {
    const choice = row.line.choices[row.at]
    if (choice?.chosen && (await forgetName(choice.chosen))) put(at, withoutName(row))
  }
  const go = (at: number) => box.current?.querySelectorAll<HTMLInputElement>('input[data-qty]')[at]?.focus()
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const row = rows[at]
    if (!row || event.ctrlKey || event.altKey) return
    const rtl = document.documentElement.dir === 'rtl' ? -1 : 1
    if (event.key === 'ArrowDown' || event.key === 'Enter') go(at + 1)
    else if (event.key === 'ArrowUp') go(at - 1)
    else if (event.key === 'ArrowRight') put(at, withChoice(row, rtl))
    else if (event.key === 'ArrowLeft') put(at, withChoice(row, -rtl))
    else if (event.key === '/' && !row.qty.startsWith('=')) void find(at, row)
    else if (event.shiftKey && event.key === 'Delete' && row.line.choices[row.at]?.chosen) void forget(at, row)
    else if (event.key === ' ') put(at, { ...row, taken: !row.taken && goodsOfRow(row) !== null })
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <Dialog
      title={t('sales.paste.review')}
      width={1080}
      onClose={() => props.onDone(null)}
      onAccept={() => props.onDone(rows)}
      actions={
        <>
          <span className={styles.keys}>
            <Kbd keys="←" /> <Kbd keys="→" /> {t('sales.paste.choose')} <Kbd keys="/" /> {t('sales.paste.find')}{' '}
            <Kbd keys="Space" /> {t('sales.paste.tick')} <Kbd keys="Ctrl+Enter" /> {t('sales.paste.take')}
          </span>
          <Button onClick={() => props.onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={() => props.onDone(rows)} disabled={goods.length === 0}>
            {t('sales.paste.take')} ({count(goods.length)})
          </Button>
        </>
      }
    >
      {rows.length === 0 ? (
        <EmptyState title={t('sales.paste.nothing')} />
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th aria-label={t('sales.paste.tick')} />
                <th>{t('sales.paste.written')}</th>
                <th>{t('sales.order.item')}</th>
                <th className={styles.end}>{t('sales.order.qty')}</th>
                <th className={styles.end}>{t('sales.paste.stock')}</th>
                <th>{t('sales.paste.last')}</th>
                <th>{t('sales.paste.why')}</th>
              </tr>
            </thead>
            <tbody ref={box}>
              {rows.map((row, at) => (
                <ReviewRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: lines keep their places, and may say the same
                  key={at}
                  row={row}
                  first={at === 0}
                  keeps={props.ask.party !== null}
                  onChange={(changed) => put(at, changed)}
                  onKeyDown={(event) => onKeyDown(event, at)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Dialog>
  )
}

const stockOf = ({ freeStockMilli, item }: PastedChoice): string => quantity(Math.floor(freeStockMilli / item.saleFactor))

function ReviewRow(props: {
  row: PasteRow
  first: boolean
  /** It is somebody's order: what a person says of it is kept as his name for the item. */
  keeps: boolean
  onChange: (row: PasteRow) => void
  onKeyDown: (event: KeyboardEvent) => void
}) {
  const t = useWords()
  const { row } = props
  const choice = row.line.choices[row.at]
  const goods = goodsOfRow(row)
  const name = props.keeps ? learnt(row) : null
  const short = choice && goods && goods.qtyMilli + goods.freeMilli > choice.freeStockMilli
  return (
    <tr data-taken={row.taken || undefined} data-certainty={row.line.certainty}>
      <td>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={t('sales.paste.takeLine', { text: row.line.text })}
          checked={row.taken}
          disabled={goods === null}
          onChange={() => props.onChange({ ...row, taken: !row.taken })}
        />
      </td>
      <td dir="auto" className={styles.written}>
        {row.line.text}
      </td>
      <td>{choice ? <Evidence choice={choice} of={row.line.choices.length} at={row.at} /> : t('sales.paste.noItem')}</td>
      <td className={styles.end}>
        <input
          data-qty
          data-autofocus={props.first || undefined}
          className={styles.qty}
          dir="ltr"
          aria-label={t('sales.paste.qtyOf', { text: row.line.text })}
          value={row.qty}
          onChange={(event) => props.onChange({ ...row, qty: event.target.value })}
          onKeyDown={props.onKeyDown}
          onFocus={(event) => event.target.select()}
        />{' '}
        {choice?.item.saleUnit}
      </td>
      <td className={styles.end}>
        {choice && stockOf(choice)} {short && <StatusPill tone="bad">{t('sales.paste.short')}</StatusPill>}
      </td>
      <td>
        {choice?.lastBought && (
          <span dir="ltr">
            {day(choice.lastBought.date)}: {quantity(Math.round(choice.lastBought.qtyMilli / choice.item.saleFactor))}
          </span>
        )}
      </td>
      <td>
        {row.found ? <StatusPill tone="info">{t('sales.paste.found')}</StatusPill> : <Certainty line={row.line} />}
        {name && <div className={styles.dim}>{t('sales.paste.willKeep', { said: name.said })}</div>}
      </td>
    </tr>
  )
}

/** How sure the words are, and why they are not. */
function Certainty({ line: { certainty, doubts } }: { line: PastedLine }) {
  const t = useWords()
  return (
    <>
      <StatusPill tone={tones[certainty]}>{t(`sales.paste.certainty.${certainty as 'certain'}`)}</StatusPill>{' '}
      {certainty === 'none' ? '' : doubts.map((doubt) => t(`sales.paste.doubts.${doubt}`)).join(' · ')}
    </>
  )
}

/** The item with the words that speak for it marked, and what of its name nobody wrote. */
function Evidence({ choice, of, at }: { choice: PastedChoice; of: number; at: number }) {
  const t = useWords()
  const found = choice.evidence.filter((one) => one.how !== 'none' && one.in !== 'nothing').map((one) => one.word)
  const stray = choice.evidence.filter((one) => one.how === 'none').map((one) => one.word)
  return (
    <>
      <b dir="auto">{choice.item.name}</b> <span className={styles.dim}>{choice.item.packLabel}</span>{' '}
      {of > 1 && (
        <span className={styles.dim} dir="ltr">
          {at + 1}/{of}
        </span>
      )}
      <div className={styles.evidence}>
        <mark>{found.join(' ')}</mark>
        {stray.length > 0 && <s>{stray.join(' ')}</s>}
        {choice.unsaid.length > 0 && <span>{t('sales.paste.unsaid', { words: choice.unsaid.join(' ') })}</span>}
        <span dir="ltr">{choice.score}%</span>
        {choice.chosen && (
          <span className={styles.chosen}>
            {t('sales.paste.chosen', { day: day(choice.chosen.date), said: choice.chosen.said })} <Kbd keys="Shift+Delete" />{' '}
            {t('sales.paste.forgetKey')}
          </span>
        )}
      </div>
    </>
  )
}
