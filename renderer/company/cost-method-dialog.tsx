import { useState } from 'react'
import { financialYear } from '../../shared/calendar.ts'
import { useToday } from '../book.ts'
import { type InputOf, useTell } from '../client.ts'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { Form } from '../ui/form.tsx'
import { day } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { useWords } from '../words.ts'

type Method = InputOf<'inventory.changeCostMethod'>['method']
type Pool = InputOf<'inventory.changeCostPool'>['pool']
const methods: readonly Method[] = ['fifo', 'average', 'lifo']
const pools: readonly Pool[] = ['item', 'batch']

/** Another cost method, or another pool of cost, from this year's 1 April: the books value the opening stock anew and post the difference. */
export function CostMethodDialog({
  fact,
  now,
  onClose,
}: {
  fact: 'cost-method' | 'cost-pool'
  now: string | null
  onClose: () => void
}) {
  const t = useWords()
  const { from } = financialYear(useToday())
  const choices = fact === 'cost-method' ? methods : pools
  const [value, setValue] = useState<Method | Pool>((now ?? choices[0]) as Method | Pool)
  const [reason, setReason] = useState('')
  const byMethod = useTell('inventory.changeCostMethod')
  const byPool = useTell('inventory.changeCostPool')
  const { refusal, busy } = fact === 'cost-method' ? byMethod : byPool
  const save = async () => {
    const why = { from, reason: reason.trim() }
    const told =
      fact === 'cost-method'
        ? await byMethod.tell({ method: value as Method, ...why })
        : await byPool.tell({ pool: value as Pool, ...why })
    if (!told.ok) return
    say(t('company.methodChanged', { items: told.value.items }))
    onClose()
  }
  return (
    <Dialog
      title={t(`company.facts.${fact}`)}
      width={460}
      onClose={onClose}
      onAccept={() => void save()}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" why={busy ? t('company.saving') : null} onClick={() => void save()}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <Form refusal={refusal} onDone={() => void save()} focusFirst>
        <Select
          label={t('company.value')}
          name={fact === 'cost-method' ? 'method' : 'pool'}
          value={value}
          choices={choices.map((one) => ({ value: one, label: t(`company.factValues.${one}`) }))}
          onChange={setValue}
          hint={value === 'lifo' ? t('company.lifoHint') : t('company.methodFrom', { from: day(from) })}
        />
        <TextField label={t('ui.reason')} name="reason" value={reason} onChange={setReason} maxLength={200} needed />
      </Form>
    </Dialog>
  )
}
