import { requestReversal } from '../../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../../src/domain/dividends/reversal/reverse-distribution.ts'
import { distribute } from '../../../src/domain/dividends/run/distribute.ts'
import { newId } from '../../../src/domain/ids.ts'
import { at, type worldOf } from '../../support/world.ts'

type World = ReturnType<typeof worldOf>

/**
 * A tape with levies: a line of the first run was taken back by itself, the second run as a whole, and the third, over
 * the same reports, starts from the first.
 */
export async function plantTape(world: World, { ann, cid, label }: Record<'ann' | 'cid' | 'label', string>) {
  const { projectId, issuerId, classId } = await world.project(
    {
      partners: [{ code: 'label', name: 'Label', partyId: label }],
      tiers: [
        {
          name: 'All',
          takes: '1',
          split: [
            { to: 'class:parts', ratio: '1/3' },
            { to: 'partner:label', ratio: '1/6' },
            { to: 'issuer', ratio: '1/6' },
            { to: 'platform', ratio: '1/3' },
          ],
        },
      ],
      levies: { income: 'dividend' },
    },
    9,
  )
  const offering = await world.offering(classId, { shares: 9, goalMode: 'keepWhatWasRaised', goal: 1000n })
  for (const [holder, shares] of [
    [ann, 4],
    [cid, 3],
  ] as const) {
    await world.pay(await world.order(offering, holder, shares))
  }
  await world.close(offering)
  const first = await world.month(projectId, '2025-03', '100.01')
  const lineBack = await takeBack(world, first, { classId, holderId: cid }, '2025-04-20')
  const second = await world.month(projectId, '2025-04', '40.03')
  const runBack = await takeBack(world, second, null, '2025-05-20')
  const now = '2025-05-21'
  const { distributionId: third } = await world.run(now, em => distribute(em, { projectId }, at(now)))
  return { id: projectId, issuer: issuerId, class: classId, first, second, third, lineBack, runBack }
}

async function takeBack(
  world: World,
  distributionId: string,
  line: { classId: string; holderId: string } | null,
  now: string,
): Promise<string> {
  const asked = { distributionId, line, reason: 'The rate of the label was wrong', requesterId: newId() }
  const { requestId } = await world.run(now, em => requestReversal(em, asked, at(now)))
  await world.run(now, em => reverseDistribution(em, { requestId, approverId: newId() }, at(now)))
  return requestId
}
