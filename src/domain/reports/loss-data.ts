import type { EntityManager } from '@mikro-orm/postgresql'
import { counts } from '../dividends/endings/ending-states.ts'
import { type EndingRow, endingsOf } from '../dividends/endings/endings.ts'
import { lossNumber } from '../dividends/endings/loss-number.ts'
import { type LossRow, losses } from '../dividends/endings/losses.ts'
import { projectOf } from '../offerings/projects.ts'
import { type PartyProfile, profileOf } from '../parties/people/profiles.ts'
import { dayOf } from '../time/calendar.ts'

/** Everything a holder's paper about a loss says, but for the words of the platform. */
export type HolderLoss = LossRow & {
  number: string
  profile: PartyProfile
  project: { name: string; issuer: string }
  /** `asOf` as a day in the zone of the project. */
  asOfDay: string
  steps: Pick<EndingRow, 'kind' | 'occurredOn' | 'source'>[]
}

/** What a holder lost with a project; null when it was not wound up, or he lost nothing. */
export async function lossData(
  em: EntityManager,
  { projectId, holderId }: { projectId: string; holderId: string },
): Promise<HolderLoss | null> {
  const [loss] = await losses(em, { holderIds: [holderId], projectId })
  if (loss === undefined || loss.lost === 0n) return null
  const project = await projectOf(em, projectId)
  const issuer = await profileOf(em, project.issuerId)
  const recorded = await endingsOf(em, [projectId])
  return {
    ...loss,
    number: lossNumber(loss),
    profile: await profileOf(em, holderId),
    project: { name: project.name, issuer: issuer.name },
    asOfDay: dayOf(loss.asOf, project.timeZone),
    steps: recorded.filter(counts).map(({ kind, occurredOn, source }) => ({ kind, occurredOn, source })),
  }
}
