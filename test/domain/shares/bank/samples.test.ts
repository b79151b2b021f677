import { beforeAll, describe, expect, test } from '@jest/globals'
import { BANK_SAMPLES, GOOD_SAMPLE } from '../../../support/bank-samples.ts'
import { useDatabase } from '../../../support/database.ts'
import { importingWorld } from '../../../support/importing.ts'
import { sharedFile } from '../../../support/shared-files.ts'

/*
 * Other people's samples: what is imported of each, or the refusal with its line; a second time changes nothing.
 * Skipped where the collection is not beside the project.
 */
const database = useDatabase()
const world = importingWorld(database)
beforeAll(() => world.openAccount('NL26VAYB8060476890'))

describe('a published sample', () => {
  for (const [path, { problems }] of Object.entries(BANK_SAMPLES)) {
    const bytes = sharedFile(path) ?? Buffer.alloc(0)
    const tryIt = bytes.length === 0 ? test.skip : test
    tryIt(path, async () => {
      if (path === GOOD_SAMPLE) await importsOnce(bytes)
      else await isRefused(bytes, problems)
    })
  }
})

async function importsOnce(bytes: Buffer): Promise<void> {
  const reports = await world.bring(bytes)
  expect(reports).toMatchObject([
    { isNew: true, movements: 1, credited: 885n, debited: 0n, closing: 2700n, before: null },
    { isNew: true, movements: 1, credited: 0n, debited: 700n, opening: 2700n, before: { closing: 2700n } },
  ])
  const before = await world.state()
  expect(before).toMatchObject({
    counts: { receipt: 1, bank_debit: 1, bank_report: 2, bank_movement: 2, entry: 2, posting: 4 },
    balances: [
      { kind: 'bank', currency: 'EUR', balance: '185' },
      { kind: 'suspense', currency: 'EUR', balance: '-185' },
    ],
  })
  expect(await world.bring(bytes)).toEqual(reports.map(report => ({ ...report, isNew: false })))
  expect(await world.state()).toEqual(before)
}

async function isRefused(bytes: Buffer, problems: string[]): Promise<void> {
  const before = await world.state()
  await expect(world.bring(bytes)).rejects.toMatchObject({
    code: 'BANK_FILE_HAS_PROBLEMS',
    message: expect.stringContaining(`line ${problems[0]}`),
  })
  expect(await world.state()).toEqual(before)
}
