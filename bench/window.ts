import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Running } from '../e2e/app.ts'

/** A task through the window's own bridge, to its end. */
export const task = (running: Running, name: string, input: object): Promise<unknown> =>
  running.page.evaluate(
    ([call, letter]) =>
      new Promise<unknown>((resolve, reject) => {
        let id = ''
        const ended = new Map<string, unknown>()
        const settle = (reply: unknown) => {
          const { ok, value } = reply as { ok: boolean; value: unknown }
          if (ok) resolve(value)
          else reject(new Error(`${call}: ${JSON.stringify(reply)}`))
        }
        const stop = globalThis.bridge.onProgress((progress) => {
          if (!progress.finished) return
          ended.set(progress.id, progress.finished)
          if (progress.id !== id) return
          stop()
          settle(progress.finished)
        })
        void globalThis.bridge.call(call, letter).then((reply) => {
          if (!reply.ok) return settle(reply)
          id = (reply.value as { task: string }).task
          if (ended.has(id)) settle(ended.get(id))
        })
      }),
    [name, input] as const,
  )

/** A ticket for a file, as the computer's dialog would give it. */
export async function ticketFor(running: Running, path: string, save = false): Promise<string> {
  await running.app.evaluate((_, chosen) => {
    process.env.BAHI_PICK_FILE = chosen
  }, path)
  const picked = await task(running, 'company.pickFile', {
    title: 'bench',
    extensions: ['*'],
    ...(save ? { save: 'bench' } : {}),
  })
  return (picked as { ticket: string }).ticket
}

export type Blocks = {
  /** The longest the main thread worked without answering, and how often for more than a frame: its own processor time. */
  longestBusyMs: number
  busyOver16: number
  /** The same by the clock: waits for a processor or the disk, and whatever else the machine does, are in it. */
  longestMs: number
  over16: number
  turns: number
}

/**
 * Watches the main process: a timer of a millisecond notes how long the event loop kept it waiting, and how much of that the
 * thread was working. Only Linux tells the latter; elsewhere the two are the same.
 */
export async function watchMain(running: Running): Promise<() => Promise<Blocks>> {
  await running.app.evaluate(() => {
    const { readFileSync: read } = process.getBuiltinModule('node:fs')
    const linux = process.platform === 'linux'
    const worked = (): number => (linux ? Number(read('/proc/self/schedstat', 'utf8').split(' ')[0]) / 1e6 : performance.now())
    const seen = { longestBusyMs: 0, busyOver16: 0, longestMs: 0, over16: 0, turns: 0 }
    let last = performance.now()
    let before = worked()
    const timer = setInterval(() => {
      const now = performance.now()
      const work = worked()
      const gap = now - last - 1
      const busy = Math.min(gap, work - before)
      last = now
      before = work
      seen.turns += 1
      seen.longestMs = Math.max(seen.longestMs, gap)
      seen.longestBusyMs = Math.max(seen.longestBusyMs, busy)
      if (gap > 16) seen.over16 += 1
      if (busy > 16) seen.busyOver16 += 1
    }, 1)
    Object.assign(globalThis, { benchWatch: { seen, timer } })
  })
  return () =>
    running.app.evaluate(() => {
      const { seen, timer } = (globalThis as unknown as { benchWatch: { seen: Blocks; timer: NodeJS.Timeout } }).benchWatch
      clearInterval(timer)
      return seen
    })
}

/** A process and everything it has started; only where there is /proc. */
function family(pid: number): number[] {
  if (!existsSync('/proc/self/stat')) return []
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
    [...parents].flatMap(([child, parent]) => (parent === id ? [child, ...below(child)] : []))
  return [pid, ...below(pid)]
}

/** Memory of all processes of the app, MB: resident (shared pages counted in each) and proportional (counted once). */
export function memoryOf(pid: number): { rssMb: number; pssMb: number; processes: number } {
  let rss = 0
  let pss = 0
  const all = family(pid)
  for (const one of all) {
    try {
      const rollup = readFileSync(`/proc/${one}/smaps_rollup`, 'utf8')
      rss += Number(/^Rss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0)
      pss += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0)
    } catch {
      // it has ended meanwhile, or belongs to another user
    }
  }
  return { rssMb: rss / 1024, pssMb: pss / 1024, processes: all.length }
}

/** Processor time of the app's processes so far, ms, by what they are; empty where there is no /proc. */
export function processorOf(pid: number): Map<string, number> {
  const spent = new Map<string, number>()
  for (const one of family(pid)) {
    try {
      const stat = readFileSync(`/proc/${one}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const kind = /--type=([a-z-]+)/.exec(readFileSync(`/proc/${one}/cmdline`, 'utf8'))?.[1] ?? 'main'
      // hundredths of a second: user and system
      spent.set(kind, (spent.get(kind) ?? 0) + (Number(fields[11]) + Number(fields[12])) * 10)
    } catch {
      // it has ended meanwhile
    }
  }
  return spent
}
