import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { readZip } from '../../../src/documents/archive/read-zip.ts'
import { writeZip, type ZipFile, zipOf } from '../../../src/documents/archive/write-zip.ts'

async function* files(count: number): AsyncGenerator<ZipFile> {
  for (let index = 0; index < count; index++) {
    yield {
      name: `P-${index}.pdf`,
      bytes: Buffer.from(`paper ${index}`),
      at: new Date('2025-07-02T05:41:00Z'),
    }
  }
}

async function archive(count: number): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of zipOf(files(count))) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** What unzip says of an archive; null where it is not installed. */
function tested(bytes: Buffer): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-zip-'))
  try {
    const path = join(folder, 'papers.zip')
    writeFileSync(path, bytes)
    return execFileSync('unzip', ['-tq', path], { encoding: 'utf8' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test.each([0, 1, 3, 65_536])(
  'an archive of %d files is read by other programs, and is the same again',
  async count => {
    const bytes = await archive(count)
    expect(bytes.equals(await archive(count))).toBe(true)
    const said = count === 0 ? null : tested(bytes)
    if (said !== null) expect(said).toContain('No errors detected')
  },
)

test.each([0, 1, 3, 65_534, 65_535, 65_536])(
  'an archive of %d files is read back by its list',
  async count => {
    const read = readZip(await archive(count))
    expect([read.length, read.at(-1)?.name]).toEqual([count, count === 0 ? undefined : `P-${count - 1}.pdf`])
    expect(read.every(({ bytes }, index) => Buffer.from(`paper ${index}`).equals(bytes))).toBe(true)
  },
)

test('an undated archive names its paths in UTF-8, bears the first day of the format, and is read back', () => {
  const packed = ['items/é.json', 'b'].map(name => ({ name, bytes: Buffer.from(name) }))
  const bytes = writeZip(packed)
  expect(readZip(bytes)).toEqual(packed)
  expect([bytes.readUInt16LE(10), bytes.readUInt16LE(12)]).toEqual([0, 0x21])
  const said = tested(bytes)
  if (said !== null) expect(said).toContain('No errors detected')
})

test('what is cut short or does not end as an archive is not read', async () => {
  expect(() => readZip(Buffer.from('PK'))).toThrow('It does not end as an archive does.')
  const bytes = writeZip([{ name: 'a', bytes: Buffer.from('a') }])
  expect(() => readZip(bytes.subarray(1))).toThrow(/damaged|ends behind/)
  const many = await archive(65_535)
  many.writeUInt32LE(0, many.length - 42)
  expect(() => readZip(many)).toThrow('It does not end as a large archive does.')
})
