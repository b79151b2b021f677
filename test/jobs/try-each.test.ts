import { expect, test } from '@jest/globals'
import { testClock } from '../../src/clock.ts'
import { projectsToDistribute } from '../../src/domain/dividends/revenue/reports.ts'
import { offeringOf } from '../../src/domain/offerings/offerings.ts'
import { openProject } from '../../src/domain/offerings/open-project.ts'
import { closeDueOfferings } from '../../src/jobs/close-due-offerings.ts'
import { distributeApproved } from '../../src/jobs/distribute-approved.ts'
import type { Workshop } from '../../src/jobs/job.ts'
import { useDatabase } from '../support/database.ts'
import { withFault } from '../support/fault.ts'
import { at, worldOf } from '../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()

/** A workshop at an instant, and what it logged as errors. */
function shopAt(instant: string) {
  const errors: object[] = []
  const log = { info() {}, warn() {}, error: (facts: object) => errors.push(facts) }
  const shop = { orm: database.orm, clock: testClock(at(instant)), log } as unknown as Workshop
  return { shop, errors }
}

/** A project with approved revenue whose contract nobody has signed. */
async function unsigned(): Promise<string> {
  const issuerId = await world.person('Issuer')
  const classes = [{ code: 'parts', name: 'Parts', shares: 10 }]
  const project = { name: 'Unsigned', issuerId, currency: 'EUR', timeZone: 'Europe/Paris', classes }
  const { projectId } = await world.run('2024-12-01', tx => openProject(tx, project))
  await world.approved(projectId, '2025-02', '10.00')
  return projectId
}

async function ready(): Promise<string> {
  const { projectId } = await world.funded({ Ann: 1 })
  await world.approved(projectId, '2025-03', '10.00')
  return projectId
}

test('a project that waits and one that fails keep no other from being distributed; the job has failed', async () => {
  const waits = await unsigned()
  const [first, fails, last] = [await ready(), await ready(), await ready()]
  const { shop, errors } = shopAt('2025-04-05')
  const run = () => distributeApproved(shop, at('2025-04-05'))
  await withFault(database, { table: 'distribution', when: `new.project_id = '${fails}'` }, async () => {
    await expect(run()).rejects.toThrow('2 projects distributed, 1 wait (CONTRACT_NOT_SIGNED), 1 failed')
  })
  expect(errors).toEqual([{ id: fails, reason: 'the disk is on fire' }])
  const left = await projectsToDistribute(em())
  expect([waits, first, fails, last].map(id => left.includes(id))).toEqual([true, false, true, false])
  expect(await run()).toBe('1 projects distributed, 1 wait (CONTRACT_NOT_SIGNED)')
})

test('an offering that waits and one that fails keep no other from being decided; the job has failed', async () => {
  const offering = async () => world.offering((await world.project()).classId, { withdrawalDays: 0 })
  const [first, fails, last] = [await offering(), await offering(), await offering()]
  const ann = await world.person('Ann')
  for (const id of [first, fails, last]) await world.order(id, ann, 50)
  const waits = await world.offering((await world.project()).classId, { withdrawalDays: 9 })
  await world.pay(await world.order(waits, ann, 50, '2025-01-31'), '2025-01-31')
  const { shop, errors } = shopAt('2025-02-01')
  const run = () => closeDueOfferings(shop, at('2025-02-01'))
  await withFault(database, { table: 'offering_closure', when: `new.offering_id = '${fails}'` }, async () => {
    await expect(run()).rejects.toThrow('2 offerings decided, reservations expired in 3, 1 failed')
  })
  expect(errors).toEqual([{ id: fails, reason: 'the disk is on fire' }])
  const outcomes = await Promise.all(
    [first, fails, last, waits].map(async id => (await offeringOf(em(), id)).outcome),
  )
  expect(outcomes).toEqual(['failed', null, 'failed', null])
  expect(await run()).toBe('1 offerings decided, reservations expired in 0')
})
