import { z } from 'zod'
import { command, query, task } from '../contract.ts'
import { Done, Uid } from '../schema.ts'

/** The picture that proves a delivery: the signed copy, or the goods at the door. */
export const proofCalls = {
  attachProof: command({
    permission: 'sales.bill',
    input: z.object({ bill: Uid, base64: z.string().max(7_000_000) }),
    output: Done,
    doc: 'Keeps a picture with what was marked of a delivery: a PNG or JPEG of at most 5 MB, checked byte by byte, without what else its file says. In the book, so that its backups have it.',
  }),
  pickProof: task({
    permission: 'sales.bill',
    input: z.object({ bill: Uid, ticket: z.string() }),
    output: Done,
    doc: 'Reads a chosen picture and keeps it with the delivery (sales.attachProof). File ticket `png` or `jpg` headless.',
  }),
  deliveryProof: query({
    permission: 'sales.read',
    input: z.object({ bill: Uid }),
    output: z
      .object({
        mediaType: z.string(),
        width: z.number(),
        height: z.number(),
        base64: z.string(),
        at: z.string(),
        by: z.string(),
      })
      .nullable(),
    doc: 'The newest picture kept with the delivery of a bill; null without one.',
  }),
}
