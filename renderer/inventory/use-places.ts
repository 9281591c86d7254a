import { useQuery } from '@tanstack/react-query'
import { ask, type OutputOf } from '../client.ts'

export type Location = OutputOf<'inventory.locations'>['rows'][number]

const ours: ReadonlySet<string> = new Set(['saleable', 'quarantine', 'expiry'])

/** The open places people can put their hands on, as choices; undefined while main has not answered. */
export function usePlaces(): readonly { value: number; label: string }[] | undefined {
  const found = useQuery(ask('inventory.locations', { active: true, limit: 500 }))
  return found.data?.rows.filter((row) => ours.has(row.kind)).map((row) => ({ value: row.id, label: row.name }))
}
