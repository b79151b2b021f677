import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { sql } from 'kysely'
import { act } from '../../../../src/act.ts'
import { sqlOf } from '../../../../src/database/sql.ts'
import { system } from '../../../../src/domain/acts/actor.ts'
import { feedPage } from '../../../../src/domain/acts/feed.ts'
import { addParty } from '../../../../src/domain/parties/people/register-party.ts'
import { eventsOfCaller } from '../../../../src/domain/reports/events/events-of-caller.ts'
import { useDatabase } from '../../../support/database.ts'
import { Follower, feedCaughtUp } from '../../../support/feed.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()

/** An act that registers a person and is not committed before it is told to. */
type Open = { partyId: string; commit: () => Promise<void>; rollBack: () => Promise<void> }

async function open(): Promise<Open> {
  const [begun, ends] = [Promise.withResolvers<string>(), Promise.withResolvers<void>()]
  const deed = { actor: system('cli'), verb: 'register', now: at('2025-01-01') }
  const done = act(database.orm, deed, async em => {
    const partyId = await addParty(em, { kind: 'person', name: 'Ann', language: 'en' })
    begun.resolve(partyId)
    await ends.promise
    return { partyId }
  }).then(
    () => {},
    () => {},
  )
  const partyId = await begun.promise
  const end = (settle: () => void) => async () => {
    settle()
    await done
  }
  return { partyId, commit: end(() => ends.resolve()), rollBack: end(() => ends.reject(new Error('no'))) }
}

/** One who sees every act, and one who sees those of some parties; both begin behind what is there already. */
async function followers(partyIds: string[] = []) {
  await feedCaughtUp(database.orm)
  const em = () => database.orm.em.fork()
  const staff = new Follower(slice => feedPage(em(), slice))
  await staff.askAll(100)
  const before = staff.seen.length
  const own = new Follower(slice => eventsOfCaller(em(), { partyIds, projectIds: [] }, slice))
  const staffSaw = () => staff.seen.slice(before).map(({ made }) => made?.partyId)
  const ownSaw = () => own.seen.flatMap(({ about }) => about.map(id => id.slice('Party:'.length)))
  return { staff, own, staffSaw, ownSaw }
}

/** The parties in the order of the transactions that registered them. */
async function inOrder(partyIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select party.id from party join act on act.id = act_id where party.id = any(${partyIds}::uuid[])
     order by xid, act.id`.execute(sqlOf(database.orm.em.fork()))
  return rows.map(row => row.id)
}

describe('what is committed late', () => {
  test('is neither lost nor given twice, and comes before what began after it', async () => {
    const first = await open()
    const second = await open()
    const parties = [first.partyId, second.partyId]
    await second.commit()
    const em = () => database.orm.em.fork()
    const own = new Follower(slice => eventsOfCaller(em(), { partyIds: parties, projectIds: [] }, slice))
    const all = new Follower(slice => feedPage(em(), slice))

    await own.askAll(10)
    await all.askAll(10)
    expect([own.seen, all.seen]).toEqual([[], []])

    await first.commit()
    await feedCaughtUp(database.orm)
    await own.askAll(10)
    await all.askAll(10)
    expect(own.seen.map(({ about }) => about)).toEqual(parties.map(id => [`Party:${id}`]))
    expect(all.seen.map(({ made }) => made)).toEqual(parties.map(partyId => ({ partyId })))
  })

  test('is waited for no longer when it is rolled back', async () => {
    const { staff, staffSaw } = await followers()
    const [first, second] = [await open(), await open()]
    await second.commit()
    await staff.askAll(10)
    expect(staffSaw()).toEqual([])
    await first.rollBack()
    await feedCaughtUp(database.orm)
    await staff.askAll(10)
    expect(staffSaw()).toEqual([second.partyId])
  })
})

test('acts of one transaction stand behind each other at a boundary of pages', async () => {
  const made = [await open(), await open(), await open()]
  for (const each of made) await each.commit()
  const partyIds = made.map(each => each.partyId)
  const { own, ownSaw } = await followers(partyIds)
  expect([await own.ask(2), await own.ask(2), await own.ask(2)]).toEqual([2, 1, 0])
  expect(ownSaw()).toEqual(await inOrder(partyIds))
})

test('a page before a cursor ends right before it', async () => {
  const made = [await open(), await open(), await open()]
  for (const each of made) await each.commit()
  const partyIds = made.map(each => each.partyId)
  const { own } = await followers(partyIds)
  await own.askAll(10)
  const [one, two, three] = own.seen
  const before = `${three?.xid}:${three?.id}`
  const em = database.orm.em.fork()
  const caller = { partyIds, projectIds: [] }
  expect(await eventsOfCaller(em, caller, { before, limit: 5, inverted: true })).toEqual([two, one])
})

const step = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ do: 'begin' as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('commit' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rollBack' as const), which: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('ask' as const), limit: fc.integer({ min: 1, max: 3 }) }),
  },
)

test('who follows the cursor gets each act once, in the order of transactions, however they are committed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async steps => {
      const { staff, staffSaw } = await followers()
      const mine: string[] = []
      const own = new Follower(slice =>
        eventsOfCaller(database.orm.em.fork(), { partyIds: mine, projectIds: [] }, slice),
      )
      const open_: Open[] = []
      const committed: string[] = []
      const take = (which: number) => open_.splice(which % open_.length, 1)[0]
      for (const each of steps) {
        if (each.do === 'begin' && open_.length < 5) {
          const begun = await open()
          open_.push(begun)
          // Every other person is the caller's own.
          if (Number.parseInt(begun.partyId.slice(-1), 16) % 2 === 0) mine.push(begun.partyId)
        } else if (each.do === 'ask') {
          await staff.ask(each.limit)
          await own.ask(each.limit)
        } else if (each.do !== 'begin' && open_.length > 0) {
          const chosen = take(each.which)
          await chosen?.[each.do]()
          if (each.do === 'commit' && chosen) committed.push(chosen.partyId)
        }
      }
      for (const each of open_) {
        await each.commit()
        committed.push(each.partyId)
      }
      await feedCaughtUp(database.orm)
      await staff.askAll(2)
      await own.askAll(2)
      const all = await inOrder(committed)
      expect(staffSaw()).toEqual(all)
      expect(own.seen.map(({ about }) => about)).toEqual(
        all.filter(id => mine.includes(id)).map(id => [`Party:${id}`]),
      )
    }),
    { numRuns: 20 },
  )
})
