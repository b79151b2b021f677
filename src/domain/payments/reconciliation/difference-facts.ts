import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { PLATFORM } from '../../ids.ts'
import { PLATFORM_ZONE } from '../../time/calendar.ts'
import type { BankAccountRow } from '../bank/bank-accounts.ts'
import { CARRIED } from '../bank/debit-left.ts'
import type { DifferenceKind } from './difference-kinds.ts'

/** A row in which the two sides differ, before anybody explains it. `dueOn`: the day on which the bank should have told. */
export type DifferenceFact = {
  id: string
  kind: DifferenceKind
  amount: bigint
  since: Date
  dueOn: string | null
}

/** The latest report of an account that was in at an instant. */
export type LatestReport = { id: string; closesOn: string; closing: bigint }

/** What an instant is asked of: an account, and what was known by then. */
export type Asked = { account: BankAccountRow; at: Date }

/** Where the bank does not number a report, it follows the numbered ones of its day. */
const LAST = sql.lit('9223372036854775807')

/** The report that closes last of those that were in by then; undefined before the first one. */
export async function latestReport(
  em: EntityManager,
  { account, at }: Asked,
): Promise<LatestReport | undefined> {
  const { rows } = await sql<LatestReport>`
    select report.id, closes_on::text as "closesOn", closing
      from bank_report as report join act on act.id = report.act_id
     where bank_account_id = ${account.id} and occurred_at <= ${at}
     order by closes_on desc, coalesce(sequence, ${LAST}) desc, report.id desc limit 1`.execute(sqlOf(em))
  return rows[0]
}

/** What the books said by then lies on the account, in minor units. */
export async function bookedBalance(em: EntityManager, asked: Asked): Promise<bigint> {
  const { rows } = await sql<{ amount: bigint }>`
    select coalesce(sum(amount), 0)::bigint as amount from (${postingsOn(asked)}) as booked`.execute(
    sqlOf(em),
  )
  return rows[0]?.amount ?? 0n
}

/**
 * What makes up the closing balance of the latest report less the balance of the books, to the minor unit: what the
 * reports told without a movement (the first opening, less what was recorded by hand up to its day, and before the last one came; and where one
 * does not go on from the one before), and what the books have without a movement of the bank. Movements that stand in
 * several reports count once.
 */
export async function balanceDifferences(em: EntityManager, asked: Asked): Promise<DifferenceFact[]> {
  const { rows } = await sql<DifferenceFact>`
    with ${known(asked)},
    told as (
      select distinct on (closes_on) id, opens_on, closes_on, closing, since from known
       order by closes_on, coalesce(sequence, ${LAST}) desc, id desc),
    by_day as (select day, sum(amount) as amount from moved group by day),
    drift as (
      select told.*, closing - coalesce((select sum(amount) from by_day where day <= closes_on), 0) as amount
        from told),
    jump as (
      select id, since, amount - coalesce(lag(amount) over days, 0) as amount, row_number() over days as place
        from drift window days as (order by closes_on)),
    by_hand as (
      -- A payout that was settled and returned by hand is two differences of one fact.
      select case when booked.kind like 'payout%' then booked.entry_id else booked.fact_id end as id, booked.kind, booked.amount, booked.since,
             (coalesce(receipt.received_at, booked.since) at time zone ${PLATFORM_ZONE})::date
               <= (select min(opens_on) from known)
             and booked.since <= (select max(since) from known)
             -- What a notice tells of the first day itself is no part of its opening.
             and not exists (select from bank_notice_movement
                              where fact_id in (receipt_id, debit_id) and booked_on >= (select min(opens_on) from known)) as before
        from (${postingsOn(asked)}) as booked
        left join receipt on receipt.id = fact_id and booked.kind = 'receiptRecorded'
       where not exists (select from moved where money = fact_id)
         -- What a report proved since is no difference any more: the two entries are nothing together.
         and not (booked.kind in ('payoutSettled', 'payoutProved')
                  and exists (select from (${postingsOn(asked)}) as other where other.fact_id = booked.fact_id
                                 and other.kind in ('payoutSettled', 'payoutProved') and other.kind <> booked.kind)))
    select id, kind, amount::bigint as amount, since, null as "dueOn"
      from (select id, case place when 1 then 'OPENING' else 'REPORT_MISSING' end as kind, since,
                   amount - case place when 1 then coalesce((select sum(amount) from by_hand where before), 0) else 0 end
                   as amount
              from jump
            union all
            select id, case when exists (select from bank_notice_movement where by_hand.id in (receipt_id, debit_id))
                            then 'TOLD_BY_NOTICE'
                            else case kind when 'receiptRecorded' then 'RECEIPT_BY_HAND' when 'payoutSettled' then 'PAYOUT_BY_HAND'
                                 when 'payoutReturned' then 'RETURN_BY_HAND' else 'BOOKED_BY_HAND' end end,
                   since, -amount
              from by_hand where not before) as difference
     where amount <> 0 order by since, id, kind`.execute(sqlOf(em))
  return rows
}

