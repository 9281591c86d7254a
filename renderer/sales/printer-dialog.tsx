import { useState } from 'react'
import { fetchNow, tell } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { codeWords, useWords } from '../words.ts'

type Format = 'thermal' | 'matrix'

/** Where this computer's printer of text is reached. True when one was set. */
export async function askPrinter(format: Format): Promise<boolean> {
  const printers = await fetchNow('sales.printers', {})
  return askWith<boolean>((done) => <PrinterDialog format={format} now={printers[format] ?? ''} onDone={done} />)
}

function PrinterDialog({ format, now, onDone }: { format: Format; now: string; onDone: (set: boolean) => void }) {
  const t = useWords()
  const [to, setTo] = useState(now)
  const [error, setError] = useState<string | null>(null)
  const accept = async () => {
    const told = await tell('sales.setPrinter', { format, to: to.trim() || null })
    if (told.ok) onDone(to.trim() !== '')
    else if (told.refusal) setError(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
  }
  return (
    <Dialog
      title={t(`sales.printer.${format}`)}
      onClose={() => onDone(false)}
      onAccept={() => void accept()}
      actions={
        <>
          <Button onClick={() => onDone(false)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={() => void accept()}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('sales.printer.where')}
        hint={t('sales.printer.hint')}
        value={to}
        onChange={(text) => {
          setTo(text)
          setError(null)
        }}
        error={error}
        code
        maxLength={200}
        autoFocus
      />
    </Dialog>
  )
}
