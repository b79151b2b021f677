import { expect, test } from '@jest/globals'
import { admitTicket } from '../../../src/domain/fulfilment/admit-ticket.ts'
import { issueItems } from '../../../src/domain/fulfilment/issue-items.ts'
import { newId } from '../../../src/domain/ids.ts'
import { withdraw } from '../../../src/domain/shares/withdraw.ts'
import { useDatabase } from '../../support/database.ts'
import { at } from '../../support/world.ts'
import { fulfilmentWorld } from './fulfilment-world.ts'

const database = useDatabase()
const world = fulfilmentWorld(database)

async function issued() {
  const shown = await world.show()
  await world.close(shown.offeringId)
  await world.issue()
  const tickets = await world.ticketsOf(shown.orders.ann)
  const admit = (code: string, projects: 'all' | ReadonlySet<string> = 'all', now = '2025-06-20') =>
    world.run(now, em => admitTicket(em, { code, projects }, at(now)))
  return { ...shown, tickets, secret: tickets[0]?.secret ?? '', admit }
}

test('each seat of an allotted order has a ticket of its own, whatever is begun twice', async () => {
  const { orders, offeringId } = await world.show()
  await world.close(offeringId)
  const again = () =>
    world.run('2025-02-11', em => issueItems(em, { offeringId, after: null }, at('2025-02-11')))
  await Promise.all([world.issue(), again(), again()])
  await world.issue()
  // Five shares bring two seats, three bring one.
  const [anns, beas] = [await world.ticketsOf(orders.ann), await world.ticketsOf(orders.bea)]
  expect([anns.map(each => each.seat).toSorted((a, b) => a - b), beas.map(each => each.seat)]).toEqual([
    [1, 2],
    [1],
  ])
  const secrets = [...anns, ...beas].map(each => each.secret)
  expect(new Set(secrets).size).toBe(3)
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-9]{16}$/)
})

test('a ticket is used once, however it is typed, and the second time it is said when', async () => {
  const { secret, admit, tickets, orders } = await issued()
  const typed = ` ${secret.slice(0, 8).toLowerCase()}-${secret.slice(8)}`
  expect(await admit(typed)).toEqual({ ticketId: tickets[0]?.id })
  await expect(admit(secret, 'all', '2025-06-21')).rejects.toMatchObject({
    code: 'TICKET_USED',
    message: 'The ticket was used before, at 2025-06-20T12:00:00.000Z.',
  })
  expect((await world.ticketsOf(orders.ann)).map(each => each.admittedAt)).toEqual([at('2025-06-20'), null])
})

test('of ten at the same moment with one ticket, one is let in', async () => {
  const { secret, admit } = await issued()
  const all = await Promise.allSettled(Array.from({ length: 10 }, () => admit(secret)))
  expect(all.filter(each => each.status === 'fulfilled')).toHaveLength(1)
  const refused = all.flatMap(each => (each.status === 'rejected' ? [each.reason.code] : []))
  expect(new Set(refused)).toEqual(new Set(['TICKET_USED']))
})

test('a ticket of another project is none, and neither is a code that nobody has', async () => {
  const { secret, admit, projectId } = await issued()
  await expect(admit(secret, new Set([newId()]))).rejects.toMatchObject({ code: 'TICKET_UNKNOWN' })
  await expect(admit('ABCDEFGH23456789')).rejects.toMatchObject({ code: 'TICKET_UNKNOWN' })
  await admit(secret, new Set([projectId]))
})

test('an order that was taken back has no tickets, and none has where the threshold was missed', async () => {
  const { orders, offeringId, ann, bea } = await world.show()
  const back = await world.order(offeringId, bea, 4)
  await world.run('2025-01-11', em => withdraw(em, { subscriptionId: back, partyId: bea }, at('2025-01-11')))
  const { projectId } = await world.project()
  const missed = await world.offering(
    { projectId },
    {
      ...{ shares: 10, goal: 10_000n, withdrawalDays: 0 },
      entitlements: [{ gives: 'ticket', code: 'seat', name: 'A seat', perShares: 1 }],
    },
  )
  const refunded = await world.buy(missed, ann, 9)
  for (const id of [offeringId, missed]) await world.close(id)
  await world.issue()
  expect(await world.ticketsOf(orders.ann)).toHaveLength(2)
  for (const id of [back, refunded]) expect(await world.ticketsOf(id)).toEqual([])
})
