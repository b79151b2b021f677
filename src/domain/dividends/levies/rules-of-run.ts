import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { AppliedRule } from './levies-on.ts'
import type { StandingRules } from './levy-pools.ts'

/** The rules by which a run withheld, by the place of the standing, in the order in which levies are shown. */
export async function rulesOfRun(
  em: EntityManager,
  distributionId: string,
): Promise<ReadonlyMap<number, StandingRules>> {
  const standings = await sqlOf(em)
    .selectFrom('distributionStanding')
    .select(['standing', 'missing'])
    .where('distributionId', '=', distributionId)
    .execute()
  const rules = await sqlOf(em)
    .selectFrom('distributionLevy')
    .select(['standing', 'code', 'ratio', 'source'])
    .where('distributionId', '=', distributionId)
    .orderBy('position')
    .execute()
  const byPlace = Map.groupBy(rules, rule => rule.standing)
  const without = ({ code, ratio, source }: AppliedRule): AppliedRule => ({ code, ratio, source })
  return new Map(
    standings.map(({ standing, missing }) => {
      return [standing, { missing, rules: (byPlace.get(standing) ?? []).map(without) }]
    }),
  )
}
