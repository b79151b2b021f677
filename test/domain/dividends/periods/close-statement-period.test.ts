import { expect, test } from '@jest/globals'
import { renderPeriodic } from '../../../../src/documents/periodic/periodic-statement.ts'
import { closeStatementPeriod } from '../../../../src/domain/dividends/periods/close-statement-period.ts'
import { statementPeriodOf } from '../../../../src/domain/dividends/periods/statement-periods.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { classRates } from '../../../../src/domain/reports/periodic/class-rates.ts'
import { periodicData } from '../../../../src/domain/reports/periodic/periodic-data.ts'
import { periodicPaperOf } from '../../../../src/jobs/periodic/paper-of.ts'
import { textOf } from '../../../documents/paper.ts'
import { closeBooks } from '../../../support/closing-books.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const close = (period: string, now: string | Date) => {
  const instant = typeof now === 'string' ? at(now) : now
  return world.run(instant, tx => closeStatementPeriod(tx, { period, closerId: newId() }, instant))
}

test('a period is closed when it is over in Paris and the books of its months are closed, and once', async () => {
  const { projectId } = await world.funded({ Ann: 6, Bea: 6, Cid: 2 })
  await world.month(projectId, '2025-03', '1000.00')
  await expect(close('2025-Q1', '2025-03-31T21:59:59.999Z')).rejects.toMatchObject({
    code: 'STATEMENT_PERIOD_NOT_OVER',
  })
  await expect(close('2025-Q1', '2025-03-31T22:00:00.000Z')).rejects.toMatchObject({
    code: 'STATEMENT_PERIOD_OPEN',
  })
  await expect(close('2025-Q5', '2025-04-10')).rejects.toMatchObject({ code: 'STATEMENT_PERIOD_MALFORMED' })
  await closeBooks(world, database, '2025-03')
  const made = await close('2025-Q1', '2025-04-10')
  expect(await close('2025-Q1', '2025-04-11')).toEqual(made)
  const id = newId()
  await expect(statementPeriodOf(em(), id)).rejects.toMatchObject({ code: 'STATEMENT_PERIOD_UNKNOWN' })
})

test('a paper says what the ledger says, the same at each rendering, and ends where the next one begins', async () => {
  // 30 % of 1,000.00 and of 333.33 for 14 shares: Ann has six of them.
  const { projectId, holders } = await world.funded({ Ann: 6, Bea: 6, Cid: 2 })
  const ann = holders.Ann ?? ''
  await world.month(projectId, '2025-05', '1000.00')
  await world.month(projectId, '2025-06', '333.33')
  await world.month(projectId, '2025-08', '100.00')
  const told = async (name: string, from: string, to: string) => {
    const period = { id: newId(), name, from, to, months: 3 as const }
    const [data] = await periodicData(em(), [ann], period, await classRates(em(), period))
    if (data === undefined) throw new Error('no data')
    return { data, period, account: data.accounts[0] }
  }
  const second = await told('2025-Q2', '2025-04-01', '2025-06-30')
  const third = await told('2025-Q3', '2025-07-01', '2025-09-30')
  // The run over May is of June, that over June of July, and that over August of September.
  expect(second.account).toMatchObject({ opening: 0n, closing: 12_857n, putIn: 6_000n, received: 12_857n })
  expect(third.account).toMatchObject({ opening: 12_857n, closing: 12_857n + 4_286n + 1_286n })
  const [section] = third.account?.projects ?? []
  expect(section?.entitlements.map(line => [line.shares, line.gross, line.rate !== null])).toEqual([
    [6n, 4_286n, true],
    [6n, 1_286n, true],
  ])
  expect(section?.carryBefore).toBe(second.account?.projects[0]?.carryAfter)
  const platform = { name: 'Tantième', contact: 'help@x.example', verifyUrl: 'https://x.example/verify' }
  const edition = {
    number: 'P-1',
    period: third.period,
    version: 1,
    datedAt: at('2025-10-10'),
    replaces: null,
  }
  const papers = [0, 1].map(() => renderPeriodic(periodicPaperOf(third.data, edition, platform)))
  const [one, two] = await Promise.all(papers)
  expect(one?.bytes.equals(two?.bytes ?? Buffer.alloc(0))).toBe(true)
  const text = await textOf(one?.bytes ?? Buffer.alloc(0))
  for (const amount of ['€128.57', '€42.86', '€12.86', '€184.29']) {
    expect(text).toContain(amount)
  }
})
