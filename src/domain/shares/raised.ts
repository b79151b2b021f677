import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { givenUpAt, reportAwaitedUntil } from '../payments/bank/report-wait.ts'
import { bankedCurrencies } from './bank/overdue-orders.ts'

/**
 * What an offering has raised, in shares and minor units. `firm` can no longer be withdrawn, `revocable` is paid
 * but can, `reserved` is ordered and not paid, also where its money waits to be changed by the bank, `suspended` waits to be reconfirmed under revised terms, paid or not.
 */
export type Raised = {
  offeringId: string
  firm: bigint
  firmShares: number
  revocable: bigint
  revocableShares: number
  reserved: bigint
  reservedShares: number
  suspended: bigint
  suspendedShares: number
  /** The last instant at which an order can still be withdrawn, paid, told to be paid or reconfirmed, if there is one ahead. */
  undecidedUntil: Date | null
}

/** What these offerings have raised at an instant. */
export async function raised(
  em: EntityManager,
  offeringIds: readonly string[],
  now: Date,
): Promise<Raised[]> {
  const banked = [...(await bankedCurrencies(em))]
  const { rows } = await sql<Raised & { dueAt: Date | null; isBanked: boolean | null }>`
    with active as (
      select subscription.*, currency = any(${banked}::text[]) as banked, payment.paid_at, reconfirm_by,
             hold.target_id is not null as is_held,
             case when reconfirm_by is not null then 'suspended'
                  when payment.paid_at is null then 'reserved'
                  when revocable_until > ${now} then 'revocable' else 'firm' end as standing
        from subscription
        left join subscription_payment as payment on payment.subscription_id = subscription.id
        left join receipt_hold as hold on hold.target_id = subscription.id
        left join subscription_end as ended on ended.subscription_id = subscription.id
        left join lateral (
             select reconfirm_by from offering_revision_approval as revision
              where revision.offering_id = subscription.offering_id and revision.version > terms_version
                and not exists (select from order_reconfirmation as own
                                 where own.subscription_id = subscription.id and own.version >= revision.version)
                and not exists (select from subscription_allotment as got where got.subscription_id = subscription.id)
              order by revision.version desc limit 1) as revised on true
       where offering_id = any(${offeringIds}::uuid[])
         and (ended.how is null) and (payment.paid_at is not null or hold.target_id is not null or payment_due_at > ${now}
              or (currency = any(${banked}::text[]) and payment_due_at > ${givenUpAt(now)}))
    )
    select offering_id,
           coalesce(sum(amount) filter (where standing = 'firm'), 0)::bigint as firm,
           coalesce(sum(shares) filter (where standing = 'firm'), 0)::int as firm_shares,
           coalesce(sum(amount) filter (where standing = 'revocable'), 0)::bigint as revocable,
           coalesce(sum(shares) filter (where standing = 'revocable'), 0)::int as revocable_shares,
           coalesce(sum(amount) filter (where standing = 'reserved'), 0)::bigint as reserved,
           coalesce(sum(shares) filter (where standing = 'reserved'), 0)::int as reserved_shares,
           coalesce(sum(amount) filter (where standing = 'suspended'), 0)::bigint as suspended,
           coalesce(sum(shares) filter (where standing = 'suspended'), 0)::int as suspended_shares,
           max(case standing when 'suspended' then reconfirm_by when 'revocable' then revocable_until end)
             as undecided_until,
           max(payment_due_at) filter (where standing = 'reserved' and not is_held) as due_at, bool_and(banked) as is_banked
      from active group by offering_id`.execute(sqlOf(em))
  return rows.map(({ dueAt, isBanked, ...row }) => {
    if (dueAt === null) return row
    const until = isBanked && dueAt <= now ? reportAwaitedUntil(dueAt) : dueAt
    const later = row.undecidedUntil === null || until > row.undecidedUntil
    return later ? { ...row, undecidedUntil: until } : row
  })
}
