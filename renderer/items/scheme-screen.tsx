import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { useMay, useToday } from '../book.ts'
import { ask, type InputOf, type OutputOf, useTell } from '../client.ts'
import { openScreen, type ScreenParams, useTab } from '../tabs.ts'
import { askUnsaved } from '../ui/ask.tsx'
import { formCommands } from '../ui/commands.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import { Actions, Form } from '../ui/form.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import type { Named, NamedItem } from './price-fields.tsx'
import styles from './prices.module.css'
import { BuyersFields, GivesFields, GoodsFields, NameFields } from './scheme-fields.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    /** No uid: a new scheme. */
    'items/scheme': { uid?: string }
  }
}

export type SchemeGoodsKind = 'item' | 'manufacturer' | 'category' | 'all'
export type SchemeBuyersKind = 'party' | 'tier' | 'route' | 'all'
/** A scheme as it stands in the boxes: which goods and buyers it is for is chosen first, the box for them follows. */
export type SchemeBoxes = {
  name: string
  kind: 'quantity' | 'value'
  fromDate: LocalDate | null
  toDate: LocalDate | null
  goods: SchemeGoodsKind
  item: NamedItem | null
  manufacturer: string | null
  category: string | null
  buyers: SchemeBuyersKind
  party: Named | null
  tier: 'ptr' | 'pts' | 'retail' | 'hospital'
  route: string | null
  buyPacks: number | null
  freePacks: number | null
  minPacks: number | null
  repeats: boolean
  half: boolean
  freeItem: NamedItem | null
  minPaise: number | null
  afterTax: boolean
  mode: 'any' | 'cash' | 'credit'
  discountBp: number | null
  discountPaise: number | null
}
type Shown = OutputOf<'items.scheme'>

const fresh = (today: LocalDate): SchemeBoxes => ({
  name: '',
  kind: 'quantity',
  fromDate: today,
  toDate: null,
  goods: 'item',
  item: null,
  manufacturer: null,
  category: null,
  buyers: 'all',
  party: null,
  tier: 'ptr',
  route: null,
  buyPacks: null,
  freePacks: null,
  minPacks: null,
  repeats: true,
  half: false,
  freeItem: null,
  minPaise: null,
  afterTax: false,
  mode: 'any',
  discountBp: null,
  discountPaise: null,
})

function boxesOf(shown: Shown, today: LocalDate): SchemeBoxes {
  return {
    ...fresh(today),
    ...shown,
    goods: shown.itemId !== null ? 'item' : shown.manufacturer ? 'manufacturer' : shown.category ? 'category' : 'all',
    item: shown.itemId === null ? null : { id: shown.itemId, name: shown.item ?? '' },
    buyers: shown.party !== null ? 'party' : shown.tier ? 'tier' : shown.route ? 'route' : 'all',
    party: shown.party === null ? null : { uid: shown.party, name: shown.partyName ?? '' },
    tier: shown.tier ?? 'ptr',
    minPacks: shown.minPacks === shown.buyPacks ? null : shown.minPacks,
    freeItem: shown.freeItemId === null ? null : { id: shown.freeItemId, name: shown.freeItem ?? '' },
    discountBp: shown.discountBp || null,
    discountPaise: shown.discountPaise || null,
  }
}

function inputOf(uid: string, boxes: SchemeBoxes, today: LocalDate): InputOf<'items.saveScheme'> {
  const quantity = boxes.kind === 'quantity'
  const goods = quantity ? boxes.goods : 'all'
  return {
    uid,
    name: boxes.name,
    kind: boxes.kind,
    fromDate: boxes.fromDate ?? today,
    toDate: boxes.toDate,
    itemId: goods === 'item' ? (boxes.item?.id ?? null) : null,
    manufacturer: goods === 'manufacturer' ? boxes.manufacturer : null,
    category: goods === 'category' ? boxes.category : null,
    party: boxes.buyers === 'party' ? (boxes.party?.uid ?? null) : null,
    tier: boxes.buyers === 'tier' ? boxes.tier : null,
    route: boxes.buyers === 'route' ? boxes.route : null,
    ...(quantity
      ? {
          buyPacks: boxes.buyPacks ?? 0,
          freePacks: boxes.freePacks ?? 0,
          minPacks: boxes.minPacks ?? 0,
          repeats: boxes.repeats,
          half: boxes.half,
          freeItemId: boxes.freeItem?.id ?? null,
        }
      : {
          minPaise: boxes.minPaise ?? 0,
          afterTax: boxes.afterTax,
          mode: boxes.mode,
          discountBp: boxes.discountBp ?? 0,
          discountPaise: boxes.discountPaise ?? 0,
        }),
  }
}

