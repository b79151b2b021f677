import { expect, test } from '@jest/globals'
import { requestReversal } from '../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../src/domain/dividends/reversal/reverse-distribution.ts'
import { distribute } from '../../src/domain/dividends/run/distribute.ts'
import { newId } from '../../src/domain/ids.ts'
import { attestationsOf } from '../../src/domain/reports/attestations/attestations.ts'
import { issueMissingAttestations } from '../../src/jobs/issue-attestations.ts'
import { verifyNumber } from '../../src/schema/verification.ts'
import { textOf } from '../documents/paper.ts'
import { attestationOf } from '../support/issued-papers.ts'
import { useServer } from '../support/server.ts'
import { at, worldOf } from '../support/world.ts'

const server = useServer({ starts: '2025-06-03T09:00:00Z' })
const em = () => server.database.orm.em.fork()
const issue = () => issueMissingAttestations(server.shop, at('2025-06-03'))

test('a report on a distribution that was taken back names what it replaces, and the run after it names that run', async () => {
  const world = worldOf(server.database)
  const { projectId } = await world.funded({ Ann: 6, Bea: 6, Cid: 2 })
  const run = await world.month(projectId, '2025-03', '1000.00')
  expect(await issue()).toBe('distribution reports issued: 1')
  expect(await issue()).toBe('distribution reports issued: 0')
  const reason = 'A wrong file'
  const asked = { distributionId: run, line: null, reason, requesterId: newId() }
  const { requestId } = await world.run('2025-06-01', tx => requestReversal(tx, asked, at('2025-06-01')))
  const approval = { requestId, approverId: newId() }
  await world.run('2025-06-02', tx => reverseDistribution(tx, approval, at('2025-06-02')))
  const { distributionId } = await world.run('2025-06-03', tx =>
    distribute(tx, { projectId }, at('2025-06-03')),
  )
  expect(await issue()).toBe('distribution reports issued: 2')

  const [first, second] = await attestationsOf(em(), run)
  expect([first, second]).toMatchObject([
    { version: 1, replacesId: null, replacedById: second?.id },
    { version: 2, replacesId: first?.id, replacedById: null },
  ])
  const text = (await textOf((await attestationOf(server, run)).bytes)).replaceAll(/\s+/g, ' ')
  expect(text).toContain(`This paper takes the place of ${first?.number}, as of`)
  expect(text).toContain('The whole distribution was taken back on 2 June 2025: nothing of it stands.')
  expect(text).not.toContain(reason)
  for (const name of ['Ann', 'Bea', 'Cid']) expect(text).not.toContain(name)
  const again = await textOf((await attestationOf(server, distributionId)).bytes)
  expect(again.replaceAll(/\s+/g, ' ')).toContain('Distribution no. 1, which was taken back on 2 June 2025.')

  expect(await verifyNumber(em(), first?.number ?? '')).toMatchObject({
    sha256: first?.sha256,
    reversedAt: at('2025-06-02'),
    replacedBy: second?.number,
  })
  expect(await verifyNumber(em(), second?.number ?? '')).toMatchObject({
    replaces: first?.number,
    replacedBy: null,
  })
})
