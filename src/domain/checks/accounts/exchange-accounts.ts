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
