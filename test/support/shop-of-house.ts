import { issueMissingItems } from '../../src/jobs/issue-items.ts'
import type { House } from './house.ts'
import type { TestServer } from './server.ts'
import { worldOf } from './world.ts'

/** Something that was sold with an order of Ann's in the open project: two cards and three seats, owed and not sent. */
export async function openShop(server: TestServer, { open, people }: House) {
  const world = worldOf(server.shop)
  const bare = (id: string) => id.slice(id.indexOf(':') + 1)
  const offering = await world.offering(
    { projectId: bare(open.project) },
    {
      ...{ shares: 10, goal: 1000n, withdrawalDays: 0 },
      entitlements: [
        { gives: 'reward', code: 'card', name: 'A card', price: '5.00' },
        { gives: 'reward', code: 'print', name: 'A print', perShares: 6 },
        { gives: 'ticket', code: 'seat', name: 'A seat', perShares: 2 },
      ],
    },
  )
  const items = [{ code: 'card', count: 2 }]
  const order = await world.order(offering, bare(people.ann.id), { shares: 6, items })
  await world.pay(order)
  await world.close(offering)
  await issueMissingItems(server.shop, server.clock.now())
  return { offering: `Offering:${offering}`, order: `ShareSubscription:${order}` }
}
