import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { bookEach } from '../../ledger/book-each.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { clientsBank, suspense } from '../clients-money.ts'
import type { DebitReason } from './bank-debit.ts'
import type { MoneyMoved } from './money-moved.ts'

/** A receipt or debit that was written. */
export type WrittenMoney = MoneyMoved & { id: string }

/**
 * Writes receipts and debits and books them between the clients' bank account and suspense, in a few statements however
 * many they are. Those whose reference another transaction has written meanwhile are left out.
 */
export async function writeMoney(
  em: EntityManager,
  moved: readonly MoneyMoved[],
  now: Date,
): Promise<WrittenMoney[]> {
  const credits = await writeCredits(em, named(moved.filter(each => each.amount > 0n)))
  const debits = await writeDebits(em, named(moved.filter(each => each.amount < 0n)))
  const bookedOn = dayOf(now, PLATFORM_ZONE)
  const entryOf = (kind: 'receiptRecorded' | 'bankDebited') => (each: WrittenMoney) => ({
    kind,
    factId: each.id,
    bookedOn,
    postings: [
      { account: clientsBank(each.currency), amount: each.amount },
      { account: suspense(each.currency), amount: -each.amount },
    ],
  })
  await bookEach(em, [...credits.map(entryOf('receiptRecorded')), ...debits.map(entryOf('bankDebited'))])
  return [...credits, ...debits]
}

type Named = WrittenMoney & { partyId: string | null }

function named(moved: readonly MoneyMoved[]): Named[] {
  return moved.map(each => ({ ...each, id: newId(), partyId: each.party && newId() }))
}

/** The rows as a table that a statement may read. */
function lines(moved: readonly Named[]) {
  const columns = {
    ids: moved.map(each => each.id),
    references: moved.map(each => each.bankReference),
    amounts: moved.map(each => (each.amount < 0n ? -each.amount : each.amount)),
    currencies: moved.map(each => each.currency),
    instants: moved.map(each => each.at.toISOString()),
    remittances: moved.map(each => each.remittance),
    reasons: moved.map((each): DebitReason => (each.reversal ? 'CREDIT_REVERSED' : 'NO_PAYOUT')),
    parties: moved.map(each => each.partyId),
    ibans: moved.map(each => each.party?.iban ?? null),
    names: moved.map(each => each.party?.name ?? null),
  }
  return sql`
    select * from unnest(
      ${columns.ids}::uuid[], ${columns.references}::text[], ${columns.amounts}::bigint[],
      ${columns.currencies}::text[], ${columns.instants}::timestamptz[], ${columns.remittances}::text[],
      ${columns.reasons}::text[], ${columns.parties}::uuid[], ${columns.ibans}::text[], ${columns.names}::text[])
      as line (id, reference, amount, currency, at, remittance, reason, party_id, iban, name)`
}

async function writeCredits(em: EntityManager, moved: readonly Named[]): Promise<WrittenMoney[]> {
  if (moved.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    with line as (${lines(moved)}), written as (
      insert into receipt (id, bank_code, bank_reference, amount, currency, received_at, remittance, payer_id)
      select id, 'clients', reference, amount, currency, at, remittance, party_id from line
      on conflict (bank_code, bank_reference) do nothing
      returning id
    ), party as (
      insert into bank_details (id, iban, holder_name)
      select party_id, iban, name from line join written using (id) where party_id is not null
    )
    select id from written`.execute(sqlOf(em))
  return among(moved, rows)
}

async function writeDebits(em: EntityManager, moved: readonly Named[]): Promise<WrittenMoney[]> {
  if (moved.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    with line as (${lines(moved)}), written as (
      insert into bank_debit (id, bank_code, bank_reference, amount, currency, debited_at, remittance, payee_id, reason)
      select id, 'clients', reference, amount, currency, at, remittance, party_id, reason from line
      on conflict (bank_code, bank_reference) do nothing
      returning id
    ), party as (
      insert into bank_details (id, iban, holder_name)
      select party_id, iban, name from line join written using (id) where party_id is not null
    )
    select id from written`.execute(sqlOf(em))
  return among(moved, rows)
}

function among(moved: readonly Named[], rows: readonly { id: string }[]): WrittenMoney[] {
  const written = new Set(rows.map(row => row.id))
  return moved.filter(each => written.has(each.id))
}
