import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { PLATFORM } from '../../ids.ts'
import { PLATFORM_ZONE } from '../../time/calendar.ts'
import { REPORT_DAYS } from '../bank/report-wait.ts'
import type { Asked, DifferenceFact } from './difference-facts.ts'

/**
 * What the books expect on the account and the bank had not told by then: payouts that were sent, by batch, due on the
 * day of the batch; and transfers of the card processor and of the platform, due REPORT_DAYS after they were announced.
 */
export async function underWay(em: EntityManager, asked: Asked): Promise<DifferenceFact[]> {
  return [...(await payoutsSent(em, asked)), ...(await transfersAnnounced(em, asked))]
}

async function payoutsSent(em: EntityManager, { account, at }: Asked): Promise<DifferenceFact[]> {
  const { rows } = await sql<DifferenceFact>`
    select batch.id, 'PAYOUTS_SENT' as kind, -sum(leg.amount)::bigint as amount, sent.occurred_at as since,
           executes_on::text as "dueOn"
      from payout_batch as batch
      join payout_sending as sending on sending.batch_id = batch.id join act as sent on sent.id = sending.act_id
      join payout_leg as leg on leg.batch_id = batch.id
     where bank_account_id = ${account.id} and sent.occurred_at <= ${at}
       and not exists (select from payout_leg_end as ended join act on act.id = ended.act_id
                        where leg_id = leg.id and occurred_at <= ${at})
     group by batch.id, sent.occurred_at order by batch.id`.execute(sqlOf(em))
  return rows
}

/** Which of them have arrived nobody says, so the oldest count as arrived first. */
async function transfersAnnounced(em: EntityManager, { account, at }: Asked): Promise<DifferenceFact[]> {
  const { rows } = await sql<DifferenceFact>`
    with posted as (
      select account.id, code, posting.amount, act.occurred_at,
             sum(greatest(posting.amount, 0)) over (partition by account.id order by act.occurred_at, entry.id) as announced,
             sum(least(posting.amount, 0)) over (partition by account.id) as arrived
        from account join posting on posting.account_id = account.id
        join entry on entry.id = posting.entry_id join act on act.id = entry.act_id
       where account.kind = 'internal' and owner_id = ${PLATFORM} and account.currency = ${account.currency}
         and act.occurred_at <= ${at}),
    oldest as (
      select id, code, sum(amount)::bigint as amount,
             min(occurred_at) filter (where amount > 0 and announced + arrived > 0) as since
        from posted group by id, code having sum(amount) <> 0)
    select id, case code when 'payout' then 'CARD_PAYOUT' else 'COVER' end as kind, amount, since,
           ((since at time zone ${PLATFORM_ZONE})::date + ${REPORT_DAYS}::int)::text as "dueOn"
      from oldest order by kind`.execute(sqlOf(em))
  return rows
}
