import { isUtf8 } from 'node:buffer'
import type { RevenueFileReading } from './reading.ts'

/** The text of a file as UTF-8 without a mark at its start, or why it is none. */
export type FileText =
  | { bytes: Uint8Array; encoding: RevenueFileReading['encoding'] }
  | { bytes: null; encoding: RevenueFileReading['encoding']; message: string }

const UTF_16 = [
  { mark: [0xff, 0xfe], label: 'utf-16le' },
  { mark: [0xfe, 0xff], label: 'utf-16be' },
]
const UTF_8_MARK = [0xef, 0xbb, 0xbf]
/** How every workbook of Excel starts: it is a ZIP archive. */
const ARCHIVE = [0x50, 0x4b, 0x03, 0x04]

/** Reads UTF-8 with and without a mark, UTF-16 with one, and everything else as ISO-8859-1. */
export function textOf(bytes: Uint8Array): FileText {
  if (startsWith(bytes, ARCHIVE)) return noText('utf-8', 'This is an Excel workbook: save it as CSV.')
  const utf16 = UTF_16.find(({ mark }) => startsWith(bytes, mark))
  if (utf16 !== undefined) return decoded(bytes, 'utf-16', utf16.label)
  if (!isUtf8(bytes)) return decoded(bytes, 'iso-8859-1', 'iso-8859-1')
  const text = startsWith(bytes, UTF_8_MARK) ? bytes.subarray(UTF_8_MARK.length) : bytes
  return withoutNul(text, 'utf-8')
}

function decoded(bytes: Uint8Array, encoding: RevenueFileReading['encoding'], label: string): FileText {
  try {
    return withoutNul(Buffer.from(new TextDecoder(label, { fatal: true }).decode(bytes)), encoding)
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error
    return noText(encoding, 'The file starts as UTF-16 and is not: save it as CSV in UTF-8.')
  }
}

function withoutNul(bytes: Uint8Array, encoding: RevenueFileReading['encoding']): FileText {
  if (!bytes.includes(0)) return { bytes, encoding }
  return noText(encoding, 'The file holds the character NUL, so it is no text: save it as CSV in UTF-8.')
}

function noText(encoding: RevenueFileReading['encoding'], message: string): FileText {
  return { bytes: null, encoding, message }
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}
