import { ask, call, queryClient } from '../client.ts'

const state = ask('company.state', {})

/** Locks the window: nobody is signed in, and what the last person saw leaves the cache, so that the next one is asked for afresh. */
export async function signOut(): Promise<void> {
  await call('company.signOut', {})
  await queryClient.refetchQueries({ queryKey: state.queryKey, exact: true })
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== 'state' })
}