/** A box that was chosen for and left empty would silently make a scheme of everything. */
export function emptyBox(boxes: SchemeBoxes): 'itemId' | 'manufacturer' | 'category' | 'party' | 'route' | null {
  if (boxes.kind === 'quantity') {
    if (boxes.goods === 'item' && !boxes.item) return 'itemId'
    if (boxes.goods === 'manufacturer' && !boxes.manufacturer) return 'manufacturer'
    if (boxes.goods === 'category' && !boxes.category) return 'category'
  }
  if (boxes.buyers === 'party' && !boxes.party) return 'party'
  return boxes.buyers === 'route' && !boxes.route ? 'route' : null
}

/** One scheme, new or kept. */
export function SchemeScreen({ params }: { params: ScreenParams['items/scheme'] }) {
  const today = useToday()
  const found = useQuery({ ...ask('items.scheme', { uid: params.uid ?? '' }), enabled: params.uid !== undefined })
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (params.uid !== undefined && !found.data) return <SkeletonRows rows={8} />
  return (
    <SchemeForm
      key={params.uid ?? 'new'}
      uid={params.uid ?? null}
      kept={found.data ? boxesOf(found.data, today) : fresh(today)}
      state={found.data?.state ?? null}
    />
  )
}

function SchemeForm({ uid, kept, state }: { uid: string | null; kept: SchemeBoxes; state: Shown['state'] | null }) {
  const t = useWords()
  const today = useToday()
  const may = useMay('masters.write')
  const [ownUid] = useState(() => uid ?? crypto.randomUUID())
  const [keyed, setKeyed] = useState<SchemeBoxes | null>(null)
  const [missing, setMissing] = useState<ReturnType<typeof emptyBox>>(null)
  const { tell, busy, refusal, forget } = useTell('items.saveScheme')
  const boxes = keyed ?? kept
  const dirty = keyed !== null
  // of one that has begun only the name and the last day may change
  const begun = state !== null && state !== 'coming'
  const save = async (): Promise<boolean> => {
    if (!dirty || !may) return !dirty
    const empty = emptyBox(boxes)
    setMissing(empty)
    if (empty) return false
    const told = await tell(inputOf(ownUid, boxes, today))
    if (!told.ok) return false
    setKeyed(null)
    say(t('prices.saved', { name: boxes.name.trim() }))
    if (uid === null) tab.become({ uid: ownUid })
    return true
  }
  const title = boxes.name.trim() || t('prices.scheme.new')
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
    create: () => openScreen('items/scheme', {}, { another: true }),
  })
  const fields = {
    boxes,
    begun,
    missing,
    onChange: (next: Partial<SchemeBoxes>) => {
      forget()
      setMissing(null)
      setKeyed({ ...boxes, ...next })
    },
  }
  return (
    <div className={styles.page}>
      <div className={styles.inner}>
        <Form refusal={refusal} onDone={() => void save()} focusFirst={uid === null} label={t('screens.scheme')}>
          <header className={styles.head}>
            <h1>
              <bdi>{title}</bdi> {state && <StatusPill tone="mute">{t(`prices.scheme.state.${state}`)}</StatusPill>}
            </h1>
            <Actions>
              {dirty && <Button onClick={() => setKeyed(null)}>{t('ui.discard')}</Button>}
              <Button look="main" command={formCommands.commands.save} onClick={() => void save()} why={why}>
                {t('ui.save')}
              </Button>
            </Actions>
          </header>
          <NameFields {...fields} />
          <GoodsFields {...fields} />
          <GivesFields {...fields} />
          <BuyersFields {...fields} />
        </Form>
      </div>
    </div>
  )
}
