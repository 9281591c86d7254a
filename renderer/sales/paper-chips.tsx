import { Chips } from '../ui/controls.tsx'
import { languageNames, useWords } from '../words.ts'
import { copyCounts, isTextFormat, type PaperChoices, paperLanguages, sizes } from './paper-choices.ts'

/** Format, copies and language as chips; text printers have English letters only. */
export function PaperChips({ choices, choose }: { choices: PaperChoices; choose: (change: Partial<PaperChoices>) => void }) {
  const t = useWords()
  return (
    <>
      <Chips
        label={t('sales.paper.size')}
        value={choices.size}
        onChange={(size) => choose({ size })}
        choices={sizes.map((value) => ({ value, label: t(`sales.formats.${value}`) }))}
      />
      <Chips
        label={t('sales.paper.copies')}
        value={String(choices.copies)}
        onChange={(count) => choose({ copies: Number(count) as 1 })}
        choices={copyCounts.map((count) => ({ value: String(count), label: t('sales.paper.copyCount', { count }) }))}
      />
      {!isTextFormat(choices.size) && (
        <Chips
          label={t('sales.paper.language')}
          value={choices.language}
          onChange={(language) => choose({ language })}
          choices={paperLanguages.map((value) => ({ value, label: languageNames[value] }))}
        />
      )}
    </>
  )
}
