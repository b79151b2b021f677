import { expect, test } from '@jest/globals'
import { transact } from '../../../src/act.ts'
import { closeEarly } from '../../../src/domain/offerings/life/close-early.ts'
import { lockOffering } from '../../../src/domain/offerings/lock-offering.ts'
import { offeringOf } from '../../../src/domain/offerings/offerings.ts'
import { useDatabase } from '../../support/database.ts'
import { livesOf } from '../../support/lives.ts'
import { at } from '../../support/world.ts'
import { suspending } from '../shares/revisions/suspension-world.ts'

const database = useDatabase()
const lives = livesOf(database)
const { world } = lives

/** What is read under the lock, after what is kept from before, is what stands in the database. */
async function expectFresh(offeringId: string): Promise<void> {
  const { orm } = database
  for (const _ of [1, 2]) {
    const locked = await transact(orm, 'test', em => lockOffering(em, offeringId))
    expect(locked).toEqual(await offeringOf(orm.em.fork(), offeringId))
  }
}

const REVISABLE = { life: { reconfirmDays: 4, earlyClose: { minimumDays: 10, noticeDays: 3 } } }

test('what is kept of an offering is never older than the latest fact about it', async () => {
  const { offeringId } = await lives.propose(REVISABLE, true)
  await expectFresh(offeringId)
  await lives.submit(offeringId, '2024-12-10')
  await expectFresh(offeringId)
  await lives.sendBack(offeringId, '2024-12-11')
  await expectFresh(offeringId)
  await lives.submit(offeringId, '2024-12-12')
  await lives.publish(offeringId, '2024-12-13')
  await expectFresh(offeringId)
  const ann = await world.person('Ann')
  await world.pay(await world.order(offeringId, ann, 10, '2025-01-02'), '2025-01-02')
  await expectFresh(offeringId)
  await lives.revise(offeringId, { commissionRatio: '0.04' }, '2025-01-03')
  await expectFresh(offeringId)
  await lives.approve(offeringId, 2, '2025-01-04')
  await expectFresh(offeringId)
  expect(await offeringOf(database.orm.em.fork(), offeringId)).toMatchObject({ version: 2 })
  await lives.early(offeringId, '2025-01-14', '2025-01-10')
  await expectFresh(offeringId)
  await world.close(offeringId, '2025-01-20')
  await expectFresh(offeringId)
})

test('a suspension for its sheet, and the corrected one, are facts about it', async () => {
  const { raising, correct, suspend } = suspending(database)
  const { offeringId } = await raising()
  await expectFresh(offeringId)
  await suspend(offeringId, '2025-01-20')
  await expectFresh(offeringId)
  await correct(offeringId, '2025-01-22')
  await expectFresh(offeringId)
})

test('what a transaction that was given up had read is not taken for what came instead', async () => {
  const { offeringId } = await lives.raising(REVISABLE, [10], '2025-01-02')
  const seen: Date[] = []
  const early = (closesAt: string) =>
    world.run('2025-01-08', async em => {
      await closeEarly(em, { offeringId, closesAt: at(closesAt) }, at('2025-01-08'))
      seen.push((await lockOffering(em, offeringId)).closesAt)
      if (closesAt === '2025-01-14') throw new Error('given up')
      return {}
    })
  await expect(early('2025-01-14')).rejects.toThrow('given up')
  await expectFresh(offeringId)
  await early('2025-01-15')
  expect(seen).toEqual([at('2025-01-14'), at('2025-01-15')])
  await expectFresh(offeringId)
})

test('votes, which come without the lock, are counted anew each time', async () => {
  const life = { vote: { endsAt: at('2025-01-01').toISOString(), quorum: 2 } }
  const { offeringId } = await lives.propose({ life })
  await lives.publish(offeringId, '2024-12-04')
  for (const name of ['Ann', 'Bob']) {
    await expectFresh(offeringId)
    await lives.vote(offeringId, await world.person(name), '2024-12-20')
  }
  await expectFresh(offeringId)
  expect(await offeringOf(database.orm.em.fork(), offeringId)).toMatchObject({ votes: 2 })
})

test('an offering that does not exist is refused', async () => {
  const unknown = transact(database.orm, 'test', em =>
    lockOffering(em, '00000000-0000-7000-8000-000000000000'),
  )
  await expect(unknown).rejects.toMatchObject({ code: 'OFFERING_UNKNOWN' })
})
