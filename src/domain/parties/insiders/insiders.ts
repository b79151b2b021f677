import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { InsiderLink } from './insider.ts'

/** A declaration, and when somebody else confirmed it, if he did. */
export type InsiderRow = {
  partyId: string
  version: number
  link: InsiderLink
  fromDay: string
  untilDay: string | null
  declarerId: string
  declaredAt: Date
  confirmedAt: Date | null
}

/** What was declared about a party, the latest first. */
export function insiderDeclarations(em: EntityManager, partyId: string): Promise<InsiderRow[]> {
  return sqlOf(em)
    .selectFrom('insiderDeclaration as declared')
    .leftJoin('insiderConfirmation as confirmed', join =>
      join
        .onRef('confirmed.partyId', '=', 'declared.partyId')
        .onRef('confirmed.version', '=', 'declared.version'),
    )
    .select(['declared.partyId', 'declared.version', 'link', 'fromDay', 'untilDay', 'declarerId'])
    .select(['declaredAt', 'confirmedAt'])
    .where('declared.partyId', '=', partyId)
    .orderBy('declared.version', 'desc')
    .execute()
}

/**
 * By which links a party is one of the platform's people on a day: of those of one link
 * that begin on one day the latest that was confirmed says it.
 */
export async function insiderLinks(em: EntityManager, partyId: string, day: string): Promise<InsiderLink[]> {
  const confirmed = (await insiderDeclarations(em, partyId)).filter(row => row.confirmedAt !== null)
  const latest = confirmed.filter(
    (row, index) =>
      confirmed.findIndex(each => each.link === row.link && each.fromDay === row.fromDay) === index,
  )
  const held = latest.filter(
    ({ fromDay, untilDay }) => fromDay <= day && (untilDay === null || day <= untilDay),
  )
  return [...new Set(held.map(({ link }) => link))]
}
