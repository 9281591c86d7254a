import type { OutputOf } from '../client.ts'
import { ImportSteps } from '../company/imports/choose-file.tsx'
import type { ImportKind } from '../company/imports/import-kind.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { ImportMapping } from './import-mapping.tsx'
import { ImportRows } from './import-rows.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    /** No uid: the choice of a file. */
    'items/import': { uid?: string }
  }
}

const kind: ImportKind = {
  room: 'items',
  title: 'screens.itemImport',
  words: {
    applying: 'items.import.applying',
    understood: 'items.import.understood',
    undoText: 'items.import.undoText',
    none: 'items.import.none',
    open: 'items.import.openItems',
    created: 'items.import.created',
  },
  openList: () => openScreen('items/items', {}),
  openOne: (uid) => openScreen('items/import', { uid }),
  firstCheck: ({ uid, mapping, hsn, gstBp }: OutputOf<'items.importState'>) => ({ uid, mapping, hsn, gstBp }),
  Mapping: ImportMapping as unknown as ImportKind['Mapping'],
  Rows: ImportRows as unknown as ImportKind['Rows'],
}

/** A catalogue from a file. */
export const ImportScreen = ({ params }: { params: ScreenParams['items/import'] }) => <ImportSteps kind={kind} uid={params.uid} />
