import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { accountsFor } from '../../ledger/accounts-for.ts'
import { debitBalance } from '../../ledger/balances.ts'
import { keepEntryRates } from '../../ledger/exchange/keep-entry-rates.ts'
import type { EntryKind } from '../../ledger/kinds.ts'
import { recoverableAccount } from '../../shares/shares-accounts.ts'

/** Of which reversal or run, by which entry it took money back, and its day in the books. */
export type ShortOf = {
  causeId: string
  entry: EntryKind
  projectId: string
  currency: string
  bookedOn: string
}

/**
 * What a reversal, or a line below zero, took back from accounts of holders, issuers and partners that do not hold it any more moves to what is
 * to be recovered from later income of the project, so that no account stays overdrawn. Whoever spends must wait
 * meanwhile.
 */
export async function bookShortfall(em: EntityManager, short: ShortOf): Promise<void> {
  const { causeId, projectId, currency, bookedOn } = short
  const owners = await writeShortfalls(em, short)
  if (owners.length === 0) return
  await accountsFor(
    em,
    owners.map(ownerId => recoverableAccount(ownerId, projectId, currency)),
  )
  const entryId = newId()
  await sqlOf(em)
    .insertInto('entry')
    .values({
      id: entryId,
      kind: 'shortfallBooked',
      factId: causeId,
      bookedOn: sql<string>`open_book_day(${bookedOn})`,
    })
    .execute()
  await sql`
    with short as (
      select account_id, amount, owner_id from shortfall join account on account.id = account_id
       where cause_id = ${causeId}
    ), side as (
      select account_id, -amount as amount from short
      union all
      select account.id, sum(amount)::bigint from short
        join account on account.kind = 'recoverable' and account.owner_id = short.owner_id
         and scope_id = ${projectId} and code = '' and account.currency = ${currency}
       group by account.id
    )
    insert into posting (entry_id, line, account_id, currency, amount)
    select ${entryId}::uuid, row_number() over (order by account_id), account_id, ${currency}, amount from side`.execute(
    sqlOf(em),
  )
  await keepEntryRates(em, [{ id: entryId, currencies: [currency] }])
}

/** Writes down which accounts of an entry are overdrawn by how much; answers whose they are. */
async function writeShortfalls(em: EntityManager, { causeId, entry }: ShortOf): Promise<string[]> {
  const { rows } = await sql<{ ownerId: string }>`
    with touched as (
      select distinct account_id from posting join entry on entry.id = entry_id
       where entry.kind = ${entry} and fact_id = ${causeId}
    ), balance as (
      select account.id, ${debitBalance} as debit
        from touched join account on account.id = account_id
        left join checkpoint on checkpoint.account_id = account.id
       where kind in ('holder', 'issuer', 'partner')
    ), written as (
      insert into shortfall (cause_id, account_id, amount)
      select ${causeId}, id, debit from balance where debit > 0 returning account_id
    )
    select distinct owner_id as "ownerId" from written join account on account.id = account_id`.execute(
    sqlOf(em),
  )
  return rows.map(row => row.ownerId)
}
