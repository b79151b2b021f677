import { issueDonationReceipts } from '../../../src/domain/shares/gifts/issue-donation-receipts.ts'
import { settledGifts } from '../../../src/domain/shares/gifts/settled-gifts.ts'
import { declareEligible, wellOf } from '../../support/gifts.ts'
import { at, type worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

const NOW = at('2026-06-20')

/** Ann gave 60.00 to a well and has her receipt, without its bytes, in two versions. */
export async function plantGifts(world: ReturnType<typeof worldOf>, ann: string) {
  const { projectId, issuerId, offeringId } = await wellOf(world)
  await declareEligible(world, issuerId)
  await world.pay(await world.order(offeringId, ann, 60))
  await world.close(offeringId)
  const first = await issue(world, { holderId: ann, projectId, version: 1, replacesId: null })
  const latest = await issue(world, { holderId: ann, projectId, version: 2, replacesId: first })
  return { latest, issuerId }
}

type Edition = { holderId: string; projectId: string; version: number; replacesId: string | null }

async function issue(world: ReturnType<typeof worldOf>, edition: Edition): Promise<string> {
  const number = `G-${edition.holderId}-${edition.version}`
  const { donationReceiptIds } = await world.run(NOW, async em => {
    const gifts = await settledGifts(em, [edition.holderId], 2025)
    const made = { number, sha256: number, figuresSha256: number, bytes: 1, datedAt: NOW, gifts }
    const said = { year: 2025, language: 'en' as const, profileVersion: 1, articles: ['200' as const] }
    return issueDonationReceipts(em, [{ ...edition, ...said, ...made }], NOW)
  })
  return donationReceiptIds[0] ?? ''
}

const TOTAL =
  'The receipts of a year come to the settled gifts of their donors to issuers who were declared eligible'
const BY_TWO =
  'That gifts to a party reduce taxes was declared by one person and confirmed by another, and by neither of himself'
const PARTS = 'A receipt is for the gifts that it lists, each of its donor and project and of its year'
const CHAIN =
  'A corrected receipt replaces the version before it of the same donor, project and year, and none came before its year was over'

/** Receipts for more than was given, or for something else, or beside each other. */
export const GIFT_FAULTS: readonly Fault[] = [
  [
    'an eligibility that who declared it confirmed himself',
    w =>
      `update gift_eligibility_confirmation set confirmer_id = (
         select declarer_id from gift_eligibility where party_id = '${w.gifts.issuerId}')`,
    BY_TWO,
  ],
  [
    'a receipt for a cent more than was given',
    w =>
      `update receipt_gift set amount = amount + 1 where receipt_id = '${w.gifts.latest}';
       update donation_receipt set amount = amount + 1 where id = '${w.gifts.latest}'`,
    TOTAL,
  ],
  [
    'a receipt whose gifts are not its amount',
    w => `update receipt_gift set amount = amount - 1 where receipt_id = '${w.gifts.latest}'`,
    PARTS,
  ],
  [
    'a gift on the receipt of another year',
    w => `update receipt_gift set given_on = '2024-12-31' where receipt_id = '${w.gifts.latest}'`,
    PARTS,
  ],
  [
    'a second receipt that replaces none',
    w => `update donation_receipt set replaces_id = null where id = '${w.gifts.latest}'`,
    CHAIN,
  ],
]
