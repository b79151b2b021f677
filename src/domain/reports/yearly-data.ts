import type { EntityManager } from '@mikro-orm/postgresql'
import { type ReturnLine, returnLines } from '../dividends/yearly/return-lines.ts'
import { type YearAmount, yearAmounts } from '../dividends/yearly/year-amounts.ts'
import { projects } from '../offerings/projects.ts'
import { type PartyProfile, profiles } from '../parties/people/profiles.ts'
import { type TakenBackLine, takenBackOfYear } from './taken-back.ts'

/** What a holder was paid in a year, with the names that are printed, and what of it his tax return asks for. */
export type HolderYear = {
  profile: PartyProfile
  year: number
  amounts: (YearAmount & { project: { name: string; issuer: string } })[]
  returned: ReturnLine[]
  /** What was paid in the year and is taken back now: it is in no amount. */
  takenBack: TakenBackLine[]
}

/** The years of these holders, read in sets. Who was paid nothing has no amounts. */
export async function yearlyData(
  em: EntityManager,
  holderIds: readonly string[],
  year: number,
): Promise<HolderYear[]> {
  const amounts = await yearAmounts(em, holderIds, year)
  const names = await projectNames(em, [...new Set(amounts.map(amount => amount.projectId))])
  const byHolder = Map.groupBy(amounts, amount => amount.holderId)
  const takenBack = Map.groupBy(await takenBackOfYear(em, holderIds, year), line => line.holderId)
  return (await profiles(em, holderIds)).map(profile => {
    const own = byHolder.get(profile.partyId) ?? []
    const named = own.map(amount => {
      return { ...amount, project: names.get(amount.projectId) ?? { name: '', issuer: '' } }
    })
    const gone = takenBack.get(profile.partyId) ?? []
    return { profile, year, amounts: named, returned: returnLines(own, year), takenBack: gone }
  })
}

async function projectNames(em: EntityManager, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { name: string; issuer: string }>()
  const found = await projects(em, ids)
  const issuers = await profiles(em, [...new Set(found.map(project => project.issuerId))])
  const nameOf = new Map(issuers.map(issuer => [issuer.partyId, issuer.name]))
  return new Map(
    found.map(({ id, name, issuerId }) => [id, { name, issuer: nameOf.get(issuerId) ?? '' }] as const),
  )
}
