import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { command, launch, type Running } from '../e2e/app.ts'
import { acceptAll, benchBook, billDraft, seeded, today } from './book.ts'
import { catalogueBook } from './finding.ts'
import { type Line, quantiles, round, single } from './measure.ts'
import { memoryOf, processorOf } from './window.ts'

const dayBook = { items: 2000, customers: 200, bills: 2000, linesPerBill: 10 }

async function usable({ page }: Running): Promise<void> {
  await page.getByRole('navigation').first().waitFor()
}

/** Posts bills from the window: the page's call, the process boundary, the dispatcher, the answer back in the page. */
export async function ipcBench(folder: string, count: number, floors: ReadonlyMap<number, number>, say: (line: string) => void) {
  const { file, shop } = await benchBook(folder, dayBook, { say })
  const running = await launch({ userData: join(folder, 'user'), book: file })
  const lines: Line[] = []
  try {
    await usable(running)
    for (const each of [1, 10, 20]) {
      const random = seeded(each + 100)
      const drafts = Array.from({ length: count }, () => billDraft(shop, each, today, random))
      const times = await running.page.evaluate(
        async ([bills, envelope]) => {
          const took: number[] = []
          for (const bill of bills) {
            const began = performance.now()
            const reply = await globalThis.bridge.call('sales.postBill', bill, envelope)
            took.push(performance.now() - began)
            if (!reply.ok) throw new Error(JSON.stringify(reply))
          }
          return took
        },
        [drafts, acceptAll] as const,
      )
      const figures = quantiles(times.slice(Math.min(20, Math.floor(count / 5))))
      const floor = floors.get(each)
      lines.push({
        what: `post ${each}-line bill from the window, 20,000 lines in the book`,
        ...figures,
        ...(floor === undefined ? {} : { floorP50: floor, ratio: round(figures.p50 / floor) }),
        note: 'the window redraws meanwhile',
      })
    }
  } finally {
    await running.app.close()
  }
  return lines
}

/** Put into the page: for each key until when the key itself, and until when the list for the text as it then stood, was painted. */
function watchKeys(): void {
  const seen: { key: number; list: number }[] = []
  const painted = (then: (at: number) => void) => {
    const after = new MessageChannel()
    after.port1.onmessage = () => then(performance.now())
    after.port2.postMessage(null)
  }
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key.length !== 1) return
      const began = event.timeStamp
      const note = { key: 0, list: 0 }
      requestAnimationFrame(() =>
        painted((at) => {
          note.key = at - began
        }),
      )
      const look = () => {
        const list = document.getElementById('bill-items')
        if (list?.getAttribute('aria-busy') !== 'false') return void requestAnimationFrame(look)
        painted((at) => {
          note.list = at - began
          seen.push(note)
        })
      }
      requestAnimationFrame(look)
    },
    { capture: true },
  )
  Object.assign(globalThis, { benchKeys: seen })
}

