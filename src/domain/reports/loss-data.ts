import type { EntityManager } from '@mikro-orm/postgresql'
import { counts } from '../dividends/endings/ending-states.ts'
import { type EndingRow, endingsOf } from '../dividends/endings/endings.ts'
import { type LossRow, losses } from '../dividends/endings/losses.ts'
import { projectOf } from '../offerings/projects.ts'
import { type PartyProfile, profileOf } from '../parties/people/profiles.ts'
import { dayOf } from '../time/calendar.ts'
import type { Told } from './certificates/told.ts'

/** Everything a holder's paper about a loss says, but for the words of the platform. */
export type HolderLoss = LossRow & {
  told: Told
  profile: PartyProfile
  project: { name: string; issuer: string }
  /** The zone of the project, in which the days of its papers are reckoned. */
  timeZone: string
  /** `asOf` as a day in the zone of the project. */
  asOfDay: string
  steps: Pick<EndingRow, 'kind' | 'occurredOn' | 'source'>[]
}

/** What a holder lost with a project, which may be nothing; null when it was not wound up, or he put nothing in. */
export async function lossData(
  em: EntityManager,
  { projectId, holderId }: { projectId: string; holderId: string },
): Promise<HolderLoss | null> {
  const [loss] = await losses(em, { holderIds: [holderId], projectId })
  if (loss === undefined) return null
  const project = await projectOf(em, projectId)
  const issuer = await profileOf(em, project.issuerId)
  const profile = await profileOf(em, holderId)
  const { endingId, putIn, gotBack } = loss
  const recorded = await endingsOf(em, [projectId])
  return {
    ...loss,
    told: { kind: 'loss', endingId, putIn, gotBack, profileVersion: profile.version },
    profile,
    project: { name: project.name, issuer: issuer.name },
    timeZone: project.timeZone,
    asOfDay: dayOf(loss.asOf, project.timeZone),
    steps: recorded.filter(counts).map(({ kind, occurredOn, source }) => ({ kind, occurredOn, source })),
  }
}
