import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** How many voted for an offering, and what they would give together, in minor units. */
export type Votes = { votes: number; amount: bigint }

/** The votes for an offering. */
export async function votesFor(em: EntityManager, offeringId: string): Promise<Votes> {
  const found = await sqlOf(em)
    .selectFrom('interestVote')
    .select(({ fn }) => [fn.countAll<string>().as('votes'), fn.sum<string | null>('amount').as('amount')])
    .where('offeringId', '=', offeringId)
    .executeTakeFirst()
  return { votes: Number(found?.votes ?? 0), amount: BigInt(found?.amount ?? 0) }
}
