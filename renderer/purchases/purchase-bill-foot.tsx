import { useStore } from 'zustand'
import { paise } from '../../shared/money.ts'
import type { Sheet } from '../items/sheet.ts'
import type { SheetTotal } from '../items/sheet-screen.tsx'
import { balance, count, rupees } from '../ui/format.ts'
import { MoneyField } from '../ui/value-fields.tsx'
import { type Say, useWords } from '../words.ts'
import { type BillHead, type BillLine, type BillPreview, pricedLines } from './purchase-bill.ts'
import type { Matched } from './purchase-bill-columns.tsx'
import styles from './purchases.module.css'

/** What changes the whole bill, and the total on the supplier's paper to compare ours with. */
export function BillFoot({ bill }: { bill: Sheet<BillHead, BillLine> }) {
  const t = useWords()
  const head = useStore(bill.head)
  return (
    <div className={styles.adjust}>
      <MoneyField
        label={t('purchases.bill.discount')}
        name="discountPaise"
        value={head.discountPaise || null}
        onChange={(value) => bill.head.setState({ discountPaise: value ?? 0 })}
      />
      <MoneyField
        label={t('purchases.bill.charges')}
        name="chargesPaise"
        value={head.chargesPaise || null}
        onChange={(value) => bill.head.setState({ chargesPaise: value ?? 0 })}
      />
      <MoneyField
        label={t('purchases.bill.tcs')}
        name="tcsPaise"
        value={head.tcsPaise || null}
        onChange={(value) => bill.head.setState({ tcsPaise: value ?? 0 })}
      />
      <MoneyField
        label={t('purchases.bill.paperTotal')}
        name="paper.totalPaise"
        value={head.paperPaise}
        onChange={(value) => bill.head.setState({ paperPaise: value })}
      />
    </div>
  )
}

/** The figures in the foot, and whether they agree with the paper and with what was received. */
export function billTotals(
  t: Say,
  head: BillHead,
  preview: BillPreview | null,
  lines: readonly BillLine[],
  matched: Matched,
): SheetTotal[] {
  const settled = preview && 'settled' in preview ? preview.settled : null
  const total = settled?.totalPaise ?? paise(0)
  const off = head.paperPaise === null ? null : total - head.paperPaise
  const beyond = [...matched.values()].filter((match) => match.rateBeyond || match.qtyBeyond).length
  const taxes: [string, string, number][] =
    settled && settled.igstPaise !== 0
      ? [['igst', 'IGST', settled.igstPaise]]
      : [
          ['cgst', 'CGST', settled?.cgstPaise ?? 0],
          ['sgst', 'SGST', settled?.sgstPaise ?? 0],
        ]
  return [
    ...(matched.size > 0
      ? [
          {
            id: 'match',
            label: t('purchases.match.short'),
            value: beyond === 0 ? t('purchases.match.agrees') : t('purchases.match.differ', { count: beyond }),
          },
        ]
      : []),
    { id: 'items', label: t('purchases.bill.items'), value: count(pricedLines(lines).length) },
    { id: 'taxable', label: t('purchases.bill.taxable'), value: balance(settled?.taxablePaise ?? 0) },
    ...taxes.map(([id, label, value]) => ({ id, label, value: balance(value) })),
    ...(off === null
      ? []
      : [
          {
            id: 'paper',
            label: t('purchases.bill.againstPaper'),
            value:
              off === 0
                ? t('purchases.bill.agrees')
                : t(off > 0 ? 'purchases.bill.over' : 'purchases.bill.under', { amount: rupees(Math.abs(off)) }),
          },
        ]),
    {
      id: 'total',
      label:
        settled && settled.roundOffPaise !== 0
          ? t('purchases.bill.rounded', { roundOff: balance(settled.roundOffPaise) })
          : t('purchases.bill.total'),
      value: rupees(total),
      main: true,
    },
  ]
}
