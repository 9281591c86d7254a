import { expect, test } from 'vitest'
import { testBook } from '../test-book.ts'

test('a slice does not wait for the disk, and the next ordinary write does again', () => {
  const book = testBook()
  const { connection } = book.host.book as NonNullable<typeof book.host.book>
  const synchronous = () => connection.sqlite.pragma('synchronous', { simple: true })
  const [normal, full] = [1, 2]
  const during: unknown[] = []
  const look = () => during.push(synchronous())
  connection.write(look)
  connection.writeSlice(look)
  connection.writeSlice(look)
  expect(() =>
    connection.write(() => {
      look()
      throw new Error('no')
    }),
  ).toThrow('no')
  connection.write(look)
  expect(during).toEqual([full, normal, normal, full, full])
  book.close()
})
