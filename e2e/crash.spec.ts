import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { count } from '../test-counts.ts'
import { expect, foundBook, launch, type Running, test } from './app.ts'
import { Counter } from './pages/counter.ts'
import { type Shelf, stockShelf } from './stock.ts'

const kills = count(2, 100)
/** What was painted so long before the end is kept. */
const keptAfterMs = 100

/** A process and all it has started, children first; none where there is no /proc. */
function family(pid: number): number[] {
  if (!existsSync('/proc')) return [pid]
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // it has ended meanwhile
    }
  }
  const below = (id: number): number[] =>
    [...parents].flatMap(([child, parent]) => (parent === id ? [...below(child), child] : []))
  return [...below(pid), pid]
}
const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
const end = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it has ended by itself
  }
}

/** kill -9 for the app: the main process, and whatever of it is still there a second later. */
async function killApp({ app }: Running): Promise<void> {
  const { pid } = app.process()
  if (!pid) throw new Error('the app has no process')
  const all = family(pid)
  const closed = app.waitForEvent('close')
  end(pid)
  await closed
  for (const until = Date.now() + 1000; Date.now() < until && all.some(alive); ) await sleep(20)
  for (const one of all.filter(alive)) end(one)
}

/** Resolves in the page's next frame after so many further keys have been heard and painted. */
const painted = (running: Running, keys: number): Promise<void> =>
  running.page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        let heard = 0
        document.addEventListener(
          'keydown',
          () => {
            heard += 1
            if (heard !== wanted) return
            requestAnimationFrame(() => {
              const after = new MessageChannel()
              after.port1.onmessage = () => resolve()
              after.port2.postMessage(null)
            })
          },
          { capture: true },
        )
      }),
    keys,
  )

const tidy = (texts: readonly string[]): string[] => texts.map((text) => text.replace(/\s+/g, ' ').trim())

/** Keys a bill's party and some lines; the cursor ends in the next line's Product. */
async function keyLines(counter: Counter, shelf: Shelf, turn: number): Promise<void> {
  await counter.newBill()
  if (turn % 3 === 2) await counter.walkIn()
  else await counter.party('shree')
  const lines = 1 + (turn % 4)
  for (let n = 0; n < lines; n++) {
    const item = shelf.items[(turn * 5 + n) % 20] as Shelf['items'][number]
    await counter.line(item.name.toLowerCase().split(' ')[0] as string, String(1 + ((turn + n) % 3)))
  }
}

type Half = { column: string; text: string; kept: string }

/** Types into a cell without a pause and kills the app a tenth of a second after one of the keys was painted, with more on their way. */
async function killWhileTyping(running: Running, counter: Counter, shelf: Shelf, turn: number): Promise<Half> {
  const inQuantity = turn % 2 === 1
  if (inQuantity)
    await counter.takeItem(
      (shelf.items[(turn * 5 + 9) % 20] as Shelf['items'][number]).name.toLowerCase().split(' ')[0] as string,
    )
  const text = inQuantity ? '1234567' : 'qwxz vkjq zzyx qqvw'
  const seen = 1 + ((turn * 7) % (text.length - 2))
  const shown = painted(running, seen)
  const typing = running.page.keyboard.type(text, { delay: 30 }).catch(() => undefined)
  await shown
  await sleep(keptAfterMs)
  await killApp(running)
  await typing
  return { column: inQuantity ? 'Qty' : 'Product', text, kept: text.slice(0, seen) }
}

test('kill -9 while a bill is being keyed: the bill is back with every line and the half-typed cell, and the book is sound', async ({
  folder,
}) => {
  test.setTimeout(120_000 + kills * 60_000)
  const book = foundBook(folder)
  const userData = path.join(folder, 'user')
  let running = await launch({ userData, book })
  const shelf = await stockShelf(running)
  await running.page.reload()
  let posted = 0
  try {
    for (let turn = 0; turn < kills; turn++) {
      let counter = new Counter(running.page)
      await expect(running.page.getByRole('navigation').first()).toBeVisible()
      await keyLines(counter, shelf, turn)
      const rows = tidy(await counter.rows().allInnerTexts()).slice(0, -1)
      const party = await counter.partyBox.inputValue()
      const half = await killWhileTyping(running, counter, shelf, turn)

      running = await launch({ userData, book })
      counter = new Counter(running.page)
      await expect(counter.lines).toBeVisible()
      const where = `kill ${turn + 1}, ${half.kept.length} keys painted`
      const cell = counter.cellNamed(half.column)
      await expect(cell, where).toBeFocused()
      const back = await cell.inputValue()
      expect(back.startsWith(half.kept) && half.text.startsWith(back), `${where}: ‘${back}’ of ‘${half.text}’`).toBe(true)
      expect(tidy(await counter.rows().allInnerTexts()).slice(0, rows.length), where).toEqual(rows)
      await expect(counter.partyBox, where).toHaveValue(party)
      expect(await running.call('accounts.doctor', {}), where).toMatchObject({ findings: [] })
      expect(((await running.call('sales.bills', {})) as { total: number }).total, where).toBe(posted)

      // the clerk goes on where he was: puts the cell right and saves
      await running.page.keyboard.press('Control+a')
      if (half.column === 'Qty') await running.page.keyboard.type('2')
      else await running.page.keyboard.press('Delete')
      await running.page.keyboard.press('Control+s')
      await counter.saved()
      posted += 1
    }
  } finally {
    await running.app.close().catch(() => undefined)
  }
  process.stdout.write(
    `\n${kills} kills while keying: every bill came back with its lines and its half-typed cell, ${posted} saved, none lost\n`,
  )
})
