import { NOTHING, PLATFORM } from '../../ids.ts'
import { askedByRuns } from '../accounts/run-accounts.ts'

/** What distributions that were carried out elsewhere ask for on accounts of a kind, as runs. */
const ofImported = (kind: Parameters<typeof askedByRuns>[0]) => `
  (select run.* from (${askedByRuns(kind)}) as run join imported_run on distribution_id = fact_id
    where entry_kind = 'revenueDistributed') as run`

/** The other side of what they received and paid, by currency. */
const OPENING = `
  select run.fact_id, currency, sum(amount) as amount from ${ofImported('revenue')} group by 1, 2`

/** All that they credited had been paid there: the opposite of it, once; what they gave out had come in there. */
export function saidByHistory(
  kind: 'holder' | 'issuer' | 'partner' | 'revenue' | 'income' | 'levy' | 'opening',
): string {
  if (kind === 'opening') {
    return `select named.entry_kind, fact_id, '${PLATFORM}'::uuid as owner_id, '${NOTHING}'::uuid as scope_id,
                   '' as code, currency, side * amount as amount
              from (${OPENING}) as brought
             cross join (values ('historyReceived', 1), ('historyPaid', -1)) as named (entry_kind, side)`
  }
  const entry = kind === 'revenue' ? 'historyReceived' : 'historyPaid'
  return `select '${entry}', fact_id, owner_id, scope_id, code, currency, -amount from ${ofImported(kind)}`
}
