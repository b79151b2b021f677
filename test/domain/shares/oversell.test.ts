import { expect, test } from '@jest/globals'
import { Client } from 'pg'
import { offeringOf } from '../../../src/domain/offerings/offerings.ts'
import { holdingsAt } from '../../../src/domain/shares/register.ts'
import { activeSubscriptions } from '../../../src/domain/shares/subscriptions.ts'
import { useDatabase } from '../../support/database.ts'
import { worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)

test('1,000 parallel orders for 100 shares allot exactly 100', async () => {
  const { classId } = await world.project()
  const offeringId = await world.offering(classId, { goalMode: 'none', goal: null })
  const buyers = await Promise.all(Array.from({ length: 10 }, (_, index) => world.person(`Buyer ${index}`)))
  const orders = await Promise.allSettled(
    Array.from({ length: 1000 }, (_, index) => world.order(offeringId, buyers[index % 10] as string, 1)),
  )
  const accepted = orders.flatMap(order => (order.status === 'fulfilled' ? [order.value] : []))
  const codes = orders.flatMap(order =>
    order.status === 'rejected' ? [(order.reason as { code: string }).code] : [],
  )
  expect(accepted).toHaveLength(100)
  expect(new Set(codes)).toEqual(new Set(['SOLD_OUT']))

  const em = database.orm.em.fork()
  const positions = (await activeSubscriptions(em, offeringId)).map(order => order.position)
  expect(positions).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
  for (const order of accepted) await world.pay(order)
  await world.close(offeringId)
  expect(await offeringOf(em, offeringId)).toMatchObject({
    outcome: 'funded',
    sharesAllotted: 100,
    amountAllotted: 100_000n,
  })
  const held = (await holdingsAt(em, classId, null)).reduce((total, holding) => total + holding.shares, 0)
  expect(held).toBe(100)
})

test('the database itself refuses one share more than is offered', async () => {
  const { classId } = await world.project()
  const offeringId = await world.offering(classId, { goalMode: 'none', goal: null })
  const client = new Client({ connectionString: database.url })
  await client.connect()
  const oversell = client.query('update offering_counter set taken = offered + 1 where offering_id = $1', [
    offeringId,
  ])
  await expect(oversell).rejects.toMatchObject({
    code: '23514',
    constraint: 'offering_counter_never_oversold',
  })
  await client.end()
})
