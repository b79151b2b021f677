import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { NOTHING } from '../../ids.ts'
import { debitBalance } from '../../ledger/balances.ts'
import { recipientAccount } from '../run/recipient-account.ts'
import { creditsOf, type Recovering } from './recoveries.ts'

/**
 * What lines below zero would take from accounts of holders, issuers and partners that do not hold it now, in minor
 * units: what `bookShortfall` moves to what is to be recovered. Others are credited in the same run with money that is
 * then only owed, so the run needs so much more.
 */
export async function expectedShortfall(em: EntityManager, run: Recovering): Promise<bigint> {
  const debits = debtorsOf(run)
    .flatMap(ownerId => creditsOf(run, ownerId))
    .filter(({ amount }) => amount < 0n)
  if (debits.length === 0) return 0n
  const column = <T>(value: (debit: (typeof debits)[number]) => T) => debits.map(value)
  const { rows } = await sql<{ short: bigint }>`
    select sum(greatest(taken.amount + ${debitBalance}, 0))::bigint as short
      from unnest(${column(each => each.account.kind)}::text[], ${column(each => each.account.ownerId ?? NOTHING)}::uuid[],
                  ${column(each => each.account.scopeId ?? NOTHING)}::uuid[], ${column(each => -each.amount)}::bigint[])
           as taken (kind, owner_id, scope_id, amount)
      left join account on account.kind = taken.kind and account.owner_id = taken.owner_id
       and account.scope_id = taken.scope_id and account.code = '' and account.currency = ${run.project.currency}
      left join checkpoint on checkpoint.account_id = account.id`.execute(sqlOf(em))
  return rows[0]?.short ?? 0n
}

/** Whose line, or part, is below zero. */
function debtorsOf({ project, contract, result, levies }: Recovering): string[] {
  const owners = new Set<string>()
  for (const { classId, holders, amounts, adjusted } of result.pools) {
    // Only what is adjusted is ever below zero; most runs have nothing of it, and a million lines.
    if (adjusted.size === 0) continue
    const nets = levies?.pools.get(classId)?.net ?? amounts
    for (const [index, net] of nets.entries()) if (net < 0n) owners.add(holders.ids.at(index) ?? '')
  }
  for (const { recipient, posted, amount } of result.recipients) {
    if (!posted || amount >= 0n || recipient.startsWith('class:')) continue
    const { ownerId } = recipientAccount(recipient, project, contract)
    if (ownerId !== undefined) owners.add(ownerId)
  }
  return [...owners]
}
