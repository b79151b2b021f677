import { BEHIND, masked } from './source-words.ts'

/** What was sent to him, and what became of it. What the bank refused never left: for him it is the same as if it came back. */
const PAYOUTS = `
  select fact.act_id, payee_owner_id, 'payoutSent', 'Party:' || payee_owner_id, null::uuid, ${accountOfLeg()}
    from payout_sending as fact join payout_leg as leg on leg.batch_id = fact.batch_id ${destination()}
   where fact.act_id = ${BEHIND}
  union all
  select fact.act_id, payee_owner_id, case how when 'settled' then 'payoutSettled' else 'payoutReturned' end,
         'Party:' || payee_owner_id, null::uuid, ${accountOfLeg()} || case how when 'settled' then '{}' else jsonb_build_object('reason', fact.reason) end
    from payout_leg_end as fact join payout_leg as leg on leg.id = leg_id ${destination()}
   where fact.act_id = ${BEHIND} and how <> 'cancelled'
  union all
  select fact.act_id, payee_owner_id, 'payoutReturned', 'Party:' || payee_owner_id, null::uuid,
         ${accountOfLeg()} || jsonb_build_object('reason', fact.reason)
    from payout_return as fact join payout_leg as leg on leg.id = leg_id ${destination()}
   where fact.act_id = ${BEHIND}`

/** The account on which somebody is paid. */
const PAYOUT_ACCOUNTS = `
  select act_id, owner_id, 'bankDetailsChanged', 'Party:' || owner_id, null::uuid,
         jsonb_build_object('account', ${masked('iban')})
    from payout_account where act_id = ${BEHIND}`

/** What concerns who is paid. */
export const MONEY_SOURCES = [PAYOUTS, PAYOUT_ACCOUNTS]

/** Where a leg goes. */
function destination(): string {
  return `left join payout_account as named on named.id = leg.payout_account_id
          left join bank_details as paid_from on paid_from.id = leg.payee_id`
}

function accountOfLeg(): string {
  return `jsonb_build_object('account', ${masked('coalesce(named.iban, paid_from.iban)')})`
}
