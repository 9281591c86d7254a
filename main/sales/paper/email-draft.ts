// An e-mail as a file: what any mail program opens as a draft (RFC 5322, MIME). Nothing here sends.

export type EmailDraft = {
  readonly from: string | null
  readonly to: string | null
  readonly subject: string
  readonly body: string
  /** UTC, ISO 8601. */
  readonly at: string
  readonly attachment: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }
}

/** A header must stay one header, whatever a person typed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim()
const plainAscii = (text: string): boolean => /^[ -~]*$/.test(text)

/** Most octets of an encoded word's text, so that `Subject: =?UTF-8?B?…?=` stays within the 76 characters of RFC 2047. */
const wordOctets = 39

/** Text of a header: as it is when it is ASCII, otherwise in encoded words that never cut a character. */
export function headerText(text: string): string {
  const plain = oneLine(text)
  if (plainAscii(plain) && !plain.includes('=?')) return plain
  const words: string[] = []
  let word = ''
  for (const character of plain) {
    if (Buffer.byteLength(word + character) > wordOctets) {
      words.push(word)
      word = ''
    }
    word += character
  }
  words.push(word)
  return words.map((one) => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ')
}

/** An address that can stand in a header; null for anything else. */
export function mailAddress(text: string): string | null {
  const plain = text.trim()
  return plain.length <= 200 && /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(plain) ? plain : null
}

const lines76 = (base64: string): string => base64.match(/.{1,76}/g)?.join('\r\n') ?? ''
const encoded = (bytes: Uint8Array | string): string => lines76(Buffer.from(bytes as Uint8Array).toString('base64'))

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number) => String(n).padStart(2, '0')
/** 'Sat, 21 Nov 2026 06:30:00 +0000'. */
function mailDate(at: string): string {
  const day = new Date(at)
  const time = [day.getUTCHours(), day.getUTCMinutes(), day.getUTCSeconds()].map(two).join(':')
  return `${days[day.getUTCDay()]}, ${day.getUTCDate()} ${months[day.getUTCMonth()]} ${day.getUTCFullYear()} ${time} +0000`
}

/** The whole message with CRLF line ends. `X-Unsent` makes Outlook open it for writing. */
export function emailFile({ from, to, subject, body, at, attachment }: EmailDraft): string {
  const boundary = `bahi-${Buffer.from(`${at}${attachment.name}`).toString('hex').slice(0, 40)}`
  const name = oneLine(attachment.name).replace(/["\\]/g, '_')
  const ascii = plainAscii(name) ? name : 'bill.pdf'
  const utf8 = plainAscii(name) ? '' : `;\r\n filename*=UTF-8''${encodeURIComponent(name)}`
  return [
    ...(from ? [`From: ${from}`] : []),
    ...(to ? [`To: ${to}`] : []),
    `Subject: ${headerText(subject)}`,
    `Date: ${mailDate(at)}`,
    'X-Unsent: 1',
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed;\r\n boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: base64',
    '',
    encoded(body.replace(/\r?\n/g, '\r\n')),
    `--${boundary}`,
    `Content-Type: ${attachment.mediaType};\r\n name="${ascii}"`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment;\r\n filename="${ascii}"${utf8}`,
    '',
    encoded(attachment.bytes),
    `--${boundary}--`,
    '',
  ].join('\r\n')
}