/** Words as clerks type them, letter by letter, in the bill's Product cell of a book of 250,000 items. */
export async function typingBench(folder: string, count: number, say: (line: string) => void): Promise<Line[]> {
  const { file, from } = catalogueBook(folder, say)
  const running = await launch({ userData: join(folder, 'user'), book: file })
  try {
    await usable(running)
    const { page } = running
    await page.keyboard.press('F8')
    await page.getByRole('combobox', { name: 'Party' }).filter({ visible: true }).waitFor()
    await page.keyboard.press('Enter')
    const cell = page.getByRole('grid', { name: 'Lines of the bill' }).filter({ visible: true }).locator('input')
    await cell.waitFor()
    await page.evaluate(watchKeys)
    const heads = (await page.evaluate(
      async (wanted) => {
        const reply = await globalThis.bridge.call('items.list', { offset: 0, limit: wanted })
        if (!reply.ok) throw new Error(JSON.stringify(reply))
        return (reply.value as { rows: { name: string }[] }).rows.map((row) => row.name)
      },
      Math.min(count, 200),
    )) as string[]
    const pid = running.app.process().pid ?? 0
    const before = processorOf(pid)
    for (const name of heads) {
      const [first = '', second = ''] = name
        .toLowerCase()
        .replace(/[^a-z0-9 ]/g, '')
        .split(' ')
      await page.keyboard.type(`${first.slice(0, 6)} ${second.slice(0, 2)}`, { delay: 90 })
      await page.keyboard.press('Control+a')
      await page.keyboard.press('Delete')
    }
    await sleep(500)
    const after = processorOf(pid)
    const seen = await page.evaluate(() => (globalThis as unknown as { benchKeys: { key: number; list: number }[] }).benchKeys)
    const perKey = (kind: string) => (((after.get(kind) ?? 0) - (before.get(kind) ?? 0)) / seen.length).toFixed(0)
    const spent = `processor a key: page ${perKey('renderer')} ms, main ${perKey('main')} ms, drawing ${perKey('gpu-process')} ms`
    return [
      { what: 'key → painted, in the bill', ...quantiles(seen.map(({ key }) => key)), note: 'the letter in the cell' },
      {
        what: 'key → item list painted, 250,000 items',
        ...quantiles(seen.map(({ list }) => list)),
        aim: 'p95 ≤ 50 ms',
        note: `${from}; ${spent}`,
      },
    ]
  } finally {
    await running.app.close()
  }
}

type Marks = { spawned: number; started: number; shown: number; usable: number; pssMb: number; rssMb: number; processes: number }

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill('SIGTERM')
  })
}

/** Starts the app as a person does, without anybody listening in, reads its marks from the log and ends it. */
async function startOnce(userData: string, book: string, idleMs: number): Promise<Marks> {
  const log = join(userData, 'logs/bahi.log')
  const read = () => (existsSync(log) ? readFileSync(log, 'utf8') : '')
  const from = read().length
  const { executablePath, args, env } = command(userData, book)
  const spawned = Date.now()
  const child = spawn(executablePath, args, { env, stdio: 'ignore' })
  try {
    for (;;) {
      await sleep(20)
      if (child.exitCode !== null) throw new Error(`the app ended with ${child.exitCode}`)
      if (Date.now() - spawned > 60_000) throw new Error('the app was not usable within a minute')
      const marks = read()
        .slice(from)
        .split('\n')
        .flatMap((line) =>
          line.includes('"mark"') ? [JSON.parse(line) as { mark: string; at: number; startedAt?: number }] : [],
        )
      const shown = marks.find(({ mark }) => mark === 'shown')
      const ready = marks.find(({ mark }) => mark === 'usable')
      if (!shown || !ready) continue
      await sleep(idleMs)
      const memory = idleMs ? memoryOf(child.pid as number) : { rssMb: 0, pssMb: 0, processes: 0 }
      return { spawned, started: shown.startedAt ?? spawned, shown: shown.at, usable: ready.at, ...memory }
    }
  } finally {
    await ended(child)
  }
}

/** Five starts to a usable window, and the memory of all processes ten seconds after the last. */
export async function startBench(folder: string, say: (line: string) => void): Promise<Line[]> {
  const { file } = await benchBook(folder, dayBook, { say })
  const userData = join(folder, 'user')
  const starts: Marks[] = []
  for (let n = 0; n < 5; n++) starts.push(await startOnce(userData, file, n === 4 ? 10_000 : 0))
  const last = starts.at(-1) as Marks
  const first = starts[0] as Marks
  const lines: Line[] = [
    {
      what: 'start → usable window, 5 launches',
      ...quantiles(starts.map((at) => at.usable - at.spawned)),
      aim: '≤ 2000 ms',
      note: `the first, without caches of its own, ${first.usable - first.spawned} ms; window shown ${quantiles(starts.map((at) => at.shown - at.spawned)).p50} ms`,
    },
  ]
  if (process.platform === 'linux')
    lines.push(
      single('memory of all processes when idle, shared pages once (PSS)', last.pssMb, {
        unit: 'MB',
        note: `${last.processes} processes`,
      }),
      single('the same with shared pages counted in each (RSS)', last.rssMb, { unit: 'MB' }),
    )
  return lines
}
