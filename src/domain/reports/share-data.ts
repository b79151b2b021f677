import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { classesById, projectOf } from '../offerings/projects.ts'
import { profileOf } from '../parties/people/profiles.ts'
import { dayOf } from '../time/calendar.ts'
import type { Told } from './certificates/told.ts'

/** Everything a certificate of shares says, but for the words of the platform. */
export type HolderShares = NonNullable<Awaited<ReturnType<typeof shareData>>>

/**
 * What a party holds of a class, and by which moves of the register it came to that; null when it never held any. It is as of
 * the latest move of that class, whoever made it, so it is the same until the register is another.
 */
export async function shareData(
  em: EntityManager,
  { classId, holderId }: { classId: string; holderId: string },
) {
  const [shareClass] = await classesById(em, [classId])
  const moves = shareClass === undefined ? [] : await movesOf(em, classId, holderId)
  if (shareClass === undefined || moves.length === 0) return null
  const project = await projectOf(em, shareClass.projectId)
  const issuer = await profileOf(em, project.issuerId)
  const profile = await profileOf(em, holderId)
  const latest = await latestOf(em, classId)
  const shares = moves.reduce((held, move) => held + move.shares, 0n)
  const day = (instant: Date) => dayOf(instant, project.timeZone)
  const told: Told = {
    kind: 'shares',
    lotId: latest.id,
    shares: Number(shares),
    profileVersion: profile.version,
  }
  return {
    told,
    profile,
    project: { name: project.name, issuer: issuer.name },
    timeZone: project.timeZone,
    currency: project.currency,
    className: shareClass.name,
    nominal: shareClass.nominal,
    shares,
    moves: moves.map(({ at, shares: moved }) => ({ on: day(at), shares: moved })),
    ...{ asOf: latest.at, asOfDay: day(latest.at) },
  }
}

/** What came to a holder (above zero) and what went from him, in the order of the register. */
async function movesOf(
  em: EntityManager,
  classId: string,
  holderId: string,
): Promise<{ at: Date; shares: bigint }[]> {
  const { rows } = await sql<{ at: Date; shares: bigint }>`
    select occurred_at as at, shares::bigint from lot where class_id = ${classId} and taker_id = ${holderId}
    union all
    select occurred_at, -shares::bigint from lot where class_id = ${classId} and giver_id = ${holderId}
     order by 1, 2 desc`.execute(sqlOf(em))
  return rows
}

function latestOf(em: EntityManager, classId: string): Promise<{ id: string; at: Date }> {
  return sqlOf(em)
    .selectFrom('lot')
    .select(['id', 'occurredAt as at'])
    .where('classId', '=', classId)
    .orderBy('occurredAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}
