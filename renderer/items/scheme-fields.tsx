import { useToday } from '../book.ts'
import { Select } from '../ui/combobox.tsx'
import { SwitchField, TextField } from '../ui/fields.tsx'
import { Row, Section } from '../ui/form.tsx'
import { DateField, MoneyField, NumberField, PercentField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import { ItemField, NameField, PartyField } from './price-fields.tsx'
import type { emptyBox, SchemeBoxes } from './scheme-screen.tsx'

type Props = {
  boxes: SchemeBoxes
  /** It runs or ran: only its name and last day may change. */
  begun: boolean
  missing: ReturnType<typeof emptyBox>
  onChange: (next: Partial<SchemeBoxes>) => void
}

export function NameFields({ boxes, begun, onChange }: Props) {
  const t = useWords()
  const today = useToday()
  return (
    <Section title={t('prices.scheme.what')} {...(begun ? { hint: t('prices.scheme.begunHint') } : {})}>
      <Row>
        <TextField
          span={4}
          label={t('prices.scheme.name')}
          name="name"
          value={boxes.name}
          onChange={(name) => onChange({ name })}
          maxLength={60}
          needed
        />
        <Select
          span={4}
          label={t('prices.scheme.kind')}
          name="kind"
          disabled={begun}
          value={boxes.kind}
          choices={(['quantity', 'value'] as const).map((value) => ({ value, label: t(`prices.scheme.kinds.${value}`) }))}
          onChange={(kind) => onChange({ kind })}
        />
        <DateField
          span={2}
          label={t('prices.fromDate')}
          name="fromDate"
          disabled={begun}
          value={boxes.fromDate}
          today={today}
          onChange={(fromDate) => onChange({ fromDate })}
        />
        <DateField
          span={2}
          label={t('prices.toDate')}
          name="toDate"
          value={boxes.toDate}
          today={today}
          onChange={(toDate) => onChange({ toDate })}
          hint={t('prices.scheme.openHint')}
        />
      </Row>
    </Section>
  )
}

export function GoodsFields({ boxes, begun, missing, onChange }: Props) {
  const t = useWords()
  if (boxes.kind === 'value') return null
  const error = (field: typeof missing) => (missing === field ? t('prices.needed') : null)
  return (
    <Section title={t('prices.scheme.goods')}>
      <Row>
        <Select
          span={4}
          label={t('prices.scheme.goodsOf')}
          name="goods"
          disabled={begun}
          value={boxes.goods}
          choices={(['item', 'manufacturer', 'category', 'all'] as const).map((value) => ({
            value,
            label: t(`prices.scheme.goodsKinds.${value}`),
          }))}
          onChange={(goods) => onChange({ goods })}
        />
        {boxes.goods === 'item' && (
          <ItemField
            span={8}
            label={t('prices.item')}
            name="itemId"
            disabled={begun}
            value={boxes.item}
            onChange={(item) => onChange({ item })}
            error={error('itemId')}
          />
        )}
        {(boxes.goods === 'manufacturer' || boxes.goods === 'category') && (
          <NameField
            key={boxes.goods}
            span={8}
            label={t(`prices.scheme.goodsKinds.${boxes.goods}`)}
            name={boxes.goods}
            of={boxes.goods}
            disabled={begun}
            value={boxes[boxes.goods]}
            onChange={(value) => onChange({ [boxes.goods]: value })}
            error={error(boxes.goods)}
          />
        )}
      </Row>
    </Section>
  )
}

export function GivesFields(props: Props) {
  const t = useWords()
  return (
    <Section title={t('prices.scheme.gives')}>
      {props.boxes.kind === 'quantity' ? <FreeGoods {...props} /> : <OffTheBill {...props} />}
    </Section>
  )
}

function FreeGoods({ boxes, begun, onChange }: Props) {
  const t = useWords()
  const shared = { span: 2, disabled: begun }
  return (
    <>
      <Row>
        <NumberField
          {...shared}
          label={t('prices.scheme.buy')}
          name="buyPacks"
          value={boxes.buyPacks}
          onChange={(buyPacks) => onChange({ buyPacks })}
          needed
        />
        <NumberField
          {...shared}
          label={t('prices.scheme.free')}
          name="freePacks"
          value={boxes.freePacks}
          onChange={(freePacks) => onChange({ freePacks })}
          needed
        />
        <NumberField
          {...shared}
          label={t('prices.scheme.minimum')}
          name="minPacks"
          value={boxes.minPacks}
          onChange={(minPacks) => onChange({ minPacks })}
        />
        <ItemField
          span={6}
          disabled={begun}
          stop={false}
          label={t('prices.scheme.freeItem')}
          name="freeItemId"
          placeholder={t('prices.scheme.sameItem')}
          value={boxes.freeItem}
          onChange={(freeItem) => onChange({ freeItem })}
        />
      </Row>
      <Row>
        <SwitchField
          span={6}
          disabled={begun}
          stop={false}
          label={t('prices.scheme.repeats')}
          name="repeats"
          checked={boxes.repeats}
          onChange={(repeats) => onChange({ repeats })}
        />
        <SwitchField
          span={6}
          disabled={begun}
          stop={false}
          label={t('prices.scheme.half')}
          name="half"
          hint={t('prices.scheme.halfHint')}
          checked={boxes.half}
          onChange={(half) => onChange({ half })}
        />
      </Row>
    </>
  )
}

function OffTheBill({ boxes, begun, onChange }: Props) {
  const t = useWords()
  const shared = { span: 3, disabled: begun }
  return (
    <Row>
      <MoneyField
        {...shared}
        label={t('prices.scheme.fromBill')}
        name="minPaise"
        value={boxes.minPaise}
        onChange={(minPaise) => onChange({ minPaise })}
        needed
      />
      <PercentField
        {...shared}
        label={t('prices.scheme.percent')}
        name="discountBp"
        value={boxes.discountBp}
        onChange={(discountBp) => onChange({ discountBp })}
      />
      <MoneyField
        {...shared}
        label={t('prices.scheme.amount')}
        name="discountPaise"
        value={boxes.discountPaise}
        onChange={(discountPaise) => onChange({ discountPaise })}
      />
      <Select
        {...shared}
        label={t('prices.scheme.mode')}
        name="mode"
        value={boxes.mode}
        choices={(['any', 'cash', 'credit'] as const).map((value) => ({ value, label: t(`prices.scheme.modes.${value}`) }))}
        onChange={(mode) => onChange({ mode })}
      />
      <SwitchField
        span={6}
        disabled={begun}
        stop={false}
        label={t('prices.scheme.afterTax')}
        name="afterTax"
        checked={boxes.afterTax}
        onChange={(afterTax) => onChange({ afterTax })}
      />
    </Row>
  )
}

export function BuyersFields({ boxes, begun, missing, onChange }: Props) {
  const t = useWords()
  return (
    <Section title={t('prices.scheme.buyers')}>
      <Row>
        <Select
          span={4}
          label={t('prices.scheme.buyersOf')}
          name="buyers"
          disabled={begun}
          value={boxes.buyers}
          choices={(['all', 'party', 'tier', 'route'] as const).map((value) => ({
            value,
            label: t(`prices.scheme.buyersKinds.${value}`),
          }))}
          onChange={(buyers) => onChange({ buyers })}
        />
        {boxes.buyers === 'party' && (
          <PartyField
            span={8}
            label={t('prices.party')}
            name="party"
            disabled={begun}
            value={boxes.party}
            onChange={(party) => onChange({ party })}
            error={missing === 'party' ? t('prices.needed') : null}
          />
        )}
        {boxes.buyers === 'tier' && (
          <Select
            span={8}
            label={t('prices.tier')}
            name="tier"
            disabled={begun}
            value={boxes.tier}
            choices={(['ptr', 'pts', 'retail', 'hospital'] as const).map((value) => ({
              value,
              label: t(`prices.tiers.${value}`),
            }))}
            onChange={(tier) => onChange({ tier })}
          />
        )}
        {boxes.buyers === 'route' && (
          <NameField
            span={8}
            of="route"
            label={t('prices.scheme.buyersKinds.route')}
            name="route"
            disabled={begun}
            value={boxes.route}
            onChange={(route) => onChange({ route })}
            error={missing === 'route' ? t('prices.needed') : null}
          />
        )}
      </Row>
    </Section>
  )
}
