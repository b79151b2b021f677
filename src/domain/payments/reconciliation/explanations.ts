import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { Explanation } from './difference-kinds.ts'

/** The latest explanation of a difference that was given by an instant. */
export type ExplanationRow = Explanation & { differenceId: string; version: number; amount: bigint }

/** The latest explanations of differences of an account, that were given by an instant. */
export async function explanations(
  em: EntityManager,
  bankAccountId: string,
  at: Date,
): Promise<Map<string, ExplanationRow>> {
  const rows = await sqlOf(em)
    .selectFrom('differenceExplanation')
    .innerJoin('act', 'act.id', 'differenceExplanation.actId')
    .distinctOn('differenceId')
    .select(['differenceId', 'version', 'amount', 'ownerId', 'reason', 'dueOn'])
    .where('bankAccountId', '=', bankAccountId)
    .where('act.occurredAt', '<=', at)
    .orderBy('differenceId')
    .orderBy('version', 'desc')
    .execute()
  return new Map(rows.map(row => [row.differenceId, row]))
}
