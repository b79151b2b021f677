import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { type ZipFile, zipOf } from '../../src/documents/zip.ts'

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
