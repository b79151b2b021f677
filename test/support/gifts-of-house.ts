import { addParty } from '../../src/domain/parties/people/register-party.ts'
import { latestReceipts } from '../../src/domain/shares/gifts/donation-receipts.ts'
import { requestDonationReceipt } from '../../src/domain/shares/gifts/request-donation-receipt.ts'
import { issueMissingDonationReceipts } from '../../src/jobs/donations/issue-donation-receipts.ts'
import { declareEligible, wellOf } from './gifts.ts'
import type { TestServer } from './server.ts'
import { at, worldOf } from './world.ts'

/** In 2025 a party gives 60.00 to a well whose issuer is eligible, asks for its receipt in 2026, and gets it. Its id. */
export async function giveInHouse(server: TestServer, partyId: string): Promise<string> {
  const world = worldOf(server.database)
  const holderId = partyId.replace('Party:', '')
  const { projectId, issuerId, offeringId } = await wellOf(world)
  await declareEligible(world, issuerId)
  await world.pay(await world.order(offeringId, holderId, 60))
  await world.close(offeringId)
  const now = at('2026-01-20')
  await world.run(now, em => requestDonationReceipt(em, { holderId, projectId, year: 2025 }, now))
  await issueMissingDonationReceipts(server.shop, now)
  const [receipt] = await latestReceipts(server.database.orm.em.fork(), [holderId], 2025)
  return `DonationReceipt:${receipt?.id}`
}

/** Two who gave to a well each, the second of whom reads French; their ids. */
export async function donorsOf(server: TestServer): Promise<string[]> {
  const ids: string[] = []
  for (const language of ['en', 'fr'] as const) {
    const { id } = await worldOf(server.database).run('2024-12-01', async em => ({
      id: await addParty(em, { kind: 'person', name: 'Gil Givoy', language }),
    }))
    await giveInHouse(server, id)
    ids.push(id)
  }
  return ids
}
