import { useStore } from 'zustand'
import type { LocalDate } from '../../shared/calendar.ts'
import { placeLabel } from '../../shared/company/states.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Sheet } from '../items/sheet.ts'
import { SheetDate } from '../items/sheet-parts.tsx'
import { StatusPill } from '../ui/controls.tsx'
import { TextField } from '../ui/fields.tsx'
import { DateField } from '../ui/value-fields.tsx'
import { codeWords, useWords } from '../words.ts'
import { type BillDesk, type BillHead, type BillLine, type BillPreview, chargesNoTax } from './purchase-bill.ts'
import styles from './purchases.module.css'
import { AboutSupplier, SupplierField } from './supplier-field.tsx'

/** Supplier, his number and date, our date; and what is known of him. */
export function PurchaseBillHead(props: { bill: Sheet<BillHead, BillLine>; desk: BillDesk | null; preview: BillPreview | null }) {
  const { bill, desk, preview } = props
  const t = useWords()
  const head = useStore(bill.head)
  const refused = preview && 'refused' in preview && preview.refused instanceof Refusal ? preview.refused : null
  const interState = desk?.supplier && desk.supplier.stateCode !== desk.firmState
  return (
    <>
      <div className={styles.supplier}>
        <SupplierField value={head.supplier} onChange={(supplier) => bill.head.setState({ supplier })} />
      </div>
      <TextField
        label={t('purchases.bill.supplierNumber')}
        name="supplierNumber"
        value={head.supplierNumber}
        onChange={(supplierNumber) => bill.head.setState({ supplierNumber })}
        maxLength={30}
        code
      />
      <DateField
        label={t('purchases.bill.supplierDate')}
        name="supplierDate"
        value={head.supplierDate}
        today={head.date}
        onChange={(date) => bill.head.setState({ supplierDate: (date ?? head.date) as LocalDate })}
      />
      <SheetDate head={bill.head} label={t('purchases.bill.date')} />
      <AboutSupplier supplier={desk?.supplier ?? null}>
        {desk?.supplier && chargesNoTax(desk) && <StatusPill tone="warn">{t('purchases.chargesNoTax')}</StatusPill>}
        {interState && !chargesNoTax(desk) && (
          <span>{t('purchases.interState', { place: placeLabel(desk.supplier?.stateCode ?? '') })}</span>
        )}
        {refused && <StatusPill tone="bad">{codeWords(refused.code, refused.details, refused.message)}</StatusPill>}
      </AboutSupplier>
    </>
  )
}
