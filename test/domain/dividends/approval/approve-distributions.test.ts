import { describe, expect, test } from '@jest/globals'
import { testClock } from '../../../../src/clock.ts'
import { approveDistributions } from '../../../../src/domain/dividends/approval/approve-distributions.ts'
import { bundleHash } from '../../../../src/domain/dividends/approval/preview-hash.ts'
import { distributionsPage } from '../../../../src/domain/dividends/run/distributions.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { distributeApproved } from '../../../../src/jobs/distribute-approved.ts'
import type { Workshop } from '../../../../src/jobs/job.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'
import { approvalsWorldOf, SIGNED, TODAY } from './approvals-world.ts'

const database = useDatabase()
const world = approvalsWorldOf(database)
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const runsOf = (projectId: string) =>
  distributionsPage(database.orm.em.fork(), { projectId, holderIds: null }, { limit: 10, inverted: false })
const TOMORROW = '2025-04-05'

describe('a bundle', () => {
  const item = async (projectId: string) => ({ projectId, hash: (await world.preview(projectId)).hash })
  const signAll = (hash: string, items: { projectId: string; hash: string }[], approverId = newId()) =>
    world.run(TODAY, tx => approveDistributions(tx, { hash, items, paidOn: TODAY, approverId }, at(TODAY)))

  test('is signed by the hash over its hashes, in whatever order they come', async () => {
    const [one, two] = [await world.ready(), await world.ready()]
    const items = [await item(one.projectId), await item(two.projectId)]
    const made = await signAll(bundleHash(items), items.toReversed())
    expect(made).toEqual({ approvalIds: [expect.any(String), expect.any(String)], leftOut: [] })
    for (const { projectId } of items) await world.distributed(projectId)
  })

  test('is refused when its hash is not that of its items, or it has none', async () => {
    const [one, two] = [await world.ready(), await world.ready()]
    const items = [await item(one.projectId), await item(two.projectId)]
    await expect(signAll(bundleHash(items.slice(1)), items)).rejects.toEqual(
      refused('BUNDLE_WRONG', 'the 2 previews'),
    )
    await expect(signAll(bundleHash([]), [])).rejects.toEqual(refused('BUNDLE_WRONG', 'the 0 previews'))
    await expect(world.distributed(one.projectId)).rejects.toEqual(refused('RUN_NOT_APPROVED'))
  })

  test('lets one that is stale, and one the approver may not sign, drop out by name; the others go on', async () => {
    const [good, old, own] = [await world.ready(), await world.ready(), await world.ready()]
    const items = [await item(old.projectId), await item(own.projectId), await item(good.projectId)]
    await world.approved(old.projectId, '2025-02', '5.00')
    const { approvalIds, leftOut } = await signAll(bundleHash(items), items, own.issuerId)
    expect(approvalIds).toHaveLength(1)
    expect(leftOut.toSorted()).toEqual(
      [`${old.projectId}:PREVIEW_STALE`, `${own.projectId}:APPROVER_IS_ISSUER`].toSorted(),
    )
    await world.distributed(good.projectId)
    for (const { projectId } of [old, own]) {
      await expect(world.distributed(projectId)).rejects.toEqual(refused('RUN_NOT_APPROVED'))
    }
  })
})

test('the job runs what is signed for today, or needs no signature, and nothing else', async () => {
  const log = { info() {}, warn() {}, error() {} }
  const paper = { folder: '', platform: { name: '', contact: '', verifyUrl: '' } }
  const shop: Workshop = { orm: database.orm, clock: testClock(at(TODAY)), paper, log }
  const [signed, small, unsigned, ahead, old, poor] = [
    await world.ready(),
    await world.ready({ unsignedUpTo: '100.00' }),
    await world.ready({ unsignedUpTo: '99.99' }),
    await world.ready(),
    await world.ready(),
    await world.ready({}, '99.99'),
  ]
  for (const { projectId } of [signed, old, poor]) await world.signed(projectId)
  await world.signed(ahead.projectId, TOMORROW)
  await world.amend(old.projectId, { ...SIGNED, tolerance: '0.5' }, TODAY)
  const outcome = await distributeApproved(shop, at(TODAY))
  const codes = ['RUN_NOT_APPROVED', 'PAYMENT_DATE_PASSED', 'PREVIEW_STALE', 'FUNDS_MISSING']
  for (const code of codes) expect(outcome).toContain(code)
  const all = [signed, small, unsigned, ahead, old, poor]
  const counts = await Promise.all(all.map(async ({ projectId }) => (await runsOf(projectId)).length))
  expect(counts).toEqual([1, 1, 0, 0, 0, 0])
  await distributeApproved(shop, at(TOMORROW))
  expect(await runsOf(ahead.projectId)).toHaveLength(1)
})
