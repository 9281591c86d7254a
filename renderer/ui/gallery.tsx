import { useState } from 'react'
import { useTab } from '../tabs.ts'
import { Chips } from './controls.tsx'
import styles from './gallery.module.css'
import { GalleryEntry } from './gallery-entry.tsx'
import { GalleryFields } from './gallery-fields.tsx'
import { GalleryPaper, GalleryStates, GalleryTable } from './gallery-tables.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    gallery: Record<string, never>
  }
}

const parts = { fields: GalleryFields, table: GalleryTable, entry: GalleryEntry, states: GalleryStates, paper: GalleryPaper }
type Part = keyof typeof parts

/** Every piece in every state, to be looked at in both themes, three densities and three languages. Development builds only. */
export function Gallery() {
  const [part, setPart] = useState<Part>('fields')
  useTab({ dirty: part === 'entry' })
  const Shown = parts[part]
  return (
    <div className={styles.gallery}>
      <div className={styles.bar}>
        <Chips
          label="Part"
          value={part}
          choices={(Object.keys(parts) as Part[]).map((value) => ({ value, label: value }))}
          onChange={setPart}
        />
      </div>
      <Shown />
    </div>
  )
}
