import { beforeAll, describe, expect, test } from '@jest/globals'
import { reportOnPack } from '../../../../src/cli/pack-report.ts'
import { readZip } from '../../../../src/documents/archive/read-zip.ts'
import { distribute } from '../../../../src/domain/dividends/run/distribute.ts'
import { convertedProblems } from '../../../../src/domain/reports/audit/converted-problems.ts'
import type { RunFile } from '../../../../src/domain/reports/audit/trace-shape.ts'
import { auditPackBytes } from '../../../../src/schema/audit-pack-bytes.ts'
import { convertingOf } from '../../../support/converting.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'

const bank = convertingOf(useDatabase())
const NOW = '2025-04-05'
type Report = RunFile['reports'][number] & { converted: NonNullable<RunFile['reports'][number]['converted']> }

describe('a pack on a run whose revenue was converted', () => {
  let pack: Buffer
  let report: Report
  beforeAll(async () => {
    const { projectId } = await bank.world.funded({ Ann: 3, Bea: 2 })
    await bank.rate('EUR', 'USD', '1.25', '2025-04-01')
    const id = await bank.reported(projectId, 'USD', ['100.01'])
    await bank.approve(id)
    await bank.receive(projectId, 10_001n, 'USD')
    await bank.changed({ out: [10_001n, 'USD'], back: [8001n], reportIds: [id] })
    await bank.world.run(NOW, tx => distribute(tx, { projectId }, at(NOW)))
    const about = { platform: 'House', language: 'en' as const }
    pack = (await auditPackBytes(bank.em(), { seed: '7', count: 2 }, about)).bytes
    const file = readZip(pack).find(({ name }) => name.startsWith('runs/'))
    report = (JSON.parse(Buffer.from(file?.bytes ?? []).toString()) as RunFile).reports[0] as Report
  })

  test('holds what was reported and the rate with its source, and verifies by them', () => {
    const rate = { from: 'EUR', to: 'USD', rate: '1.25', source: 'ECB', at: '2025-04-01T12:00:00.000Z' }
    expect(report).toMatchObject({ net: '80.01', converted: { currency: 'USD', net: '100.01', rate } })
    expect(reportOnPack(pack)).toMatchObject({ isSound: true })
  })

  test('is found out where the rate, or what was reported, is another', () => {
    const altered = (change: Partial<Report['converted']>) =>
      convertedProblems({ ...report, converted: { ...report.converted, ...change } }, 'EUR')
    const rate = (given: Partial<Report['converted']['rate']>) =>
      altered({ rate: { ...report.converted.rate, ...given } })
    expect(altered({})).toEqual([])
    expect(altered({ net: '100.03' })).toEqual([
      expect.stringContaining('comes to 80.02 at its rate, not to 80.01'),
    ])
    expect(rate({ rate: '1.2' })).toEqual([expect.stringContaining('comes to 83.34 at its rate')])
    expect(rate({ to: 'GBP' })).toEqual([expect.stringContaining('has a rate of other currencies')])
  })
})
