import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import { PROJECTS, REPORTS, RUNS } from './project-facts.ts'

/** An act as one caller may see it: what of it is about him, his projects, or what everybody sees. */
export type EventRow = {
  /** The transaction of the act: with its id the place in the feed. */
  xid: string
  id: string
  verb: string
  occurredAt: Date
  /** Ids as the API shows them: "Offering:0198…". */
  about: string[]
}

/** Whose events: he himself and whom he acts for, and the projects of which he is issuer or partner. */
export type Caller = { partyIds: readonly string[]; projectIds: readonly string[] }

/**
 * A page of the acts that wrote facts which a caller without reading rights may see, in the order of their transactions
 * and up to the same horizon as `feedPage`. It is read from his facts, each by its own index, and never from all acts.
 * What is for everybody is so from the publication on: an act before it is not moved into a past that was read already.
 */
export async function eventsOfCaller(em: EntityManager, caller: Caller, slice: Slice): Promise<EventRow[]> {
  const { within, order, limit } = keyset(['act.xid', 'act.id'], slice, { 'act.xid': 'xid8' })
  const { rows } = await sql<EventRow>`
    with project_of_caller (id) as (select unnest(${caller.projectIds}::uuid[])),
    fact (act_id, about, since_id) as materialized (
      ${ORDERS(caller.partyIds)} union all ${MONEY_BACK(caller.partyIds)} union all ${WAITING(caller.partyIds)}
      union all ${LINES(caller.partyIds)} union all ${SELF(caller.partyIds)}
      union all ${sql.raw(PROJECTS)} union all ${sql.raw(REPORTS)}
      union all ${sql.raw(RUNS)} union all ${PUBLISHED(caller.partyIds)}
    )
    select act.xid::text as xid, act.id, verb, occurred_at as "occurredAt",
           array_agg(distinct about order by about) as about
      from fact
     -- Each act by its id ("offset 0" keeps it so): an estimate of many facts must not make it read all acts.
     cross join lateral (select * from act where id = act_id offset 0) as act
      left join lateral (select xid, id from act where id = since_id offset 0) as since on true
     where act.xid < pg_snapshot_xmin(pg_current_snapshot()) and ${within}
       and (since_id is null or (since.xid, since.id) < (act.xid, act.id))
     group by act.xid, act.id, verb, occurred_at order by ${order} limit ${limit}`.execute(sqlOf(em))
  return rows
}

type Ids = readonly string[]

/**
 * His orders, from the order over its payment to its shares or its end, and what became of their offerings meanwhile: other
 * terms, and suspensions; money given back, shares got or given otherwise.
 */
const ORDERS = (partyIds: Ids) => sql`
  select fact.act_id, 'ShareSubscription:' || subscription.id, null::uuid
    from subscription cross join lateral (
      select subscription.act_id
      union all select act_id from subscription_payment where subscription_id = subscription.id
      union all select act_id from order_quote where subscription_id = subscription.id
      union all select act_id from receipt_hold where target_id = subscription.id
      union all select act_id from order_changed_back where subscription_id = subscription.id
      union all select act_id from subscription_end where subscription_id = subscription.id
      union all select act_id from order_reconfirmation where subscription_id = subscription.id
      union all select act_id from lot where subscription_id = subscription.id) as fact
   where party_id = any(${partyIds}::uuid[])
  union all
  select changed.act_id, 'Offering:' || subscription.offering_id, subscription.act_id
    from subscription cross join lateral (
      select act_id from offering_revision_approval where offering_id = subscription.offering_id
      union all select act_id from sheet_suspension where offering_id = subscription.offering_id
      union all select act_id from offering_closure where offering_id = subscription.offering_id) as changed
   where party_id = any(${partyIds}::uuid[])
  union all
  select act_id, 'Party:' || party_id, null
    from unnest(${partyIds}::uuid[]) as party_id cross join lateral (
      select act_id from receipt_claim where target_id = party_id and purpose = 'return'
      union all select act_id from lot where taker_id = party_id and subscription_id is null
      union all select act_id from lot where giver_id = party_id) as moved`

