import { existsSync, renameSync, rmSync } from 'node:fs'
import type { z } from 'zod'
import { gstinCheckCharacter } from '../../shared/company/gstin.ts'
import type { home } from '../../shared/home/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { dropBookFile, fileForBook, fillBook, reopenBook } from '../company/book-file.ts'
import type { Founder } from '../company/found.ts'
import type { Tasking } from '../given.ts'
import type { Host } from '../host.ts'
import { newConnection } from '../tasks.ts'
import { clerkAt } from './demo/clerk.ts'
import { liveTheMonth, stepsOf, storyOf } from './demo/month.ts'

const gstin = '27AAKFD5123L1Z'

/** The firm of the demo. It does not exist, and neither does its GSTIN. */
const demoFirm = {
  legalName: 'Dhruva Pharma Distributors',
  tradeName: null,
  localName: 'ध्रुव फार्मा डिस्ट्रीब्यूटर्स',
  gstin: gstin + gstinCheckCharacter(gstin),
  pan: null,
  stateCode: '27',
  address1: 'Shop 14, Medicine Market, Sadashiv Peth',
  address2: null,
  city: 'Pune',
  pin: '411030',
  phone: '02024471234',
  email: 'demo@bahi.example.invalid',
  licence20b: 'MH-PZ3-500123',
  licence21b: 'MH-PZ3-500124',
  licence20g: null,
  fssai: '11521034000123',
  bankName: 'Sahyadri Co-operative Bank',
  bankAccount: '004512000034567',
  ifsc: 'SAHY0000045',
  upiId: 'dhruvapharma@demo',
  terms: 'Goods once sold are taken back only as the returns policy says. Subject to Pune jurisdiction.',
  jurisdiction: 'Pune',
}

/**
 * Makes a demo firm in a file of its own, through the dispatcher alone, and opens it when it is whole. Until then the book that
 * is open stays open; a stop, a refusal or a fault leaves no file.
 */
export async function makeDemo(
  input: z.output<(typeof home.makeDemo)['input']>,
  given: Tasking,
  founders: readonly Founder[],
): Promise<{ ok: true }> {
  const file = fileForBook(given, given.host, demoFirm.legalName)
  if (existsSync(file)) throw new Refusal('company/book-exists', 'A file with this name is already there', 'file')
  const making = `${file}.making`
  // of a demo that was killed half way
  for (const side of ['', '-wal', '-shm']) rmSync(`${making}${side}`, { force: true })
  const story = storyOf(given.today)
  const clock = { now: Date.parse(`${story.eve}T09:30:00+05:30`) }
  const first = {
    firm: demoFirm,
    booksBegin: story.booksBegin,
    ownerName: 'Demo owner',
    aatoBand: 'upto-5cr' as const,
    eInvoice: false,
    filing: 'monthly' as const,
    costMethod: 'fifo' as const,
  }
  const { book, person } = fillBook(given.host, making, first, founders, {
    today: story.eve,
    now: new Date(clock.now).toISOString(),
  })
  try {
    // nobody can lose this book to a power cut: it is thrown away unless it gets finished
    book.connection.sqlite.pragma('synchronous = OFF')
    const connection = newConnection(() => undefined)
    connection.person = person
    const own: Host = {
      ...given.host,
      book,
      clock: () => clock.now,
      connections: new Set([connection]),
      changed: () => undefined,
      desk: null,
    }
    const total = stepsOf(input.bills)
    let done = 0
    const clerk = clerkAt(own, connection, clock, {
      signal: given.signal,
      realNow: given.host.clock,
      step: (note) => {
        done += 1
        given.progress({ done, total, note })
      },
    })
    await liveTheMonth(clerk, story, input.bills)
    given.signal.throwIfAborted()
    book.close()
    renameSync(making, file)
  } catch (error) {
    dropBookFile(book, making)
    throw error
  }
  reopenBook(given.host, file, founders)
  return { ok: true }
}
