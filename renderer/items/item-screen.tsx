import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useBook, useMay, useToday } from '../book.ts'
import { ask, type OutputOf, useTell } from '../client.ts'
import { openScreen, type ScreenParams, useTab } from '../tabs.ts'
import { askUnsaved } from '../ui/ask.tsx'
import { formCommands } from '../ui/commands.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import { Actions, Form } from '../ui/form.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import { NameFields, PriceFields, TaxFields, UnitFields } from './item-fields.tsx'
import { boxesOf, type ItemBoxes, inputOf, newItem, taxChanged } from './item-form.ts'
import styles from './items.module.css'
import { StockFields } from './stock-fields.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    /** No uid: a new item. */
    'items/item': { uid?: string; name?: string }
  }
}

/** One item, new or kept. */
export function ItemScreen({ params }: { params: ScreenParams['items/item'] }) {
  const found = useQuery({ ...ask('items.item', { uid: params.uid ?? '' }), enabled: params.uid !== undefined })
  const { firm } = useBook()
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (params.uid !== undefined && !found.data) return <SkeletonRows rows={12} />
  return (
    <ItemForm
      key={params.uid ?? 'new'}
      uid={params.uid ?? null}
      item={found.data ?? null}
      fresh={{ ...newItem(firm?.booksBegin ?? ''), name: params.name ?? '' }}
    />
  )
}

type FormProps = { uid: string | null; item: OutputOf<'items.item'> | null; fresh: ItemBoxes }

function ItemForm({ uid, item, fresh }: FormProps) {
  const t = useWords()
  const today = useToday()
  const may = useMay('masters.write')
  const [ownUid] = useState(() => uid ?? crypto.randomUUID())
  const [keyed, setKeyed] = useState<ItemBoxes | null>(null)
  const { tell, busy, refusal, forget } = useTell('items.save')
  const kept = item ? boxesOf(item) : null
  const boxes = keyed ?? kept ?? fresh
  const dirty = keyed !== null
  const title = boxes.name.trim() || t('items.newItem')

  const save = async (): Promise<boolean> => {
    if (!dirty || !may) return !dirty
    // a tax that was changed without a day of its own holds from today, and no bill before it is touched
    const from = kept && taxChanged(kept, boxes) && boxes.taxFrom === kept.taxFrom ? { ...boxes, taxFrom: today } : boxes
    const told = await tell(inputOf(ownUid, from, today))
    if (!told.ok) return false
    setKeyed(null)
    say(t('items.saved', { name: boxes.name.trim() }))
    if (uid === null) tab.become({ uid: ownUid })
    return true
  }
  const tab = useTab({
    title,
    dirty,
    onCloseAsked: async () => {
      const answer = await askUnsaved({ title })
      if (answer === 'discard' || (answer === 'save' && (await save()))) tab.close()
    },
  })
  const why = may ? (busy ? t('items.saving') : dirty ? null : t('items.nothingChanged')) : t('app.noRight')
  useCommands(formCommands, {
    save: { run: () => void save(), why },
    create: () => openScreen('items/item', {}, { another: true }),
  })
  const fields = {
    boxes,
    kept,
    moved: item?.moved ?? false,
    onChange: (next: ItemBoxes) => {
      forget()
      setKeyed(next)
    },
  }
  return (
    <div className={styles.page}>
      <div className={styles.pageInner}>
        <Form refusal={refusal} onDone={() => void save()} focusFirst={uid === null} label={t('screens.item')}>
          <header className={styles.formHead}>
            <h1>
              <bdi>{title}</bdi>
              {!boxes.active && <StatusPill tone="mute">{t('items.hidden')}</StatusPill>}
            </h1>
            <Actions>
              {item && (
                <Button onClick={() => openScreen('items/special-rates', { itemId: item.id, itemName: item.name })}>
                  {t('screens.specialRates')}
                </Button>
              )}
              {item && (
                <Button onClick={() => openScreen('inventory/item-ledger', { itemId: item.id, item: item.name })}>
                  {t('items.ledger')}
                </Button>
              )}
              {dirty && <Button onClick={() => setKeyed(null)}>{t('ui.discard')}</Button>}
              <Button look="main" command={formCommands.commands.save} onClick={() => void save()} why={why}>
                {t('ui.save')}
              </Button>
            </Actions>
          </header>
          <NameFields {...fields} />
          <UnitFields {...fields} />
          <TaxFields {...fields} taxes={item?.taxes ?? []} />
          <PriceFields {...fields} />
          <StockFields {...fields} />
        </Form>
      </div>
    </div>
  )
}
