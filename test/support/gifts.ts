import { newId } from '../../src/domain/ids.ts'
import { openProject } from '../../src/domain/offerings/open-project.ts'
import { proposeContract } from '../../src/domain/offerings/propose-contract.ts'
import { signContract } from '../../src/domain/offerings/sign-contract.ts'
import type { OfferingTermsInput } from '../../src/domain/offerings/terms/check-offering-terms.ts'
import { confirmEligibility } from '../../src/domain/shares/gifts/confirm-eligibility.ts'
import { declareEligibility } from '../../src/domain/shares/gifts/declare-eligibility.ts'
import { giftEligibilities } from '../../src/domain/shares/gifts/eligibilities.ts'
import type { ReceiptArticle } from '../../src/domain/shares/gifts/receipt-articles.ts'
import { at, CONTRACT, type worldOf } from './world.ts'

type World = ReturnType<typeof worldOf>

/** A project whose orders are gifts, of 1.00 each, open from January 2025 on and decided in February. */
export async function wellOf(world: World, clauses: Partial<OfferingTermsInput> = {}) {
  const issuerId = await world.person('Wells and Water')
  const { projectId } = await world.run('2024-12-01', em =>
    openProject(em, { name: 'A well', issuerId, currency: 'EUR', timeZone: 'Europe/Paris', classes: [] }),
  )
  const split = [{ to: 'issuer' as const, ratio: '1' }]
  const terms = { ...CONTRACT, tiers: [{ name: 'All to the cause', takes: '1', split }] }
  const { contractId } = await world.run('2024-12-01', em => proposeContract(em, { projectId, terms }))
  const signed = { contractId, signerId: newId() }
  await world.run('2024-12-02', em => signContract(em, signed, at('2024-12-02')))
  const offeringId = await world.offering(
    { projectId },
    {
      ...{
        sharePrice: 100n,
        shares: 1_000,
        goal: 1_000n,
        regime: 'DONATION',
        entitlements: [{ gives: 'nothing' }],
      },
      ...{ withdrawalDays: 0, commissionRatio: '0', ...clauses },
    },
  )
  return { projectId, issuerId, offeringId }
}

/** Staff declares an issuer eligible under an article from a day on, and somebody else confirms it. */
export const declareEligible = async (
  world: World,
  partyId: string,
  {
    article = '200',
    from = '2025-01-01',
    until = null,
    reason = 'Of general interest',
  }: Partial<{ article: ReceiptArticle; from: string; until: string | null; reason: string }> = {},
) => {
  const declarerId = newId()
  await world.run('2025-01-02', em =>
    declareEligibility(
      em,
      {
        ...{ partyId, article, from, until, declarerId },
        ...{ purpose: 'Wells in villages', reason, source: 'Ruling of 2024-11-04' },
      },
      at('2025-01-02'),
    ),
  )
  await confirmLatest(world, { partyId, article })
}

/** Somebody else confirms what was declared last of an issuer under an article. */
export const confirmLatest = (
  world: World,
  { partyId, article, by = newId() }: { partyId: string; article: ReceiptArticle; by?: string },
) =>
  world.run('2025-01-02', async em => {
    const all = await giftEligibilities(em, [partyId])
    const version = Math.max(0, ...all.filter(row => row.article === article).map(row => row.version))
    return confirmEligibility(em, { partyId, article, version, confirmerId: by }, at('2025-01-02'))
  })
