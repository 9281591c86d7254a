import type { ComponentType } from 'react'
import type { OutputOf } from '../../client.ts'
import type { TaskHandle } from '../../tasks.ts'
import type { WordKey } from '../../words.ts'

/** Where an import stands, whatever list it is of. */
export type Standing = Omit<OutputOf<'parties.importState'>, 'mapping' | 'as' | 'stateCode' | 'onKnown'> & {
  mapping: readonly string[]
}

/** A sort of list as its screens need it; the steps are the same for all. */
export type ImportKind = {
  room: 'items' | 'parties'
  title: WordKey
  words: { applying: WordKey; understood: WordKey; undoText: WordKey; none: WordKey; open: WordKey; created: WordKey }
  /** Opens the list the rows went into, and this screen with one import. */
  openList: () => void
  openOne: (uid: string) => void
  /** What the first check of a file just read is asked with: the mapping guessed from its header. */
  firstCheck: (state: never) => { uid: string }
  Mapping: ComponentType<{ state: never; check: TaskHandle<'parties.checkImport'> }>
  Rows: ComponentType<{ state: never }>
}

/**
 * The calls of a room's imports. All rooms ask and answer alike but for the mapping, which only the room's own parts look at; one room's
 * types stand for all.
 */
export const callsOf = ({ room }: ImportKind) => ({
  read: `${room}.readImport` as 'parties.readImport',
  state: `${room}.importState` as 'parties.importState',
  imports: `${room}.imports` as 'parties.imports',
  check: `${room}.checkImport` as 'parties.checkImport',
  apply: `${room}.applyImport` as 'parties.applyImport',
  undo: `${room}.undoImport` as 'parties.undoImport',
  drop: `${room}.dropImport` as 'parties.dropImport',
})
