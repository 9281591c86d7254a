import { useRef } from 'react'
import { useStore } from 'zustand'
import { type Paise, paise } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { documentCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { balance, count, money, rupees } from '../ui/format.ts'
import { MoneyField } from '../ui/value-fields.tsx'
import { codeWords, useWords } from '../words.ts'
import styles from './bill.module.css'
import type { Bill } from './bill.ts'
import { type BillHead, type Preview, pricedLines } from './bill-draft.ts'

type FootProps = {
  bill: Bill
  preview: Preview | null
  busy: boolean
  onSave: () => void
  onSavePrint: () => void
  onHold: () => void
  saveRef: React.RefObject<HTMLDivElement | null>
}

const mixable = ['cash', 'upi', 'card'] as const

/** The figures of the bill as it will be posted, what may change them, and the ways on. */
export function BillFoot({ bill, preview, busy, onSave, onSavePrint, onHold, saveRef }: FootProps) {
  const t = useWords()
  const head = useStore(bill.head)
  const lines = useStore(bill.entry.store, (state) => state.lines)
  const foot = useRef<HTMLDivElement>(null)
  const priced = preview && 'priced' in preview ? preview.priced : null
  const settled = priced?.settled
  const billDiscount = preview && 'priced' in preview ? preview.discountPaise : 0
  const scheme = preview && 'priced' in preview ? preview.scheme : null
  const refused = preview && 'refused' in preview && preview.refused instanceof Refusal ? preview.refused : null
  const zero = paise(0)
  const pay = (mode: (typeof mixable)[number], amount: Paise | number | null) =>
    bill.head.setState((state: BillHead) => ({
      paid: [...state.paid.filter((part) => part.mode !== mode), ...(amount ? [{ mode, amountPaise: amount }] : [])],
    }))
  const taxes =
    settled &&
    (settled.igstPaise !== 0
      ? [['igst', settled.igstPaise] as const]
      : [['cgst', settled.cgstPaise] as const, ['sgst', settled.sgstPaise] as const])
  return (
    <div ref={foot} className={styles.foot}>
      <div className={styles.actions} ref={saveRef}>
        <Button look="main" command={documentCommands.commands.save} onClick={onSave} disabled={busy}>
          {t('sales.bill.save')}
        </Button>
        <Button command={documentCommands.commands.savePrint} onClick={onSavePrint} disabled={busy}>
          {t('sales.bill.savePrint')}
        </Button>
        <Button command={documentCommands.commands.hold} onClick={onHold} disabled={busy}>
          {t('sales.bill.hold')}
        </Button>
      </div>
      <div key={head.uid} className={styles.adjust} data-fields>
        <MoneyField
          label={t('sales.bill.billDiscount')}
          name="discountPaise"
          value={(head.discountKeyed ? head.discountPaise : billDiscount) || null}
          onChange={(value) => bill.head.setState({ discountPaise: value ?? 0, discountKeyed: value !== null })}
        />
        <MoneyField
          label={t('sales.bill.charges')}
          name="chargesPaise"
          value={head.chargesPaise || null}
          onChange={(value) => bill.head.setState({ chargesPaise: value ?? 0 })}
        />
        {head.mode === 'mixed' &&
          mixable.map((mode) => (
            <MoneyField
              key={mode}
              label={t(`sales.modes.${mode}`)}
              name={`paid.${mode}`}
              value={head.paid.find((part) => part.mode === mode)?.amountPaise ?? null}
              onChange={(value) => pay(mode, value)}
            />
          ))}
      </div>
      <dl className={styles.totals}>
        <Total label={t('sales.bill.items')} value={count(pricedLines(lines).length)} />
        <Total label={t('sales.bill.discount')} value={balance(settled?.discountPaise ?? 0)} />
        <Total label={t('sales.bill.taxable')} value={balance(settled?.taxablePaise ?? 0)} />
        {taxes?.map(([head_, value]) => (
          <Total key={head_} label={t(`sales.heads.${head_}`)} value={balance(value)} />
        ))}
      </dl>
      <div className={styles.net}>
        <small>{refused ? codeWords(refused.code, refused.details, refused.message) : netNote()}</small>
        <strong data-testid="net">{rupees(settled?.totalPaise ?? zero)}</strong>
      </div>
    </div>
  )

  function netNote(): string {
    if (!priced || !settled) return t('sales.bill.net')
    if (priced.payment.creditPaise > 0 && priced.payment.paidPaise > 0)
      return t('sales.bill.stillOwing', { amount: rupees(priced.payment.creditPaise) })
    if (scheme !== null && billDiscount > 0) return t('sales.bill.billScheme', { name: scheme })
    return settled.roundOffPaise === 0
      ? t('sales.bill.net')
      : t('sales.bill.netRounded', { roundOff: money(settled.roundOffPaise) })
  }
}

const Total = ({ label, value }: { label: string; value: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
)
