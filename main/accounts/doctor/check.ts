import type { z } from 'zod'
import type { Finding } from '../../../shared/accounts/contract.ts'
import type { Compilable, Reader } from '../../database/connection.ts'

export type Found = z.output<typeof Finding>

/**
 * One thing the data doctor recomputes, with SQL or arithmetic other than what posts. A room on the right hands its checks in
 * through the composition root.
 */
export type DoctorCheck = { name: string; run(db: Reader): Found[] }

const most = 50

type Difference = { subject: string; expected: string | number | null; found: string | number | null }

/** A check by one statement that returns the rows which differ: subject, expected, found. At most fifty are named. */
export const differences = (name: string, message: string, query: () => Compilable<Difference>): DoctorCheck => ({
  name,
  run: (db) =>
    db
      .rows(query())
      .slice(0, most)
      .map((row) => ({
        check: name,
        subject: row.subject,
        message,
        expected: String(row.expected ?? 0),
        found: String(row.found ?? 0),
      })),
})

/** Runs the checks one after another in one read transaction and says how long each took. */
export function examine(
  db: Reader,
  checks: readonly DoctorCheck[],
): { checks: { check: string; tookMs: number; findings: number }[]; findings: Found[] } {
  const findings: Found[] = []
  const ran = checks.map((check) => {
    const started = performance.now()
    const found = check.run(db)
    findings.push(...found)
    return { check: check.name, tookMs: Math.round(performance.now() - started), findings: found.length }
  })
  return { checks: ran, findings }
}
