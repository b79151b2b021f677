import { NOTHING, PLATFORM } from '../../ids.ts'
import type { AccountKind } from '../../ledger/kinds.ts'

/*
 * What payouts ask for on the accounts of each kind: entry, fact, name of the account, currency, amount (positive = debit).
 * SQL as data, like the checks that read it.
 */

const OURS = `'${PLATFORM}'::uuid as owner_id, '${NOTHING}'::uuid as scope_id`

/** Each leg with what it took from its account (`taken`, in the account's `currency`), what is paid of it, and what became of it. */
const LEGS = `
  (select leg.id as fact_id, leg.amount, batch.currency as paid_in, coalesce(conversion.amount, leg.amount) as taken,
          conversion.leg_id is not null as converted, account.kind, account.owner_id, account.scope_id, account.code,
          account.currency, how, ended.debit_id, back.leg_id is not null as returned, back.receipt_id,
          proof.leg_id is not null as proved
     from payout_leg as leg
     join payout_batch as batch on batch.id = leg.batch_id
     join account on account.id = leg.account_id
     left join payout_conversion as conversion on conversion.leg_id = leg.id
     left join payout_leg_end as ended on ended.leg_id = leg.id
     left join payout_proof as proof on proof.leg_id = leg.id
     left join payout_return as back on back.leg_id = leg.id) as leg`

const ended = (how: string) => `'payout' || initcap(${how})`

/** What payouts ask for on the accounts they are paid from, of one kind. */
export const saidByPayouts = (kind: 'holder' | 'issuer' | 'partner' | 'levy' | 'bankOwn'): string => `
  select 'payoutPrepared' as entry_kind, fact_id, owner_id, scope_id, code, currency, taken as amount
    from ${LEGS} where kind = '${kind}'
  union all
  select ${ended('how')}, fact_id, owner_id, scope_id, code, currency, -taken
    from ${LEGS} where kind = '${kind}' and how in ('cancelled', 'rejected')
  union all
  select case when receipt_id is null then 'payoutReturned' else 'receiptClaimed' end,
         coalesce(receipt_id, fact_id), owner_id, scope_id, code, currency, -taken
    from ${LEGS} where kind = '${kind}' and returned`

/** What was set off against payouts, with the account it was taken from and the one on which the debt stands. */
const OFFSETS = `
  (select offset_.id as fact_id, offset_.amount, back.offset_id is not null as returned, source.kind, source.owner_id,
          source.scope_id, source.code, source.currency, debt.owner_id as debtor_id, debt.scope_id as project_id
     from payout_offset as offset_
     join payout_leg as leg on leg.id = leg_id
     join account as source on source.id = leg.account_id
     join account as debt on debt.id = offset_.account_id
     left join payout_offset_return as back on back.offset_id = offset_.id) as set_off`

/** What was set off, and what of it went back, on the accounts of a kind from which payouts are paid. */
export const saidByOffsets = (kind: 'holder' | 'issuer' | 'partner'): string => `
  select 'offsetTaken', fact_id, owner_id, scope_id, code, currency, amount from ${OFFSETS} where kind = '${kind}'
  union all
  select 'offsetReturned', fact_id, owner_id, scope_id, code, currency, -amount
    from ${OFFSETS} where kind = '${kind}' and returned`

/** The same on the accounts of what is owed back. */
export const SETTLED_BY_OFFSETS = `
  select 'offsetTaken', fact_id, debtor_id, project_id, '', currency, -amount from ${OFFSETS}
  union all
  select 'offsetReturned', fact_id, debtor_id, project_id, '', currency, amount from ${OFFSETS} where returned`

const backFrom = (currency: string, amount: string) => `
  select ${ended('how')}, fact_id, ${OURS}, '', ${currency}, ${amount}
    from ${LEGS} where converted and how in ('cancelled', 'rejected')
  union all
  select case when receipt_id is null then 'payoutReturned' else 'receiptClaimed' end, coalesce(receipt_id, fact_id),
         ${OURS}, '', ${currency}, ${amount} from ${LEGS} where converted and returned`

/** What payouts in another currency than their accounts' ask for on `exchange`: there, and back where they did not arrive. */
export const EXCHANGED_BY_PAYOUTS = `
  select 'payoutPrepared' as entry_kind, fact_id, ${OURS}, '' as code, currency, -taken as amount from ${LEGS} where converted
  union all
  select 'payoutPrepared', fact_id, ${OURS}, '', paid_in, amount from ${LEGS} where converted
  union all ${backFrom('currency', 'taken')}
  union all ${backFrom('paid_in', '-amount')}`

const OF_THE_BANK = {
  transit: `
    select 'payoutPrepared' as entry_kind, fact_id, ${OURS}, '' as code, paid_in as currency, -amount as amount from ${LEGS}
    union all
    select ${ended('how')}, fact_id, ${OURS}, '', paid_in, amount from ${LEGS} where how is not null`,
  bank: `
    select 'payoutSettled' as entry_kind, fact_id, ${OURS}, 'clients' as code, paid_in as currency, -amount as amount
      from ${LEGS} where how = 'settled' and debit_id is null
    union all
    select 'payoutReturned', fact_id, ${OURS}, 'clients', paid_in, amount
      from ${LEGS} where returned and receipt_id is null
    union all
    select 'payoutProved', fact_id, ${OURS}, 'clients', paid_in, amount from ${LEGS} where proved`,
  suspense: `
    select 'payoutSettled' as entry_kind, fact_id, ${OURS}, 'clients' as code, paid_in as currency, -amount as amount
      from ${LEGS} where how = 'settled' and debit_id is not null
    union all
    select 'payoutProved', fact_id, ${OURS}, 'clients', paid_in, -amount from ${LEGS} where proved`,
} as const satisfies Partial<Record<AccountKind, string>>

/** What payouts ask for on the accounts they pass through. */
export const movedByPayouts = (kind: keyof typeof OF_THE_BANK): string => OF_THE_BANK[kind]
