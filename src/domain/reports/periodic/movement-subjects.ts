import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { maskedIban } from '../../parties/people/masked-iban.ts'
import type { OtherMovement, PayoutFate } from './holder-period.ts'

/** What these facts are about: payouts with what became of them up to a day, orders and what was set off with their project. */
export async function movementSubjects(
  em: EntityManager,
  factIds: readonly string[],
  to: string,
): Promise<Map<string, OtherMovement['about']>> {
  if (factIds.length === 0) return new Map()
  const payouts = await payoutsOf(em, factIds, to)
  const projects = await projectsOf(em, factIds)
  return new Map<string, OtherMovement['about']>([
    ...projects.map(({ factId, project }) => [factId, { project }] as const),
    ...payouts.map(({ factId, iban, fate, on }) => [factId, { iban: maskedIban(iban), fate, on }] as const),
  ])
}

/** A payout that came back as a receipt is known by that receipt. */
async function payoutsOf(em: EntityManager, factIds: readonly string[], to: string) {
  const { rows } = await sql<PayoutFate & { factId: string }>`
    with named as (
      select id as fact_id, id as leg_id from payout_leg where id = any(${factIds}::uuid[])
      union all
      select receipt_id, leg_id from payout_return where receipt_id = any(${factIds}::uuid[])
    ), ending (leg_id, fate, day) as (
      select leg.id, 'sent', (sent_at at time zone 'Europe/Paris')::date
        from payout_sending join payout_leg as leg using (batch_id)
      union all
      select leg_id, how, (ended_at at time zone 'Europe/Paris')::date from payout_leg_end
      union all
      select leg_id, 'returned', (returned_at at time zone 'Europe/Paris')::date from payout_return
    )
    select fact_id as "factId", coalesce(account.iban, payer.iban) as iban,
           coalesce(ending.fate, 'prepared') as fate, ending.day::text as "on"
      from named join payout_leg as leg on leg.id = named.leg_id
      left join payout_account as account on account.id = payout_account_id
      left join bank_details as payer on payer.id = payee_id
      left join lateral (
        select fate, day from ending where ending.leg_id = leg.id and day <= ${to}::date
         order by day desc, fate = 'sent', fate = 'returned' desc limit 1) as ending on true`.execute(
    sqlOf(em),
  )
  return rows
}

/** Orders are facts of their own; where an offering failed, its closing is. What is set off is owed for a project. */
async function projectsOf(em: EntityManager, factIds: readonly string[]) {
  const { rows } = await sql<{ factId: string; project: string }>`
    select fact.id as "factId", project.name as project
      from (select id, offering_id from subscription where id = any(${factIds}::uuid[])
            union all
            select id, offering_id from offering_closure where id = any(${factIds}::uuid[])) as fact
      join offering on offering.id = offering_id join project on project.id = project_id
    union all
    select offset_.id, project.name from payout_offset as offset_ join account on account.id = account_id
      join project on project.id = scope_id where offset_.id = any(${factIds}::uuid[])`.execute(sqlOf(em))
  return rows
}
