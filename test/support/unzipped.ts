import { crc32, inflateRawSync } from 'node:zlib'

/** The files of a ZIP archive as texts by name, read by its directory; throws when a sum or a size is wrong. */
export function unzipped(bytes: Buffer): Record<string, string> {
  const end = bytes.length - 22
  if (bytes.readUInt32LE(end) !== 0x06054b50) throw new Error('It does not end as an archive does')
  const files: Record<string, string> = {}
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [sum, packed, size] = [16, 20, 24].map(place => bytes.readUInt32LE(at + place)) as [
      number,
      number,
      number,
    ]
    const length = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + length)
    const local = bytes.readUInt32LE(at + 42)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const content = inflateRawSync(bytes.subarray(start, start + packed))
    if (content.length !== size || crc32(content) !== sum) throw new Error(`${name} is damaged`)
    files[name] = content.toString('utf8')
    at += 46 + length
  }
  return files
}

/** The cells of the one sheet of a workbook, row by row, each as it is written: numbers keep their digits. */
export function sheetCells(bytes: Buffer): string[][] {
  const sheet = unzipped(bytes)['xl/worksheets/sheet1.xml'] ?? ''
  return [...sheet.matchAll(/<row>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c\/>|<c[^>]*>(.*?)<\/c>/gs)].map(([, cell = '']) =>
      plain(cell.replaceAll(/<[^>]*>/g, '')),
    ),
  )
}

const plain = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#13;', '\r')
    .replaceAll('&amp;', '&')
