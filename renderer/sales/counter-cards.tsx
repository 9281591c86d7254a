import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { schemeDeal } from '../../shared/items/scheme.ts'
import type { Milli } from '../../shared/quantity.ts'
import { milli } from '../../shared/quantity.ts'
import { lostReasons } from '../../shared/sales/counter-contract.ts'
import { ask, useTell } from '../client.ts'
import { ItemOverview } from '../items/item-overview.tsx'
import { ItemPending } from '../items/item-pending.tsx'
import { Party360Pane } from '../parties/party-360-pane.tsx'
import { openScreen } from '../tabs.ts'
import { askWith } from '../ui/ask.tsx'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { Form, Row } from '../ui/form.tsx'
import { quantity, rate } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { QtyField } from '../ui/value-fields.tsx'
import { useWords, words } from '../words.ts'
import type { LineItem } from './bill-line.ts'

/** Everything about the party of a bill, without leaving it. */
export const showPartyCard = (party: { uid: string; name: string }): Promise<void> =>
  askWith<void>((done) => (
    <Dialog title={party.name} width={720} onClose={() => done()}>
      <Party360Pane uid={party.uid} />
    </Dialog>
  ))

/** Everything about the goods of a line: batches and places, last rates, schemes, what is on its way. */
export const showItemCard = (item: LineItem, at: { date: string; party: string | null }): Promise<void> =>
  askWith<void>((done) => (
    <Dialog
      title={item.name}
      width={760}
      onClose={() => done()}
      actions={
        <Button
          onClick={() => {
            done()
            openScreen('sales/price-history', { itemId: item.id, name: item.name })
          }}
        >
          {words('screens.priceHistory')}
        </Button>
      }
    >
      <ItemOverview itemId={item.id} saleUnit={item.saleUnit} saleFactor={item.saleFactor} />
      <ItemPending itemId={item.id} saleUnit={item.saleUnit} saleFactor={item.saleFactor} />
      <Substitutes itemId={item.id} {...at} />
      <Schemes itemId={item.id} {...at} />
    </Dialog>
  ))

type At = { itemId: number; date: string; party: string | null }

/** What else has the same composition and is in stock. */
function Substitutes({ itemId, date, party }: At) {
  const t = useWords()
  const { data } = useQuery(ask('sales.substitutes', { itemId, date, party }))
  if (!data || data.length === 0) return null
  return (
    <>
      <h3>{t('sales.cards.substitutes')}</h3>
      <ul>
        {data.slice(0, 5).map(({ item, rateE4 }) => (
          <li key={item.id}>
            <bdi>{item.name}</bdi> {item.packLabel}, {t('sales.bill.stock')} {quantity(item.stockMilli / item.saleFactor)}
            {rateE4 === null ? '' : `, ${rate(rateE4)}`}
          </li>
        ))}
      </ul>
    </>
  )
}

/** The schemes that run for the item and this buyer. */
function Schemes({ itemId, date, party }: At) {
  const t = useWords()
  const { data } = useQuery(ask('items.priceFacts', { itemId, date, party }))
  if (!data || data.schemes.length === 0) return null
  return (
    <>
      <h3>{t('sales.cards.schemes')}</h3>
      <ul>
        {data.schemes.map((scheme) => (
          <li key={scheme.uid}>
            {schemeDeal(scheme as never)} {scheme.name}
          </li>
        ))}
      </ul>
    </>
  )
}

type Wanted = { item: LineItem; qtyMilli: number | null; party: { uid: string } | null; date: string }
type Reason = (typeof lostReasons)[number]

/** Notes what the customer wanted and does not get. */
export const askLostSale = (wanted: Wanted): Promise<void> =>
  askWith<void>((done) => <LostSale wanted={wanted} onDone={() => done()} />)

function LostSale({ wanted: { item, qtyMilli, party, date }, onDone }: { wanted: Wanted; onDone: () => void }) {
  const t = useWords()
  const [uid] = useState(() => crypto.randomUUID())
  const [packs, setPacks] = useState<Milli | null>(milli(Math.round((qtyMilli ?? item.saleFactor * 1000) / item.saleFactor)))
  const [reason, setReason] = useState<Reason>('stock')
  const [note, setNote] = useState('')
  const { tell: post, refusal, forget } = useTell('sales.noteLostSale')
  const accept = async () => {
    const told = await post({
      uid,
      date,
      itemId: item.id,
      party: party?.uid ?? null,
      qtyMilli: (packs ?? 0) * item.saleFactor,
      reason,
      note: note || null,
    })
    if (!told.ok) return
    say(words('sales.lost.noted', { item: item.name }))
    onDone()
  }
  return (
    <Dialog
      title={t('sales.lost.title', { item: item.name })}
      onClose={onDone}
      onAccept={() => void accept()}
      actions={
        <>
          <Button onClick={onDone}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={() => void accept()}>
            {t('sales.lost.action')}
          </Button>
        </>
      }
    >
      <Form refusal={refusal} focusFirst onDone={() => void accept()} label={t('sales.lost.title', { item: item.name })}>
        <Row>
          <QtyField
            label={`${t('sales.lost.wanted')} (${item.saleUnit})`}
            name="qtyMilli"
            value={packs}
            onChange={(value) => {
              forget()
              setPacks(value)
            }}
            span={5}
          />
          <Select<Reason>
            label={t('ui.reason')}
            name="reason"
            value={reason}
            choices={lostReasons.map((one) => ({ value: one, label: t(`sales.lost.reasons.${one}`) }))}
            onChange={setReason}
            span={7}
          />
        </Row>
        <TextField label={t('sales.lost.note')} name="note" value={note} onChange={setNote} maxLength={200} />
      </Form>
    </Dialog>
  )
}
