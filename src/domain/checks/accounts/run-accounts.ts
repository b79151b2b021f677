import { NOTHING, PLATFORM } from '../../ids.ts'
import type { AccountKind } from '../../ledger/kinds.ts'

/*
 * What runs, and the reversals of runs and of single lines, ask for on the accounts of each kind: entry, fact, name of the
 * account, currency, amount (positive = debit). SQL as data, like the checks that read it.
 */

/** What the recipients of each run got on our books; holders have lines of their own. */
const PARTS = `
  (select run.id as fact_id, project_id, issuer_id, currency, contract_id, recipient, part.amount
     from distribution as run
     join project on project.id = project_id
     join distribution_recipient as part on part.distribution_id = run.id and posted) as part`

/** The lines of the holders of each run. */
const LINES = `
  dividend as line join distribution as run on run.id = line.distribution_id join project on project.id = project_id`

/** The levies of each line. */
const WITHHELD = `
  ${LINES} cross join unnest(levies) with ordinality as withheld (amount, place)
  join distribution_levy as rule on rule.distribution_id = line.distribution_id
   and rule.standing = line.standing and position = place - 1`

/** What was withheld late from lines that had been held, levy by levy. */
export const LATE = `
  (select release.id as fact_id, distribution_id, class_id, holder_id, currency, late_levy.code, late_levy.amount
     from levy_release as release
     join late_levy on release_id = release.id
     join distribution as run on run.id = distribution_id join project on project.id = project_id) as late`

/** The lines that were taken back one by one. */
const TAKEN_BACK = 'join line_reversal as back using (distribution_id, class_id, holder_id)'

/** What reversals give back of what was withheld late, to or from whom. */
const lateBack = (owner: string, code: string, amount: string) => [
  `select 'lineReversed', request_id, ${owner}, '${NOTHING}', ${code}, currency, ${amount} from ${LATE} ${TAKEN_BACK}`,
  `select 'runReversed', request_id, ${owner}, '${NOTHING}', ${code}, currency, ${amount}
     from ${LATE} join run_reversal using (distribution_id)`,
]

/** What runs took from accounts of this kind, from whom and for which project, towards what is to be recovered. */
const recovered = (amount: string, scope: string, kind = '') => `
  select 'recovered', distribution_id, owner_id, ${scope}, '', account.currency, ${amount}
    from recovery join account on account.id = account_id ${kind}
    join distribution as run on run.id = distribution_id`

/** What reversals took back from accounts and did not find there. */
const short = (amount: string, scope: string, kind = '') => `
  select 'shortfallBooked', cause_id, owner_id, ${scope}, '', account.currency, ${amount}
    from shortfall join account on account.id = account_id ${kind}
    left join reversal_request as request on request.id = cause_id
    join distribution as run on run.id = coalesce(distribution_id, cause_id)`

const ofKind = (kind: AccountKind) => `and account.kind = '${kind}'`

/** What the runs themselves ask for, with what they recovered: all of it is taken back when a run is. */
const OF_RUNS = {
  holder: `select 'revenueDistributed' as entry_kind, run.id as fact_id, holder_id as owner_id,
                  '${NOTHING}'::uuid as scope_id, '' as code, currency, -net as amount from ${LINES}
           union all ${recovered('recovery.amount', 'scope_id', ofKind('holder'))}`,
  issuer: `select 'revenueDistributed' as entry_kind, fact_id, issuer_id as owner_id, project_id as scope_id,
                  '' as code, currency, -amount as amount from ${PARTS} where recipient = 'issuer'
           union all ${recovered('recovery.amount', 'scope_id', ofKind('issuer'))}`,
  partner: `select 'revenueDistributed' as entry_kind, fact_id, (partner ->> 'partyId')::uuid as owner_id,
                   part.project_id as scope_id, '' as code, currency, -amount as amount
              from ${PARTS} join contract on contract.id = contract_id
             cross join jsonb_array_elements(terms -> 'partners') as partner
             where recipient = 'partner:' || (partner ->> 'code')
            union all ${recovered('recovery.amount', 'scope_id', ofKind('partner'))}`,
  revenue: `select 'revenueDistributed' as entry_kind, fact_id, '${PLATFORM}'::uuid as owner_id,
                   project_id as scope_id, '' as code, currency, amount
              from ${PARTS} where recipient not like 'class:%'
            union all
            select 'revenueDistributed', run.id, '${PLATFORM}', project_id, '', currency, gross from ${LINES}`,
  income: `select 'revenueDistributed' as entry_kind, fact_id, '${PLATFORM}'::uuid as owner_id,
                  '${NOTHING}'::uuid as scope_id, '' as code, currency, -amount as amount
             from ${PARTS} where recipient = 'platform'`,
  levy: `select 'revenueDistributed' as entry_kind, run.id as fact_id, '${PLATFORM}'::uuid as owner_id,
                '${NOTHING}'::uuid as scope_id, rule.code, currency, -withheld.amount as amount from ${WITHHELD}`,
  recoverable: `select entry_kind, fact_id, owner_id, scope_id, code, currency, amount
                  from (${recovered('-recovery.amount', 'run.project_id')})
                    as taken (entry_kind, fact_id, owner_id, scope_id, code, currency, amount)`,
} as const satisfies Partial<Record<AccountKind, string>>

/** What the reversals of single lines ask for, and what reversals did not find. */
const OF_REVERSALS: Record<keyof typeof OF_RUNS, string[]> = {
  holder: [
    `select 'lineReversed', request_id, holder_id, '${NOTHING}', '', currency, net from ${LINES} ${TAKEN_BACK}`,
    ...lateBack('holder_id', "''", '-late.amount'),
    short('-shortfall.amount', 'scope_id', ofKind('holder')),
  ],
  issuer: [short('-shortfall.amount', 'scope_id', ofKind('issuer'))],
  partner: [short('-shortfall.amount', 'scope_id', ofKind('partner'))],
  revenue: [
    `select 'lineReversed', request_id, '${PLATFORM}', project_id, '', currency, -gross from ${LINES} ${TAKEN_BACK}`,
  ],
  income: [],
  levy: [
    `select 'lineReversed', request_id, '${PLATFORM}', '${NOTHING}', rule.code, currency, withheld.amount
       from ${WITHHELD.replace('cross join', `${TAKEN_BACK} cross join`)}`,
    ...lateBack(`'${PLATFORM}'::uuid`, 'code', 'late.amount'),
  ],
  recoverable: [short('shortfall.amount', 'run.project_id')],
}

/** What runs themselves ask for on the accounts of a kind, reversed or not. */
export const askedByRuns = (kind: keyof typeof OF_RUNS): string => OF_RUNS[kind]

/** What runs and reversals ask for on the accounts of a kind: a run that was reversed asks for the opposite, too. */
export function saidByRuns(kind: keyof typeof OF_RUNS): string {
  const own = OF_RUNS[kind]
  const opposite = `
    select 'runReversed', request_id, owner_id, scope_id, code, currency, -amount
      from (${own}) as run join run_reversal on distribution_id = fact_id`
  return [own, opposite, ...OF_REVERSALS[kind]].join(' union all ')
}
