import { distribute } from '../../src/domain/dividends/run/distribute.ts'
import { convertingOf } from './converting.ts'
import type { TestServer } from './server.ts'
import { at } from './world.ts'

/** April was reported in dollars, which the bank changed; its run. 416.66 ÷ 1.25 = 333.328. */
export async function changedApril(database: TestServer['database'], projectId: string): Promise<string> {
  const now = '2025-05-04'
  const bank = convertingOf(database, now, { periodStart: '2025-04-01', periodEnd: '2025-04-30' })
  await bank.rate('EUR', 'USD', '1.25', '2025-05-02T14:00:00Z')
  const id = await bank.reported(projectId, 'USD', ['416.66'])
  await bank.approve(id)
  await bank.receive(projectId, 41_666n, 'USD')
  await bank.changed({ out: [41_666n, 'USD'], back: [33_333n], reportIds: [id] })
  return (await bank.world.run(now, em => distribute(em, { projectId }, at(now)))).distributionId
}
