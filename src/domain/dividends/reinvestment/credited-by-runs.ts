import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'

/** A rule to reinvest and a distribution after which it was not carried out yet; net in minor units. */
export type RuleDue = {
  ruleId: string
  distributionId: string
  partyId: string
  currency: string
  net: bigint
}

/**
 * The rules that stand, each with the runs since it was set that credited its owner, and by how much: lines that are held, or
 * were taken back, do not count. Of one rule and run, or of all.
 */
export async function rulesDue(
  em: EntityManager,
  { ruleId = null, distributionId = null }: { ruleId?: string | null; distributionId?: string | null } = {},
): Promise<RuleDue[]> {
  const { rows } = await sql<RuleDue>`
    select rule.id as "ruleId", run.id as "distributionId", rule.party_id as "partyId", rule.currency,
           sum(line.net)::bigint as net
      from reinvestment_rule as rule
      join dividend as line on line.holder_id = rule.party_id
      join distribution as run on run.id = line.distribution_id and run.distributed_at >= rule.set_at
      join project on project.id = run.project_id and project.currency = rule.currency
     where not exists (select from reinvestment_end as ended where ended.rule_id = rule.id)
       and not exists (select from reinvestment as made
                        where made.rule_id = rule.id and made.distribution_id = run.id)
       and (line.levies is not null or line.standing is null)
       and not exists (select from run_reversal as back where back.distribution_id = run.id)
       and not exists (select from line_reversal as back
                        where back.distribution_id = run.id and back.class_id = line.class_id
                          and back.holder_id = line.holder_id)
       and (${ruleId}::uuid is null or rule.id = ${ruleId})
       and (${distributionId}::uuid is null or run.id = ${distributionId})
     group by rule.id, run.id having sum(line.net) > 0
     order by run.id, rule.id`.execute(sqlOf(em))
  return rows
}
