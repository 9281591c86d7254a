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

/** Another cost method from this year's 1 April: the books value the opening stock anew and post the difference. */
export function CostMethodDialog({ now, onClose }: { now: string | null; onClose: () => void }) {
  const t = useWords()
  const { from } = financialYear(useToday())
  const [method, setMethod] = useState<Method>((now ?? 'fifo') as Method)
  const [reason, setReason] = useState('')
  const { tell, refusal, busy } = useTell('inventory.changeCostMethod')
  const save = async () => {
    const told = await tell({ method, from, reason: reason.trim() })
    if (!told.ok) return
    say(t('company.methodChanged', { items: told.value.items }))
    onClose()
  }
  return (
    <Dialog
      title={t('company.facts.cost-method')}
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
          name="method"
          value={method}
          choices={(['fifo', 'average', 'lifo'] as const).map((value) => ({ value, label: t(`company.factValues.${value}`) }))}
          onChange={setMethod}
          hint={method === 'lifo' ? t('company.lifoHint') : t('company.methodFrom', { from: day(from) })}
        />
        <TextField label={t('ui.reason')} name="reason" value={reason} onChange={setReason} maxLength={200} needed />
      </Form>
    </Dialog>
  )
}
