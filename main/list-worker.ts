import { workerData } from 'node:worker_threads'
import type { LocalDate } from '../shared/calendar.ts'
import { Refusal } from '../shared/refusal.ts'
import { loadPerson } from './company/found.ts'
import { furnish } from './furnish.ts'
import type { ListRequest } from './list-job.ts'
import { pagesOf } from './list-rows.ts'
import { serveFile } from './write-beside.ts'
import { writeList } from './write-list.ts'

// Writes one list as a file and ends.
const { file, job } = workerData as ListRequest
serveFile(file, async (db, progress) => {
  const by = loadPerson(db, job.personId)
  if (!by) throw new Refusal('company/sign-in', 'Sign in first')
  const read = pagesOf({ rooms: furnish(), db, by, today: job.today as LocalDate }, job)
  return await writeList(db, read, job, progress)
})
