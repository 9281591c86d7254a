import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type CommandTable, everyTable } from '../renderer/ui/commands.ts'

const root = join(import.meta.dirname, '../renderer')

/** Commands that no screen hands in: a key in the sheet that never does anything. `own` ones are keys of the component itself. */
function unused(tables: readonly CommandTable[], sources: readonly string[]): string[] {
  const handedIn = (id: string) =>
    sources.some((source) => new RegExp(`(?<![.\\w])${id}\\b\\s*[:,}]|\\[\`${id.replace(/\d$/, '')}\\$`).test(source))
  return tables.flatMap((table) =>
    Object.entries(table.commands)
      .filter(([id, command]) => !command.own && !handedIn(id))
      .map(([id]) => `${table.scope}.${id}`),
  )
}

async function sources(): Promise<string[]> {
  const found: string[] = []
  for await (const file of glob('**/*.{ts,tsx}', { cwd: root }))
    if (!/commands\.ts$|\.test\.tsx?$|gallery/.test(file)) found.push(readFileSync(join(root, file), 'utf8'))
  return found.filter((source) => source.includes('Commands'))
}

test('every command in the key sheet is handed in by some screen', async () => {
  expect(unused(everyTable, await sources())).toEqual([])
})

test('a command that nobody hands in is found', async () => {
  const dangling: CommandTable = { scope: 'x', level: 1, commands: { whistleATune: { keys: { default: ['F9'] } } } }
  expect(unused([dangling], await sources())).toEqual(['x.whistleATune'])
})
