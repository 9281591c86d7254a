import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { readStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { type ReturnReason, returnReasons } from '../../shared/sales/return-drafts.ts'
import { fetchNow } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { Row, useFieldKeys } from '../ui/form.tsx'
import { rupees } from '../ui/format.ts'
import { useWords } from '../words.ts'
import { type ReturnedInBill, returnedOf, usualReason } from './bill-returns.ts'
import styles from './return.module.css'
import { linesOfBill, type ReturnBill, type ReturnLine, readPlace, type SaleHit, shown } from './return.ts'
import { SaleField } from './sale-field.tsx'

type About = { date: LocalDate; party: string | null }
/** What was answered: the goods that come back, none any more, or nothing changed (undefined). */
type Answer = ReturnedInBill | null | undefined

/** Asks what comes back of an earlier bill while another one is keyed. */
export const askReturned = (about: About): Promise<Answer> =>
  askWith<Answer>((done) => <ReturnDialog about={about} onDone={done} />)

function ReturnDialog({ about, onDone }: { about: About; onDone: (answer: Answer) => void }) {
  const t = useWords()
  const [hit, setHit] = useState<SaleHit | null>(null)
  const [bill, setBill] = useState<ReturnBill | null>(null)
  const [lines, setLines] = useState<readonly ReturnLine[]>([])
  const [why, setWhy] = useState<{ reason: ReturnReason; narration: string }>({ reason: usualReason, narration: '' })
  const take = async (found: SaleHit | null) => {
    setHit(found)
    const of = found && (await fetchNow('sales.returnableBill', { bill: found.uid, date: about.date }))
    setBill(of)
    setLines(
      of
        ? linesOfBill(of, 'goods', about.date).filter((line) => (line.sold?.leftMilli ?? 0) + (line.sold?.leftFreeMilli ?? 0) > 0)
        : [],
    )
  }
  const set = (key: string, more: Partial<ReturnLine>) =>
    setLines((all) => all.map((line) => (line.key === key ? { ...line, ...more } : line)))
  const back = bill && returnedOf(bill, about.date, lines, why)
  const accept = () => back && onDone(back)
  const onKeyDown = useFieldKeys(accept)
  return (
    <Dialog
      title={t('sales.return.intoBill')}
      width={760}
      onClose={() => onDone(undefined)}
      {...(back ? { onAccept: accept } : {})}
      actions={
        <>
          <Button onClick={() => onDone(undefined)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept} disabled={!back}>
            {t('sales.return.take')} {back ? rupees(back.totalPaise) : ''}
          </Button>
        </>
      }
    >
      <div onKeyDown={onKeyDown} data-fields>
        <SaleField hit={hit} party={about.party} onTake={(found) => void take(found)} autoFocus />
        <ul className={styles.goods}>
          {lines.map((line) => (
            <ReturnRow key={line.key} line={line} onChange={(more) => set(line.key, more)} />
          ))}
        </ul>
        {lines.length > 0 && (
          <Row>
            <Select<ReturnReason>
              label={t('ui.reason')}
              name="reason"
              value={why.reason}
              choices={returnReasons.map((value) => ({ value, label: t(`sales.return.reasons.${value}`) }))}
              onChange={(reason) => setWhy((before) => ({ ...before, reason }))}
              span={5}
            />
            {why.reason === 'other' && (
              <TextField
                label={t('sales.return.narration')}
                name="narration"
                value={why.narration}
                onChange={(narration) => setWhy((before) => ({ ...before, narration }))}
                maxLength={200}
                span={7}
              />
            )}
          </Row>
        )}
      </div>
    </Dialog>
  )
}

function ReturnRow({ line, onChange }: { line: ReturnLine; onChange: (more: Partial<ReturnLine>) => void }) {
  const t = useWords()
  const [text, setText] = useState(shown(line.qtyMilli, line))
  const [place, setPlace] = useState(line.to as string)
  const left = line.sold?.leftMilli ?? 0
  const read = text.trim() === '' ? 0 : readStockQuantity(text, line.factor)
  const wrong = read === null || read > left
  return (
    <li>
      <b dir="auto" className={styles.name}>
        {line.sold?.item} <span className="code">{line.sold?.batch}</span>
      </b>
      <small>{t('sales.return.leftOf', { left: shown(left, line) })}</small>
      <TextField
        bare
        label={t('sales.return.backOf', { item: line.sold?.item ?? '' })}
        value={text}
        onChange={(typed) => {
          setText(typed)
          const qty = readStockQuantity(typed, line.factor)
          onChange({ qtyMilli: typed.trim() === '' || qty === null || qty > left ? null : qty })
        }}
        error={wrong ? t('sales.return.moreThanLeft', { left: shown(left, line) }) : null}
      />
      <TextField
        bare
        stop={false}
        label={t('sales.return.columns.to')}
        value={place === line.to ? t(`sales.return.places.${line.to}`) : place}
        onChange={(typed) => {
          setPlace(typed)
          const to = readPlace(typed)
          if (to) {
            onChange({ to })
            setPlace(to)
          }
        }}
      />
    </li>
  )
}
