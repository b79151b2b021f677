import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { typicalStatement } from '../../bench/typical-statement.ts'
import { readKept } from '../../src/documents/keep.ts'
import { renderPeriodic } from '../../src/documents/periodic/periodic-statement.ts'
import { openRendering } from '../../src/jobs/papers/rendering.ts'

/** Its closing balance is not what its figures come to. */
const CONTRADICTORY = {
  ...typicalStatement(1),
  accounts: typicalStatement(1).accounts.map(account => ({ ...account, closing: account.closing + 1n })),
}

const periodic = (index: number) => ({ kind: 'periodic' as const, data: typicalStatement(index) })

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'papers-'))
})

afterAll(() => rm(folder, { recursive: true }))

test('the paper of each who asks a thread, of many at once and again, is kept for him, byte for byte', async () => {
  const rendering = openRendering(folder)
  try {
    for (const first of [0, 6]) {
      const asked = [0, 1, 2, 3, 4, 5].map(index => periodic(first + index))
      const [wrong, ...papers] = await Promise.all([
        rendering.keep({ kind: 'periodic', data: CONTRADICTORY }).catch((error: Error) => error.message),
        ...asked.map(paper => rendering.keep(paper)),
      ])
      expect(wrong).toContain('do not come to the closing balance')
      for (const [index, { sha256, bytes, figuresSha256 }] of papers.entries()) {
        const own = await renderPeriodic(typicalStatement(first + index))
        expect((await readKept(folder, sha256))?.equals(own.bytes)).toBe(true)
        expect({ bytes, figuresSha256 }).toEqual({
          bytes: own.bytes.length,
          figuresSha256: own.figuresSha256,
        })
      }
    }
    expect(await readdir(folder)).toHaveLength(12)
  } finally {
    await rendering.close()
  }
  await expect(rendering.keep(periodic(0))).rejects.toThrow('has ended')
})

test('a paper whose folder cannot be written fails, and the thread goes on', async () => {
  const rendering = openRendering(join('/dev/null', 'papers'))
  try {
    await expect(rendering.keep(periodic(0))).rejects.toThrow('ENOTDIR')
    await expect(rendering.keep(periodic(1))).rejects.toThrow('ENOTDIR')
  } finally {
    await rendering.close()
  }
})
