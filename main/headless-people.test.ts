import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { newUid } from './database/uid.ts'
import { reopenTestBook } from './test-book.ts'
import { host, run, slow, testHost } from './test-headless.ts'
import { watchOtherProcesses } from './watch.ts'

const place = testHost()

describe('people', () => {
  const shop = () => join(place.folder, 'shop.bahi')
  const clerk = newUid()

  test(
    'once somebody has a PIN everybody needs one, and a clerk may only do what a clerk may',
    async () => {
      await run(['--new', join(place.folder, 'firm.json'), '--book', shop()])
      const owner = await run(
        ['--book', shop()],
        [
          { id: 1, call: 'company.addUser', input: { uid: clerk, name: 'Ravi', role: 'clerk' } },
          { id: 2, call: 'company.setPin', input: { user: clerk, pin: '1357' } },
          { id: 3, call: 'company.users' },
        ],
      )
      // the owner has none yet
      expect(owner.answers[1].refusal.code).toBe('company/owner-pin-first')
      const { uid } = owner.answers[2].value.find(({ role }: { role: string }) => role === 'owner')
      const pins = await run(
        ['--book', shop()],
        [
          { id: 1, call: 'company.setPin', input: { user: uid, pin: '2468' } },
          { id: 2, call: 'company.setPin', input: { user: clerk, pin: '1357' } },
        ],
      )
      expect(pins.answers.map(({ ok }) => ok)).toEqual([true, true])

      expect(await run(['--book', shop()])).toMatchObject({ code: 2, answers: [] })
      expect(await run(['--book', shop(), '--as', 'Ravi'], [], { BAHI_PIN: '2468' })).toMatchObject({ code: 2, answers: [] })
      expect(await run(['--book', shop(), '--as', 'Nobody'], [], { BAHI_PIN: '2468' })).toMatchObject({ code: 2, answers: [] })
      const ravi = await run(
        ['--book', shop(), '--as', 'Ravi'],
        [
          { id: 1, call: 'company.state' },
          { id: 2, call: 'company.addUser', input: { uid: newUid(), name: 'Eve', role: 'owner' } },
          { id: 3, call: 'accounts.trialBalance', input: { asOn: '2026-11-21' } },
          { id: 4, call: 'sales.bills', input: {} },
        ],
        { BAHI_PIN: '1357' },
      )
      expect(ravi.code).toBe(0)
      expect(ravi.answers[0].value.person).toMatchObject({ name: 'Ravi', role: 'clerk' })
      expect(ravi.answers.map((answer) => answer.refusal?.code ?? 'done')).toEqual([
        'done',
        'company/not-allowed',
        'company/not-allowed',
        'done',
      ])
    },
    slow,
  )
})

test(
  'two hosts and a window on one book: each sees what the others wrote, and the window is told',
  async () => {
    const shared = join(place.folder, 'shared.bahi')
    await run(['--new', join(place.folder, 'firm.json'), '--book', shared])
    const window = reopenTestBook(shared, '2026-11-21')
    const told = new Promise<readonly string[]>((resolve) => {
      window.host.changed = resolve
    })
    const stop = watchOtherProcesses(window.host)
    try {
      // the first look notes where things stand
      await new Promise((resolve) => setTimeout(resolve, 1200))
      const [a, b] = [host(['--book', shared]), host(['--book', shared])]
      for (let n = 0; n < 10; n += 1)
        for (const [one, name] of [
          [a, 'a'],
          [b, 'b'],
        ] as const)
          one.say({ id: n, call: 'company.addUser', input: { uid: newUid(), name: `${name}${n}`, role: 'clerk' } })
      const [first, second] = await Promise.all([a.end(), b.end()])
      for (const { code, answers } of [first, second]) {
        expect(code).toBe(0)
        expect(answers.every(({ ok }) => ok)).toBe(true)
      }
      expect(await told).toContain('company')
      expect(await window.call('company.users', {})).toHaveLength(21)
      const open = window.host.book
      if (open) window.host.book = { ...open, reports: null }
      expect(await window.call('accounts.verifyChain', {})).toMatchObject({ brokenAt: null })
    } finally {
      stop()
      window.close()
    }
  },
  slow,
)
