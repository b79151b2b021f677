import { EUR, type worldOf } from '../../support/world.ts'

/** A shop of rewards that was funded, and a raise whose orders were cut pro rata. */
export async function plantShop(world: ReturnType<typeof worldOf>) {
  const { projectId, classId } = await world.project()
  const [dan, eve] = [await world.person('Dan'), await world.person('Eve')]
  const shop = await world.offering(
    { projectId },
    {
      ...{ sharePrice: 1n, shares: 100_000, goal: 5000n, withdrawalDays: 0 },
      entitlements: [
        { gives: 'reward', code: 'print', name: 'A signed print', price: '40.00', stock: 2 },
        { gives: 'ticket', code: 'seat', name: 'A seat', perShares: 1000 },
      ],
    },
  )
  const order = await world.order(shop, dan, { amount: EUR('50.00'), items: [{ code: 'print', count: 1 }] })
  await world.pay(order)
  await world.close(shop)
  const scarce = await world.offering(classId, {
    ...{ shares: 3, goal: 3000n, allotment: 'proRata', withdrawalDays: 0 },
  })
  const cut = [await world.order(scarce, dan, 4), await world.order(scarce, eve, 2)]
  for (const each of cut) await world.pay(each)
  await world.close(scarce)
  return { shop, order, scarce, cut }
}
