import { refuse } from './errors.ts'

/** In base64 it still fits the body of a request of who is signed in. */
const MOST_MEGABYTES = 5

/** How a request brings a file. */
export const CONTENT = {
  description: 'The bytes of the file in base64, as they are; at most 5 MB of them.',
} as const

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/

/** The bytes that were sent; lines may end in the text: programs that encode break them. Refuses FILE_TOO_LARGE, FILE_NOT_BASE64. */
export function bytesOf(content: string): Buffer {
  const most = MOST_MEGABYTES * 2 ** 20
  const letters = content.replaceAll(/\r?\n/g, '')
  if (letters.length > Math.ceil(most / 3) * 4) throw refuse.FILE_TOO_LARGE({ megabytes: MOST_MEGABYTES })
  if (letters.length % 4 !== 0 || !BASE64.test(letters)) throw refuse.FILE_NOT_BASE64({})
  return Buffer.from(letters, 'base64')
}
