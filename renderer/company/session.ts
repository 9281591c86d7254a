import type { Refusal } from '../../shared/refusal.ts'
import { ask, call, queryClient, tell } from '../client.ts'
import { noTabs, tabs } from '../tabs.ts'

const state = ask('company.state', {})

/** Locks the window: nobody is signed in, and what the last person saw leaves the cache, so that the next one is asked for afresh. */
export async function signOut(): Promise<void> {
  await call('company.signOut', {})
  await queryClient.refetchQueries({ queryKey: state.queryKey, exact: true })
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== 'state' })
}

/** Closes the book and goes to the first-run screen, where another is chosen. Tabs belong to the book they were opened on. */
export async function closeBook(): Promise<Refusal | null> {
  const told = await tell('company.closeBook', {})
  if (!told.ok) return told.refusal ?? null
  tabs.setState(noTabs, true)
  await queryClient.refetchQueries({ queryKey: state.queryKey, exact: true })
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== 'state' })
  return null
}