/** What went back of what he paid, to a bank account or a card, and what the processor took back or returned. */
const MONEY_BACK = (partyIds: Ids) => sql`
  select fact.act_id, about, null::uuid
    from refund
   cross join lateral (values
      ('Party:' || refund.party_id),
      ('ShareSubscription:' || (select subscription_id from subscription_payment as payment
                                 where payment.receipt_id = refund.receipt_id)),
      ('ShareSubscription:' || (select subscription_id from subscription_payment as payment
                                 where payment.card_payment_id = refund.card_payment_id))) as shown (about)
   cross join lateral (
      select refund.act_id
      union all select act_id from card_refund_sent where refund_id = refund.id
      union all select act_id from card_refund_failure where refund_id = refund.id) as fact
   where refund.party_id = any(${partyIds}::uuid[]) and about is not null
  union all
  select fact.act_id, 'ShareSubscription:' || subscription.id, null
    from subscription
    join subscription_payment as payment on payment.subscription_id = subscription.id
    join card_dispute as dispute on dispute.card_payment_id = payment.card_payment_id
   cross join lateral (
      select dispute.act_id
      union all select act_id from card_dispute_win where dispute_id = dispute.id) as fact
   where subscription.party_id = any(${partyIds}::uuid[])`

/** What he waits for, and what he arranged for every month or every distribution; what came of it that is no order too. */
const WAITING = (partyIds: Ids) => sql`
  select fact.act_id, 'Party:' || party_id, null::uuid
    from waiting_entry cross join lateral (
      select waiting_entry.act_id
      union all select act_id from waiting_end where waiting_entry_id = waiting_entry.id) as fact
   where party_id = any(${partyIds}::uuid[])
  union all
  select fact.act_id, 'Party:' || party_id, null
    from pledge cross join lateral (
      select act_id from pledge_size where pledge_id = pledge.id
      union all select act_id from pledge_order where pledge_id = pledge.id
      union all select act_id from pledge_end where pledge_id = pledge.id) as fact
   where party_id = any(${partyIds}::uuid[])
  union all
  select fact.act_id, 'Party:' || party_id, null
    from reinvestment_rule as rule cross join lateral (
      select rule.act_id
      union all select act_id from reinvestment where rule_id = rule.id
      union all select act_id from reinvestment_end where rule_id = rule.id) as fact
   where party_id = any(${partyIds}::uuid[])`

/** His lines, what became of them, his papers, those about the runs of what he issued, and what he was billed. */
const LINES = (partyIds: Ids) => sql`
  select fact.act_id, about, null
    from dividend as line
    join distribution as run on run.id = line.distribution_id
   cross join lateral (values ('Distribution:' || run.id),
           ('Dividend:' || run.id || ':' || line.class_id || ':' || line.holder_id)) as shown (about)
   cross join lateral (
      select run.act_id
      union all select act_id from run_reversal where distribution_id = run.id
      union all select act_id from line_reversal as taken where taken.distribution_id = run.id
                   and taken.class_id = line.class_id and taken.holder_id = line.holder_id
      union all select act_id from levy_release as released where released.distribution_id = run.id
                   and released.class_id = line.class_id and released.holder_id = line.holder_id) as fact
   where line.holder_id = any(${partyIds}::uuid[])
  union all
  select act_id, 'Statement:' || id, null from statement where holder_id = any(${partyIds}::uuid[])
  union all
  select act_id, 'PeriodicStatement:' || id, null from periodic_statement where holder_id = any(${partyIds}::uuid[])
  union all
  select act_id, 'YearlyCertificate:' || id, null from yearly_certificate where holder_id = any(${partyIds}::uuid[])
  union all
  select act_id, 'DonationReceipt:' || id, null from donation_receipt where holder_id = any(${partyIds}::uuid[])
  union all
  select act_id, case kind when 'loss' then 'LossCertificate:' else 'ShareCertificate:' end || id, null
    from certificate where holder_id = any(${partyIds}::uuid[])
  union all
  select paper.act_id, 'DistributionAttestation:' || paper.id, null
    from project join distribution as run on project_id = project.id
    join distribution_attestation as paper on distribution_id = run.id
   where issuer_id = any(${partyIds}::uuid[])
  union all
  select act_id, 'Invoice:' || id, null from invoice where buyer_id = any(${partyIds}::uuid[])
  union all
  select paper.act_id, 'Invoice:' || invoice.id, null
    from invoice join invoice_paper as paper on invoice_id = invoice.id where buyer_id = any(${partyIds}::uuid[])`