/**
 * Movements of the bank that lie in suspense: the books have them, and nobody knows what for. A credit and a debit under
 * one reference of the bank, of which one takes the other back, are known: together they were nothing. So is what is held for
 * an order until the bank has changed it.
 */
export async function suspenseFacts(em: EntityManager, asked: Asked): Promise<DifferenceFact[]> {
  const { at } = asked
  const { rows } = await sql<DifferenceFact>`
    with ${known(asked)},
    unclaimed as (
      select money, moved.amount, bank_reference, reason = 'DEBIT_REVERSED' as reverses, act.occurred_at as since
        from moved join receipt on receipt.id = money join act on act.id = receipt.act_id
        left join suspense_note as note on note.receipt_id = money
       where not exists (select from receipt_claim as claim join act on act.id = claim.act_id
                          where claim.receipt_id = money and occurred_at <= ${at})
         and not exists (select from receipt_hold as hold join act on act.id = hold.act_id
                          where hold.receipt_id = money and occurred_at <= ${at})
      union all
      select money, moved.amount + claimed.amount, bank_reference, reason = 'CREDIT_REVERSED', act.occurred_at
        from moved join bank_debit as debit on debit.id = money join act on act.id = debit.act_id
       cross join lateral (
         select coalesce(sum(leg.amount), 0) as amount
           from ${CARRIED} as carried join payout_leg as leg on leg.id = leg_id join act on act.id = carried.act_id
          where debit_id = money and occurred_at <= ${at}) as claimed
       where moved.amount + claimed.amount <> 0
         and not exists (select from money_change as change join act on act.id = change.act_id
                          where debit_id = money and occurred_at <= ${at}))
    select money as id, case when amount > 0 then 'CREDIT_IN_SUSPENSE' else 'DEBIT_IN_SUSPENSE' end as kind,
           amount::bigint as amount, since, null as "dueOn"
      from unclaimed as one
     where not exists (select from unclaimed as other
                        where other.bank_reference = one.bank_reference and other.amount = -one.amount
                          and (one.reverses or other.reverses))
     order by since, id`.execute(sqlOf(em))
  return rows
}

/** The reports that were in by then, and the money of their movements: each once, on its day. */
function known({ account, at }: Asked): RawBuilder<unknown> {
  return sql`
    known as (
      select report.*, act.occurred_at as since from bank_report as report join act on act.id = report.act_id
       where bank_account_id = ${account.id} and act.occurred_at <= ${at}),
    moved as (
      select coalesce(receipt_id, debit_id) as money, min(movement.amount) as amount,
             min(least(greatest(booked_on, opens_on), closes_on)) as day
        from known join bank_movement as movement on bank_report_id = known.id group by 1)`
}

/** What entries had posted by then on the account: by fact, with its kind and instant. */
function postingsOn({ account, at }: Asked): RawBuilder<unknown> {
  return sql`
    select entry.id as entry_id, entry.fact_id, entry.kind, sum(posting.amount) as amount, min(act.occurred_at) as since
      from account join posting on posting.account_id = account.id
      join entry on entry.id = posting.entry_id join act on act.id = entry.act_id
     where account.kind = 'bank' and owner_id = ${PLATFORM} and code = ${account.code}
       and account.currency = ${account.currency} and act.occurred_at <= ${at}
     group by entry.id`
}
