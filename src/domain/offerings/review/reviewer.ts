import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { refuse } from '../refusals.ts'

/**
 * That somebody may decide about an offering: he has neither proposed it, revised its terms nor handed it in, is not its
 * issuer, and has declared no interest in its project. Whose acts those were is compared by person.
 * Refuses SAME_PERSON (`what`: how the decision is called), INTEREST_DECLARED.
 */
export async function refuseUnlessReviewer(
  em: EntityManager,
  offering: { id: string; projectId: string; issuerId: string },
  reviewerId: string,
  what: string,
): Promise<void> {
  const { rows } = await sql<{ own: boolean }>`
    select exists (
      select from act where actor_id = ${reviewerId} and id in (
        select act_id from offering where id = ${offering.id}
        union all select act_id from offering_terms where offering_id = ${offering.id}
        union all select act_id from offering_submission where offering_id = ${offering.id})) as own`.execute(
    sqlOf(em),
  )
  if (rows[0]?.own || reviewerId === offering.issuerId) throw refuse.SAME_PERSON({ what })
  const interest = await sqlOf(em)
    .selectFrom('interestDeclaration')
    .select('declaredAt')
    .where('partyId', '=', reviewerId)
    .where('projectId', '=', offering.projectId)
    .orderBy('id')
    .executeTakeFirst()
  if (interest) throw refuse.INTEREST_DECLARED({ declaredAt: interest.declaredAt.toISOString() })
}
