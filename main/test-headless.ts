import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect } from 'vitest'

// The host as scripts and other programs use it: a process, lines in, lines out.
export const top = join(import.meta.dirname, '..')
export const built = join(top, 'out/main/headless.cjs')
export const slow = 120_000

export const firm = {
  firm: { legalName: 'Malwa Pharma Distributors', gstin: '23AABCM4567K1ZC', stateCode: '23', city: 'Indore' },
  booksBegin: '2026-04-01',
  ownerName: 'Asha',
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at as they come
export type Answer = any
export type Ended = { code: number | null; answers: Answer[]; errors: string }

/** A running host: lines are written to it, answers come one by one. */
export function host(args: string[], env: Record<string, string> = {}) {
  const child: ChildProcess = spawn(process.execPath, [built, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  const answers: Answer[] = []
  const waiting: (() => void)[] = []
  let errors = ''
  child.stderr?.on('data', (text) => {
    errors += text
  })
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  lines.on('line', (line) => {
    answers.push(JSON.parse(line))
    for (const wake of waiting.splice(0)) wake()
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return {
    say: (line: unknown) => child.stdin?.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`),
    /** The first answer that fits, as soon as it is there. */
    hear: async (fits: (answer: Answer) => boolean): Promise<Answer> => {
      for (;;) {
        const found = answers.find(fits)
        if (found) return found
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
    },
    end: async (): Promise<Ended> => {
      child.stdin?.end()
      return { code: await ended, answers, errors }
    },
  }
}

/** Says the lines, closes the input and waits for the end. */
export async function run(args: string[], lines: unknown[] = [], env: Record<string, string> = {}): Promise<Ended> {
  const one = host(args, env)
  for (const line of lines) one.say(line)
  return one.end()
}

export const idsOf = ({ answers }: Ended) => answers.filter((answer) => !('progress' in answer)).map((answer) => answer.id)

/** A folder with a founded book in it, for the tests of one file; what is built is brought up to date first. */
export function testHost(): { readonly folder: string; readonly book: string } {
  const place = { folder: '', book: '' }
  beforeAll(async () => {
    const list = spawn(process.execPath, [join(top, 'scripts/headless.mjs'), '--list'], { stdio: 'ignore' })
    await new Promise((resolve) => list.on('close', resolve))
    place.folder = mkdtempSync(join(tmpdir(), 'bahi-headless-'))
    place.book = join(place.folder, 'firm.bahi')
    writeFileSync(join(place.folder, 'firm.json'), JSON.stringify(firm))
    const made = await run(['--new', join(place.folder, 'firm.json'), '--book', place.book])
    expect(made).toMatchObject({ code: 0, answers: [{ id: 'new', ok: true, value: { ok: true } }] })
  }, slow)
  afterAll(() => rmSync(place.folder, { recursive: true, force: true }))
  return place
}
