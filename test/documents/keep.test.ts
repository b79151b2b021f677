import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { keepFile, readKept } from '../../src/documents/keep.ts'

const PAPER = Buffer.from('%PDF-1.7 the paper')
const HASH = createHash('sha256').update(PAPER).digest('hex')
let folder: string

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'keep-')), 'statements')
})

afterEach(async () => {
  await rm(join(folder, '..'), { recursive: true, force: true })
})

test('bytes are kept under their SHA-256 and read back, for their owner only', async () => {
  expect(await keepFile(folder, PAPER)).toBe(HASH)
  expect(await readKept(folder, HASH)).toEqual(PAPER)
  expect(await readKept(folder, HASH.toUpperCase())).toEqual(PAPER)
  expect(await readdir(folder)).toEqual([HASH])
  expect((await stat(join(folder, HASH))).mode & 0o077).toBe(0)
})

test('the same bytes again change nothing', async () => {
  await keepFile(folder, PAPER)
  const first = await stat(join(folder, HASH))
  expect(await keepFile(folder, PAPER)).toBe(HASH)
  const second = await stat(join(folder, HASH))
  expect([second.ino, second.mtimeMs]).toEqual([first.ino, first.mtimeMs])
})

test('the same and other bytes at the same time leave whole files only', async () => {
  const papers = Array.from({ length: 8 }, (_, index) => Buffer.alloc(30_000, index % 3))
  const hashes = await Promise.all(papers.map(paper => keepFile(folder, paper)))
  expect((await readdir(folder)).sort()).toEqual([...new Set(hashes)].sort())
  for (const [index, hash] of hashes.entries()) expect(await readKept(folder, hash)).toEqual(papers[index])
})

test('an empty file is a file', async () => {
  const hash = await keepFile(folder, new Uint8Array())
  expect(await readKept(folder, hash)).toEqual(Buffer.alloc(0))
})

test('what was never kept is null, also when the folder is not there', async () => {
  expect(await readKept(folder, HASH)).toBeNull()
  await keepFile(folder, PAPER)
  expect(await readKept(folder, '0'.repeat(64))).toBeNull()
})

test.each([
  '',
  'abc',
  `${HASH}0`,
  HASH.slice(1),
  `../${HASH.slice(3)}`,
  `${HASH.slice(1)}g`,
  `${HASH}\n`,
  `\0${HASH}`,
])('a name that is not 64 hex digits is refused: %j', async name => {
  await keepFile(folder, PAPER)
  await expect(readKept(folder, name)).rejects.toThrow('64 hex digits')
})

test('a damaged file is not handed out, and keeping the bytes again mends it', async () => {
  await keepFile(folder, PAPER)
  await writeFile(join(folder, HASH), '%PDF-1.7 another paper')
  await expect(readKept(folder, HASH)).rejects.toThrow(`The kept file ${HASH} is damaged`)
  await keepFile(folder, PAPER)
  expect(await readKept(folder, HASH)).toEqual(PAPER)
})

test('a folder that cannot be written to is an error, not a silent loss', async () => {
  await writeFile(join(folder, '..', 'file'), 'x')
  await expect(keepFile(join(folder, '..', 'file', 'statements'), PAPER)).rejects.toThrow('ENOTDIR')
})
