/** Facts that fill the `{{placeholders}}` of a code's words, and nothing else. */
export type Details = Readonly<Record<string, string | number | boolean | null>>

/**
 * A rule said no. The transaction is rolled back and the refusal crosses to the screen as a value.
 * `code` is `room/kebab-words` and has words in every language; `message` is English, for logs and the headless host.
 * Anything thrown that is not a Refusal is a fault.
 */
export class Refusal extends Error {
  readonly code: string
  readonly field: string | undefined
  readonly details: Details | undefined

  constructor(code: string, message: string, field?: string, details?: Details) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.field = field
    this.details = details
  }
}

/** Something the user may accept with a reason; until it is accepted the transaction is rolled back. */
export type Warning = { readonly code: string; readonly field?: string; readonly details?: Details }

/** The end of an exhaustive switch: compiles only when every case is handled, and throws if unchecked data gets here. */
export function unreachable(x: never): never {
  throw new Error(`unreachable: ${JSON.stringify(x)}`)
}
