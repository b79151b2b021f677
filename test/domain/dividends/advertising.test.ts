import { expect, test } from '@jest/globals'
import { approveRevenue } from '../../../src/domain/dividends/revenue/approve-revenue.ts'
import { reportRevenue } from '../../../src/domain/dividends/revenue/report-revenue.ts'
import { distribute } from '../../../src/domain/dividends/run/distribute.ts'
import { recipientsOf } from '../../../src/domain/dividends/run/distributions.ts'
import { newId } from '../../../src/domain/ids.ts'
import { useDatabase } from '../../support/database.ts'
import { at, EUR, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)

test('advertising is a category of revenue with a tier of its own: the same month, another split', async () => {
  const { projectId } = await world.funded(
    { Ann: 1 },
    {
      tiers: [
        {
          name: 'Advertising',
          categories: ['advertising'],
          takes: '1',
          split: [
            { to: 'platform', ratio: '0.80' },
            { to: 'class:parts', ratio: '0.20' },
          ],
        },
        {
          name: 'Everything else',
          takes: '1',
          split: [
            { to: 'issuer', ratio: '0.50' },
            { to: 'class:parts', ratio: '0.50' },
          ],
        },
      ],
    },
  )
  const now = at('2025-03-05')
  const line = (source: string, category: string | null, gross: string) => {
    return { source, category, gross: EUR(gross), deduction: null, deductionLabel: null }
  }
  const lines = [line('Shop', null, '100.00'), line('Banners', 'advertising', '10.00')]
  const period = { periodStart: '2025-02-01', periodEnd: '2025-02-28' }
  const { reportId } = await world.run(now, em =>
    reportRevenue(em, { projectId, ...period, lines, reporterId: newId() }, now),
  )
  await world.run(now, em => approveRevenue(em, { reportId, approverId: newId() }, now))
  await world.receive(projectId, '110.00', now)
  const { distributionId } = await world.run(now, em => distribute(em, { projectId }, now))

  const parts = await recipientsOf(database.orm.em.fork(), distributionId)
  expect(new Map(parts.map(({ recipient, amount }) => [recipient, amount]))).toEqual(
    // 80 % of 10.00; half of 100.00; half of 100.00 and 20 % of 10.00.
    new Map([
      ['platform', 800n],
      ['issuer', 5000n],
      ['class:parts', 5200n],
    ]),
  )
})
