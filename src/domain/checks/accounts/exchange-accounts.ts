import { NOTHING, PLATFORM } from '../../ids.ts'

/** The reports that were converted and whose money the bank has changed: what was not changed yet moves nothing. */
const BOOKED = `
  (select conversion.report_id, project_id, report.currency as reported_in, conversion.currency, reported_net, net
     from report_conversion as conversion join revenue_report as report on report.id = conversion.report_id
     join entry on entry.kind = 'revenueConverted' and entry.fact_id = conversion.report_id) as converted`

/** What conversions of reports ask for on the accounts of a kind: out of one currency and into another. */
export function saidByConversions(kind: 'revenue' | 'exchange'): string {
  const scope = kind === 'revenue' ? 'project_id' : `'${NOTHING}'::uuid`
  const sign = kind === 'revenue' ? '' : '-'
  const said = (currency: string, amount: string) => `
    select 'revenueConverted' as entry_kind, report_id as fact_id, '${PLATFORM}'::uuid as owner_id, ${scope} as scope_id,
           '' as code, ${currency} as currency, ${sign}(${amount}) as amount from ${BOOKED}`
  return `${said('reported_in', 'reported_net')} union all ${said('currency', '-net')}`
}

/** Orders that were paid by money in another currency, in both, and what of it was changed back. */
const CHANGED = `
  (select entry.kind as entry_kind, ordered.id as fact_id, party_id, offering_id, ordered.currency, ordered.amount,
          receipt.currency as sent_in, receipt.amount as sent
     from receipt_hold as hold join receipt on receipt.id = receipt_id join subscription as ordered on ordered.id = target_id
     join subscription_payment as payment on payment.subscription_id = ordered.id
     left join order_changed_back as back on back.subscription_id = ordered.id
     join entry on entry.fact_id = ordered.id
      and (entry.kind = 'orderConverted' or entry.kind = 'orderConvertedBack' and back.subscription_id is not null)
  ) as changed`

/** What the bank's change of the money of orders asks for on the accounts of a kind, in both currencies. */
export function saidByOrders(kind: 'subscriber' | 'exchange' | 'holder'): string {
  const ours = kind === 'exchange'
  const owner = ours ? `'${PLATFORM}'::uuid` : 'party_id'
  const scope = kind === 'subscriber' ? 'offering_id' : `'${NOTHING}'::uuid`
  const said = (currency: string, amount: string, where = 'true') => `
    select entry_kind, fact_id, ${owner} as owner_id, ${scope} as scope_id, '' as code, ${currency} as currency,
           ${amount} * case entry_kind when 'orderConverted' then 1 else -1 end as amount
      from ${CHANGED} where ${where}`
  if (kind === 'holder') return said('sent_in', 'sent', "entry_kind = 'orderConvertedBack'")
  if (ours) return `${said('sent_in', '-sent')} union all ${said('currency', 'amount')}`
  return `${said('sent_in', 'sent', "entry_kind = 'orderConverted'")} union all ${said('currency', '-amount')}`
}
