import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import type { Refusal } from '../../shared/refusal.ts'
import { type OutputOf, tell, useTell } from '../client.ts'
import { runTask } from '../tasks.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { Form, RefusalBanner, Row } from '../ui/form.tsx'
import { count, money } from '../ui/format.ts'
import { DateField, MoneyField } from '../ui/value-fields.tsx'
import { codeWords, useWords } from '../words.ts'
import styles from './mrp.module.css'

type Batch = OutputOf<'inventory.mrpRevisions'>['rows'][number]
type FileRow = OutputOf<'inventory.readMrpFile'>['rows'][number]

type ReviseProps = { row: Batch; today: LocalDate; onDone: (revised: number) => void }

/** The effective MRP of one batch from a day on, and the price list it came with. */
export function ReviseDialog({ row, today, onDone }: ReviseProps) {
  const t = useWords()
  const { tell: revise, busy, refusal } = useTell('inventory.reviseMrp')
  const [mrpPaise, setMrp] = useState<number | null>(row.effectivePaise)
  const [from, setFrom] = useState<LocalDate | null>(today)
  const [reference, setReference] = useState('')
  const why = busy ? t('items.saving') : mrpPaise === null || from === null ? t('inventory.mrp.incomplete') : null
  const save = async () => {
    if (mrpPaise === null || from === null || busy) return
    const told = await revise({ from, reference, lines: [{ batchId: row.batchId, mrpPaise }] })
    if (told.ok) onDone(told.value.revised)
  }
  return (
    <Dialog
      title={t('inventory.mrp.reviseTitle', { item: row.item, batch: row.batch })}
      onClose={() => onDone(0)}
      onAccept={() => void save()}
      actions={
        <>
          <Button onClick={() => onDone(0)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={() => void save()} why={why}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <Form refusal={refusal} onDone={() => void save()} focusFirst>
        <p>{t('inventory.mrp.now', { printed: money(row.printedPaise) || '–', effective: money(row.effectivePaise) || '–' })}</p>
        <Row>
          <MoneyField
            label={t('inventory.mrp.effective')}
            name="lines.0.mrpPaise"
            value={mrpPaise}
            onChange={setMrp}
            span={6}
            needed
          />
          <DateField label={t('inventory.mrp.from')} name="from" value={from} onChange={setFrom} span={6} needed />
          <TextField
            label={t('inventory.mrp.reference')}
            name="reference"
            value={reference}
            onChange={setReference}
            maxLength={80}
            span={12}
            hint={t('inventory.mrp.referenceHint')}
          />
        </Row>
      </Form>
    </Dialog>
  )
}

const atOnce = 200

/** A maker's price list: chosen, looked at row by row, then noted from a day on. */
export function MrpFileDialog({ today, onDone }: { today: LocalDate; onDone: (revised: number) => void }) {
  const t = useWords()
  const [from, setFrom] = useState<LocalDate | null>(today)
  const [reference, setReference] = useState('')
  const [read, setRead] = useState<OutputOf<'inventory.readMrpFile'> | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  const choose = async () => {
    if (!from) return
    const picked = await runTask('company.pickFile', {
      title: t('inventory.mrp.choose'),
      extensions: ['csv', 'gz', 'xlsx', 'txt'],
    })
    if (!picked.ok || !picked.value) return
    setBusy(true)
    const told = await runTask('inventory.readMrpFile', { ticket: picked.value.ticket, from })
    setBusy(false)
    setRefusal(told.ok ? null : (told.refusal ?? null))
    setRead(told.ok ? told.value : null)
  }
  const note = async () => {
    if (!read || !from || busy) return
    setBusy(true)
    let revised = 0
    const lines = read.rows.flatMap((row) =>
      row.problem === null && row.batchId !== null && row.mrpPaise !== null
        ? [{ batchId: row.batchId, mrpPaise: row.mrpPaise }]
        : [],
    )
    for (let at = 0; at < lines.length; at += atOnce) {
      const told = await tell('inventory.reviseMrp', { from, reference, lines: lines.slice(at, at + atOnce) })
      if (!told.ok) {
        setBusy(false)
        setRefusal(told.refusal ?? null)
        return
      }
      revised += told.value.revised
    }
    onDone(revised)
  }
  const whyNot = busy ? t('items.saving') : read && read.good > 0 ? null : t('inventory.mrp.chooseList')
  return (
    <Dialog
      title={t('inventory.mrp.file')}
      width={860}
      onClose={() => onDone(0)}
      onAccept={() => void (read ? note() : choose())}
      actions={
        <>
          <Button onClick={() => onDone(0)}>{t('ui.cancel')}</Button>
          <Button onClick={() => void choose()} why={busy ? t('items.saving') : null}>
            {t('inventory.mrp.choose')}
          </Button>
          <Button look="main" onClick={() => void note()} why={whyNot}>
            {t('inventory.mrp.note', { shown: count(read?.good ?? 0) })}
          </Button>
        </>
      }
    >
      <Form onDone={() => void choose()} focusFirst>
        <Row>
          <DateField label={t('inventory.mrp.from')} name="from" value={from} onChange={setFrom} span={4} needed />
          <TextField
            label={t('inventory.mrp.reference')}
            name="reference"
            value={reference}
            onChange={setReference}
            maxLength={80}
            span={8}
            hint={t('inventory.mrp.referenceHint')}
          />
        </Row>
      </Form>
      {refusal && <RefusalBanner refusal={refusal} />}
      {read && (
        <>
          <p role="status">{t('inventory.mrp.understood', { good: count(read.good), wrong: count(read.wrong) })}</p>
          <FileRows rows={read.rows} />
        </>
      )}
    </Dialog>
  )
}

const mostShown = 200

function FileRows({ rows }: { rows: readonly FileRow[] }) {
  const t = useWords()
  // what is wrong first: the rest needs no looking at
  const inOrder = [...rows].sort((a, b) => Number(a.problem === null) - Number(b.problem === null)).slice(0, mostShown)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keys
    <div className={styles.rows} tabIndex={0} role="region" aria-label={t('inventory.mrp.file')}>
      <table>
        <thead>
          <tr>
            <th>{t('inventory.mrp.item')}</th>
            <th>{t('inventory.mrp.batch')}</th>
            <th>{t('inventory.mrp.effective')}</th>
            <th>{t('inventory.mrp.newMrp')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {inOrder.map((row) => (
            <tr key={row.rowNo}>
              <td>
                <bdi>{row.item ?? row.said}</bdi>
              </td>
              <td className="code">{row.batch}</td>
              <td className="num">{money(row.effectivePaise)}</td>
              <td className="num">{money(row.mrpPaise)}</td>
              <td>
                {row.problem && (
                  <StatusPill tone={row.problem.endsWith('same') ? 'mute' : 'bad'}>{codeWords(row.problem)}</StatusPill>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