/** What is kept about him. */
const SELF = (partyIds: Ids) => sql`
  select fact.act_id, 'Party:' || party.id, null
    from party cross join lateral (
      select party.act_id
      union all select act_id from profile where party_id = party.id
      union all select act_id from role_grant where party_id = party.id
      union all select act_id from insider_declaration where party_id = party.id
      union all select act_id from insider_confirmation where party_id = party.id
      union all select act_id from tax_residence where party_id = party.id
      union all select act_id from tax_waiver where party_id = party.id
      union all select act_id from tax_identity where party_id = party.id
      union all select act_id from knowledge_test where party_id = party.id
      union all select act_id from loss_simulation where party_id = party.id
      union all select act_id from sophistication where party_id = party.id
      union all select act_id from acknowledgement where party_id = party.id) as fact
   where party.id = any(${partyIds}::uuid[])
  union all
  select fact.act_id, 'Party:' || party_id, null
    from mandate cross join lateral (
      select mandate.act_id union all select act_id from mandate_end where mandate_id = mandate.id) as fact
   cross join lateral unnest(array[principal_id, agent_id]) as party_id
   where party_id = any(${partyIds}::uuid[])`

/**
 * What everybody sees whom an offering is for: it from its publication on, those of its terms that were in force, and the
 * contracts that are signed after one. Of one for members or for those who are invited strangers are told nothing.
 */
const PUBLISHED = (partyIds: Ids) => sql`
  select published.act_id, about, null
    from ${SEEN(partyIds)} as published join offering on offering.id = offering_id
   cross join lateral (values ('Offering:' || offering.id), ('Project:' || project_id)) as shown (about)
  union all
  select fact.act_id, 'Offering:' || published.offering_id, published.act_id
    from ${SEEN(partyIds)} as published cross join lateral (
      select act_id from offering_revision_approval where offering_id = published.offering_id
      union all select act_id from sheet_suspension where offering_id = published.offering_id
      union all select act_id from closing_change where offering_id = published.offering_id
      union all select act_id from offering_closure where offering_id = published.offering_id) as fact
  union all
  select signed.act_id, 'Contract:' || contract.id, published.act_id
    from ${SEEN(partyIds)} as published join offering on offering.id = offering_id
    join contract using (project_id) join contract_signature as signed on contract_id = contract.id`

/** The publications of offerings that exist for these parties: by the audience of the terms in force. */
const SEEN = (partyIds: Ids) => sql`
  (select publication.* from offering_publication as publication
     join offering_terms as terms on terms.offering_id = publication.offering_id
      and terms.version = coalesce((select max(version) from offering_revision_approval as approval
                                     where approval.offering_id = publication.offering_id), publication.version)
    where audience = 'public' or (audience = 'members' and ${partyIds.length > 0}) or exists (
      select from invitation left join invitation_redemption as redeemed on invitation_id = invitation.id
       where invitation.offering_id = publication.offering_id
         and coalesce(redeemed.party_id, invitation.party_id) = any(${partyIds}::uuid[])))`
