import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { keepWritten, keptPath } from '../../../src/documents/keep-written.ts'
import { writePart } from '../../../src/documents/tables/write-part.ts'

const folder = mkdtempSync(join(tmpdir(), 'tantieme-part-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const LINE = `${'x'.repeat(1023)}\n`
async function* lines(count: number) {
  for (let line = 0; line < count; line++) yield LINE
}
const CHUNK = 256 * 1024

test('what is there already is kept as far as it is the same', async () => {
  const path = join(folder, 'a')
  const told: number[] = []
  const whole = { pieces: 1000, bytes: 1_024_000 }
  expect(await writePart(path, lines(1000), async pieces => void told.push(pieces))).toEqual({
    ...whole,
    found: 0,
  })
  expect(told).toEqual([256, 512, 768, 1000])
  expect(await writePart(path, lines(1000))).toEqual({ ...whole, found: 1_024_000 })
  truncateSync(path, CHUNK + 7)
  expect(await writePart(path, lines(1000))).toEqual({ ...whole, found: CHUNK })
  writeFileSync(path, 'y', { flag: 'r+' })
  expect(await writePart(path, lines(1000))).toEqual({ ...whole, found: 0 })
  writeFileSync(path, 'and more', { flag: 'a' })
  await writePart(path, lines(1000))
  expect(readFileSync(path, 'utf8')).toBe(LINE.repeat(1000))
})

test('a file that was damaged after it was kept is not given out', async () => {
  const path = join(folder, 'b')
  await writePart(path, lines(1))
  const { sha256, bytes } = await keepWritten(path)
  expect([await keptPath(folder, sha256), bytes]).toEqual([join(folder, sha256), 1024n])
  writeFileSync(join(folder, sha256), 'y', { flag: 'r+' })
  await expect(keptPath(folder, sha256)).rejects.toThrow('is damaged')
})
