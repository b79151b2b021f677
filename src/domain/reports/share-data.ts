import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { statementNumber } from '../dividends/statements/statement-number.ts'
import { classesById, projectOf } from '../offerings/projects.ts'
import { profileOf } from '../parties/people/profiles.ts'
import { holdingsOf } from '../shares/register.ts'
import { dayOf } from '../time/calendar.ts'

/** Everything a certificate of shares says, but for the words of the platform. */
export type HolderShares = NonNullable<Awaited<ReturnType<typeof shareData>>>

/**
 * What a party holds of a class, and by which moves of the register it came to that; null when it holds none. It is as of the
 * latest move of that class, whoever made it, so it is the same until the register is another.
 */
export async function shareData(
  em: EntityManager,
  { classId, holderId }: { classId: string; holderId: string },
) {
  const held = (await holdingsOf(em, [holderId])).find(each => each.classId === classId)
  const [shareClass] = await classesById(em, [classId])
  if (held === undefined || shareClass === undefined) return null
  const project = await projectOf(em, shareClass.projectId)
  const issuer = await profileOf(em, project.issuerId)
  const latest = await latestOf(em, classId)
  const day = (instant: Date) => dayOf(instant, project.timeZone)
  return {
    number: statementNumber(`${classId}:${latest.id}`, holderId).replace(/^S/, 'T'),
    profile: await profileOf(em, holderId),
    project: { name: project.name, issuer: issuer.name },
    currency: project.currency,
    className: shareClass.name,
    nominal: shareClass.nominal,
    shares: BigInt(held.shares),
    moves: (await movesOf(em, classId, holderId)).map(({ at, shares }) => ({ on: day(at), shares })),
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
