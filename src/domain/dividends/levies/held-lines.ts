import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { NOTHING } from '../../ids.ts'
import type { HeldLine, LineKey } from './late-levies.ts'

/** Which lines that are held: of a holder, or one of them, or so many after one. */
export type HeldFilter = Partial<LineKey> & { after?: LineKey; limit?: number }

/** Before the first of all lines. */
export const BEFORE_ALL_LINES: LineKey = { distributionId: NOTHING, classId: NOTHING, holderId: NOTHING }

/**
 * The lines that are held because no levy rule was known, and were not taken back, by distribution, class and holder,
 * each with what is known of its holder at an instant. A residence counts as it was known when the line was credited, or, when nothing was, as
 * it was declared first since: whoever has moved was not taxed elsewhere before. Proof and statements that came in
 * time count whenever they were entered.
 */
export async function heldLines(em: EntityManager, filter: HeldFilter, knownAt: Date): Promise<HeldLine[]> {
  const { distributionId = null, classId = null, holderId = null, after = BEFORE_ALL_LINES, limit } = filter
  const { rows } = await sql<HeldLine>`
    select line.distribution_id as "distributionId", line.class_id as "classId", line.holder_id as "holderId",
           line.gross, line.capital, project.currency, run.paid_on as "paidOn", terms #>> '{levies,income}' as income,
           party.kind, resided.country, coalesce(shown.proved_on <= run.paid_on, false) as proved,
           waiver.received_on as "waivedOn"
      from dividend as line
      join distribution as run on run.id = line.distribution_id
      join project on project.id = run.project_id
      join contract on contract.id = run.contract_id
      join party on party.id = line.holder_id
      left join lateral (
        select country from tax_residence as said
         where said.party_id = line.holder_id and said.declared_at <= ${knownAt}
         order by said.declared_at > run.distributed_at,
                  case when said.declared_at > run.distributed_at then version else -version end
         limit 1) as resided on true
      left join lateral (
        select proved_on from tax_residence as said
         where said.party_id = line.holder_id and said.country = resided.country and said.declared_at <= ${knownAt}
         order by version desc limit 1) as shown on true
      left join tax_waiver as waiver
        on waiver.party_id = line.holder_id and waiver.income = terms #>> '{levies,income}'
       and waiver.year = extract(year from run.paid_on) and waiver.requested_at <= ${knownAt}
     where line.levies is null and line.standing is not null
       and not exists (select from levy_release as released
                        where released.distribution_id = line.distribution_id
                          and released.class_id = line.class_id and released.holder_id = line.holder_id)
       and not exists (select from run_reversal as back where back.distribution_id = line.distribution_id)
       and not exists (select from line_reversal as back
                        where back.distribution_id = line.distribution_id
                          and back.class_id = line.class_id and back.holder_id = line.holder_id)
       and (${distributionId}::uuid is null or line.distribution_id = ${distributionId})
       and (${classId}::uuid is null or line.class_id = ${classId})
       and (${holderId}::uuid is null or line.holder_id = ${holderId})
       and (line.distribution_id, line.class_id, line.holder_id)
           > (${after.distributionId}::uuid, ${after.classId}::uuid, ${after.holderId}::uuid)
     order by line.distribution_id, line.class_id, line.holder_id
     limit ${limit ?? null}`.execute(sqlOf(em))
  return rows
}
