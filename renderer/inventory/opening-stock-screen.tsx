import { useState } from 'react'
import { useStore } from 'zustand'
import { isLocalDate, type LocalDate } from '../../shared/calendar.ts'
import { sumPaise } from '../../shared/money.ts'
import { useBook, useToday } from '../book.ts'
import { tell } from '../client.ts'
import styles from '../items/sheet.module.css'
import { createSheet, type KeptSheet, readSheet } from '../items/sheet.ts'
import { useColumns } from '../items/sheet-parts.tsx'
import { SheetScreen } from '../items/sheet-screen.tsx'
import { type Draft, useKeptDraft } from '../kept-draft.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { Button } from '../ui/controls.tsx'
import { count, rupees } from '../ui/format.ts'
import { DateField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import { openingColumns } from './opening-columns.tsx'
import { columnOf, missing, type OpeningHead, type OpeningLine, openingKind, toPost } from './opening-line.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/opening-stock': { uid?: string }
  }
}

const read = readSheet(openingKind)

/** Opening stock by batch, keyed as it stands on the shelf. The tab knows the draft's uid, so a crash comes back to the same sheet. */
export function OpeningStockScreen({ params }: { params: ScreenParams['inventory/opening-stock'] }) {
  const draft = useKeptDraft('opening-stock', params.uid, read)
  return draft ? <OpeningSheet key={draft.uid} loaded={draft} /> : null
}

function OpeningSheet({ loaded }: { loaded: Draft<KeptSheet<OpeningHead, OpeningLine>> }) {
  const t = useWords()
  const { firm } = useBook()
  const today = useToday()
  const begin = firm && isLocalDate(firm.booksBegin) ? firm.booksBegin : today
  const [opening] = useState(() => createSheet(openingKind, loaded.uid, { date: begin }, loaded.kept))
  const { date } = useStore(opening.head)
  const columns = useColumns((t) => openingColumns(t, date), date)
  const lines = useStore(opening.entry.store, (state) => state.lines)
  const filled = lines.filter((line) => line.item !== null)
  return (
    <SheetScreen
      screen="inventory/opening-stock"
      sheet={opening}
      title={t('screens.openingStock')}
      label={t('inventory.opening.lines')}
      columns={columns}
      columnOf={columnOf}
      missing={missing}
      post={(sent) =>
        tell('inventory.openingStock', toPost(loaded.uid, opening.head.getState().date, sent), { draftUid: loaded.uid })
      }
      saved={({ number }, sent) => t('inventory.opening.saved', { number, count: sent.length })}
      holdName={() => t('screens.openingStock')}
      head={
        <>
          <DateField
            label={t('inventory.opening.date')}
            name="date"
            value={date}
            today={today}
            onChange={(value) => value && opening.head.setState({ date: value as LocalDate })}
          />
          <p className={styles.note}>{t('inventory.opening.note')}</p>
        </>
      }
      strip={({ item }) =>
        item && (
          <>
            <span dir="auto">{item.manufacturer}</span>
            <span>{t('inventory.opening.unitHint', { unit: item.saleUnit, factor: item.saleFactor })}</span>
          </>
        )
      }
      actions={
        <Button look="quiet" onClick={() => openScreen('inventory/stock')}>
          {t('screens.stock')}
        </Button>
      }
      totals={[
        { id: 'batches', label: t('inventory.opening.batches'), value: count(filled.length) },
        {
          id: 'value',
          label: t('inventory.columns.value'),
          value: rupees(sumPaise(filled.map((line) => line.valuePaise ?? 0))),
          main: true,
        },
      ]}
    />
  )
}
