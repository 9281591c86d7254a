import type { Told } from './client.ts'
import { say } from './ui/keyboard.ts'
import { toast } from './ui/toasts.ts'
import { codeWords } from './words.ts'

/** True when it went well; else says why not: a refusal in the key strip, a fault in a toast with its reference. */
export function went<T>(told: Told<T>): told is Extract<Told<T>, { ok: true }> {
  if (told.ok) return true
  if (told.refusal) say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
  else if (told.fault) toast.fault(told.fault)
  return false
}
