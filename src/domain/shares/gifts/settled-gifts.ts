import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { closedUntil } from '../../ledger/closing/closings.ts'
import { regimesWith } from '../../offerings/terms/regimes.ts'
import { PLATFORM_ZONE } from '../../time/calendar.ts'
import { RECEIPT_ARTICLES, type ReceiptArticle } from './receipt-articles.ts'

/** By what it was paid. */
export type GiftForm = 'transfer' | 'card' | 'balance'

/**
 * What an order gave: allotted to the issuer in the ledger, less what of its payment was refunded or charged back since, and
 * under which articles its donor may deduct it. Minor units of the euro.
 */
export type SettledGift = {
  holderId: string
  projectId: string
  issuerId: string
  year: number
  subscriptionId: string
  givenOn: string
  form: GiftForm
  amount: bigint
  articles: ReceiptArticle[]
}

/** The gifts of these donors in a year that stand in part or in whole, by donor, project and day. */
export async function settledGifts(
  em: EntityManager,
  holderIds: readonly string[],
  year: number,
): Promise<SettledGift[]> {
  const { rows } = await sql<SettledGift>`
    with ${gifts(sql`ordered.party_id = any(${holderIds}::uuid[])`)}
    select holder_id as "holderId", project_id as "projectId", issuer_id as "issuerId", year,
           subscription_id as "subscriptionId", given_on::text as "givenOn", form, amount::bigint as amount, articles
      from gift where year = ${year} and amount > 0
     order by 1, 2, given_on, subscription_id`.execute(sqlOf(em))
  return rows
}

/** A donor, a project and a year. */
export type ReceiptKey = { holderId: string; projectId: string; year: number }

/** Whose receipts are looked for: everybody's, or those of donors who asked and have none yet. */
export type LookedFor = 'all' | 'asked'

const WHICH: Record<LookedFor, RawBuilder<unknown>> = {
  all: sql`true`,
  asked: sql`ordered.party_id in (
    select asked.holder_id from receipt_request as asked
     where not exists (select from donation_receipt as made
                        where (made.holder_id, made.project_id, made.year) = (asked.holder_id, asked.project_id, asked.year)))`,
}

/**
 * Whose receipts are missing, of years whose books are closed or for which they were asked, and whose latest says another
 * amount than stands now: what was given back since, or taken back by a card, is not in it any more. To look for all goes
 * through every gift there ever was; for those who asked, through their own.
 */
export async function receiptsToIssue(
  em: EntityManager,
  which: LookedFor,
  limit: number,
): Promise<ReceiptKey[]> {
  const closed = await closedUntil(em)
  const { rows } = await sql<ReceiptKey>`
    with ${gifts(WHICH[which])}, due as (
      select holder_id, project_id, year, sum(amount) as amount from gift
       where articles <> '{}' and amount > 0 group by 1, 2, 3
    ), latest as (
      select distinct on (holder_id, project_id, year) holder_id, project_id, year, amount
        from donation_receipt order by holder_id, project_id, year, version desc
    )
    select holder_id as "holderId", project_id as "projectId", year
      from due full join latest using (holder_id, project_id, year)
     where coalesce(due.amount, 0) <> coalesce(latest.amount, 0)
       and (${which === 'all'} or latest.amount is null)
       and (latest.amount is not null
            or year < extract(year from ${closed}::date + interval '1 month')
            or exists (select from receipt_request as asked
                        where (asked.holder_id, asked.project_id, asked.year) = (due.holder_id, due.project_id, due.year)))
     order by year, holder_id, project_id limit ${limit}`.execute(sqlOf(em))
  return rows
}

/**
 * As SQL, every gift: `gift (holder_id, project_id, issuer_id, year, subscription_id, given_on, form, amount, articles)`. A gift
 * reached its issuer when its offering was funded; what gives anything in return is none.
 */
function gifts(which: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    declared as (
      select distinct on (party_id, article) party_id, article, from_day, until_day
        from gift_eligibility join gift_eligibility_confirmation using (party_id, article, version)
       order by party_id, article, version desc
    ), rule as (
      select * from jsonb_to_recordset(${JSON.stringify(RECEIPT_ARTICLES)}::jsonb)
               as rule (article text, donors text, "from" date, until date)
    ), allotted as (
      select ordered.party_id as holder_id, project.id as project_id, project.issuer_id, got.subscription_id,
             (got.allotted_at at time zone ${PLATFORM_ZONE})::date as given_on, donor.kind as donor,
             case when payment.receipt_id is not null then 'transfer'
                  when payment.card_payment_id is not null then 'card' else 'balance' end as form,
             got.amount - least(got.amount, greatest(0, coalesce(back.taken, 0) - (ordered.amount - got.amount))) as amount
        from subscription_allotment as got
        join subscription as ordered on ordered.id = got.subscription_id
        join offering on offering.id = ordered.offering_id and offering.class_id is null
        join offering_terms as terms on terms.offering_id = offering.id and terms.version = ordered.terms_version
         and terms.regime = any(${regimesWith('taxReceipts')}::text[])
         and not exists (select from jsonb_array_elements(terms.entitlements) as entitlement
                          where entitlement ->> 'gives' <> 'nothing')
        join project on project.id = offering.project_id and project.currency = 'EUR'
        join party as donor on donor.id = ordered.party_id
        join subscription_payment as payment on payment.subscription_id = ordered.id
        left join payment_taken as back on back.payment_id = coalesce(payment.receipt_id, payment.card_payment_id)
       where ${which}
    ), gift as (
      select allotted.*, extract(year from given_on)::int as year,
             array(select declared.article from declared join rule on rule.article = declared.article
                    where declared.party_id = issuer_id and rule.donors = donor
                      and given_on between declared.from_day and coalesce(declared.until_day, 'infinity')
                      and given_on between rule."from" and coalesce(rule.until, 'infinity')
                    order by 1) as articles
        from allotted
    )`
}
