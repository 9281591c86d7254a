import type { OutputOf } from '../client.ts'
import { count, rupees } from '../ui/format.ts'
import { type Say, wordsOr } from '../words.ts'

export type Check = OutputOf<'gst.gstr1'>['checks'][number]

/** A check in plain words: what agrees, or what does not and by how much. */
export function checkWords(t: Say, { code, ok, details, message }: Check): string {
  const { expectedPaise, foundPaise, head, ...rest } = details
  const values = {
    ...rest,
    ...(typeof expectedPaise === 'number' ? { expected: rupees(expectedPaise) } : {}),
    ...(typeof foundPaise === 'number' ? { found: rupees(foundPaise) } : {}),
    ...(typeof head === 'string' ? { head: wordsOr(`gst.heads.${head}`, head) } : {}),
    ...(typeof rest['more'] === 'number'
      ? { rest: rest['more'] > 0 ? t('gst.andMore', { count: rest['more'], shown: count(rest['more']) }) : '' }
      : {}),
  }
  return wordsOr(`gst.checks.${code}.${ok ? 'ok' : 'bad'}`, message, values)
}
