import type { EntityManager } from '@mikro-orm/postgresql'
import { projects } from '../offerings/projects.ts'
import { type PartyProfile, profiles } from '../parties/people/profiles.ts'
import { type DonationReceiptRow, latestReceipts } from '../shares/gifts/donation-receipts.ts'
import { giftEligibilities } from '../shares/gifts/eligibilities.ts'
import type { ReceiptArticle } from '../shares/gifts/receipt-articles.ts'
import { type ReceiptKey, type SettledGift, settledGifts } from '../shares/gifts/settled-gifts.ts'

/** What a donor gave to a project in a year that he can be given a receipt for, with what is printed, and the receipt before. */
export type DonorYear = ReceiptKey & {
  profile: PartyProfile
  project: string
  beneficiary: string
  purpose: string
  articles: ReceiptArticle[]
  gifts: SettledGift[]
  before: DonationReceiptRow | null
}

/** The gifts of these donors to these projects in a year, read in sets. */
export async function donationData(
  em: EntityManager,
  keys: readonly Omit<ReceiptKey, 'year'>[],
  year: number,
): Promise<DonorYear[]> {
  const holderIds = [...new Set(keys.map(key => key.holderId))]
  const gifts = (await settledGifts(em, holderIds, year)).filter(gift => gift.articles.length > 0)
  const latest = await latestReceipts(em, holderIds, year)
  const found = new Map(
    (
      await projects(
        em,
        keys.map(key => key.projectId),
      )
    ).map(each => [each.id, each]),
  )
  const issuerIds = [...new Set([...found.values()].map(project => project.issuerId))]
  const people = await profiles(em, [...new Set([...holderIds, ...issuerIds])])
  const profileOf = new Map(people.map(profile => [profile.partyId, profile]))
  const declared = (await giftEligibilities(em, issuerIds)).filter(each => each.confirmedAt !== null)
  return keys.flatMap(key => {
    const [profile, project] = [profileOf.get(key.holderId), found.get(key.projectId)]
    if (profile === undefined || project === undefined) return []
    const isOwn = (of: Omit<ReceiptKey, 'year'>) =>
      of.holderId === key.holderId && of.projectId === key.projectId
    const own = gifts.filter(isOwn)
    return {
      ...{ ...key, year, profile, gifts: own, before: latest.find(isOwn) ?? null },
      project: project.name,
      beneficiary: profileOf.get(project.issuerId)?.name ?? '',
      purpose: declared.find(each => each.partyId === project.issuerId)?.purpose ?? '',
      articles: [...new Set(own.flatMap(gift => gift.articles))].toSorted(),
    }
  })
}
