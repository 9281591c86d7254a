import { workerData } from 'node:worker_threads'
import { writeReturnFile } from './gst/gstr1-files.ts'
import type { FileRequest } from './gst/return-job.ts'
import { serveFile } from './write-beside.ts'

// Writes one file of a return and ends.
const { file, job } = workerData as FileRequest
serveFile(file, (db, progress) => writeReturnFile(db, job, progress))
