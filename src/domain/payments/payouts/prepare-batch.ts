import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { AccountName } from '../../ledger/accounts-for.ts'
import { bookEach } from '../../ledger/book-each.ts'
import type { Currency } from '../../money/currency.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { clientsAccount } from '../bank/bank-accounts.ts'
import { type NewOffset, writeOffsets } from '../offsets/write-offsets.ts'
import { bankDay, sendBy } from './cut-off.ts'
import { takenFrom, transit } from './leg-accounts.ts'
import { refuse } from './refusals.ts'

/** What is to be sent to whom, from which account. Minor units, above zero. */
export type NewLeg = {
  accountId: string
  account: AccountName
  payeeOwnerId: string
  /** In the currency of the batch. */
  amount: bigint
  /** Where the account has another currency: what is taken from it, and the rate by which that is the amount. */
  conversion: { rateId: string; taken: bigint } | null
  payoutAccountId: string | null
  payeeId: string | null
  refundId: string | null
  /** What of the account is set off besides. */
  offsets: readonly NewOffset[]
}

export type NewBatch = {
  currency: Currency
  /** A bank business day. */
  executesOn: string
  preparerId: string
  legs: readonly NewLeg[]
}

/**
 * Writes a batch with one leg for each payee, its key and destination included, and moves each amount from its account to
 * transit. The caller holds the locks of the accounts and knows that the money is there. Refuses PAYOUT_DAY_CLOSED,
 * PAYOUT_TOO_LATE, PAYOUT_NO_BANK_ACCOUNT.
 */
export async function prepareBatch(
  em: EntityManager,
  { currency, executesOn, preparerId, legs }: NewBatch,
  now: Date,
): Promise<{ batchId: string }> {
  const last = sendBy(bankDay(executesOn))
  if (now >= last) {
    throw refuse.PAYOUT_TOO_LATE({ day: executesOn, sendBy: last.toISOString(), now: now.toISOString() })
  }
  const bankAccount = await clientsAccount(em, currency)
  if (bankAccount === undefined) throw refuse.PAYOUT_NO_BANK_ACCOUNT({ currency })
  const batchId = newId()
  await sqlOf(em)
    .insertInto('payoutBatch')
    .values({ id: batchId, bankAccountId: bankAccount.id, currency, executesOn, preparerId, preparedAt: now })
    .execute()
  await writeLegs(em, { batchId, currency, legs, bookedOn: dayOf(now, PLATFORM_ZONE) })
  return { batchId }
}

type Writing = { batchId: string; currency: Currency; legs: readonly NewLeg[]; bookedOn: string }

async function writeLegs(em: EntityManager, { batchId, currency, legs, bookedOn }: Writing): Promise<void> {
  const named = legs.map(leg => ({ id: newId(), ...leg }))
  await copyInto(
    em,
    'payout_leg',
    [
      'id',
      'batch_id',
      'account_id',
      'payee_owner_id',
      'amount',
      'payout_account_id',
      'payee_id',
      'refund_id',
      'end_to_end_id',
    ],
    named.map(leg => [
      leg.id,
      batchId,
      leg.accountId,
      leg.payeeOwnerId,
      leg.amount,
      leg.payoutAccountId,
      leg.payeeId,
      leg.refundId,
      endToEndId(leg.id),
    ]),
  )
  await writeConversions(em, named)
  // First what is set off: what is left on the account is what is sent.
  await writeOffsets(em, named, bookedOn)
  await bookEach(
    em,
    named.map(({ id, account, amount, conversion }) => {
      const taking = { account, amount, currency, taken: conversion?.taken ?? amount }
      const postings = [...takenFrom(taking), { account: transit(currency), amount: -amount }]
      return { kind: 'payoutPrepared', factId: id, bookedOn, postings }
    }),
  )
}

async function writeConversions(
  em: EntityManager,
  legs: readonly (NewLeg & { id: string })[],
): Promise<void> {
  const rows = legs.flatMap(({ id, account, conversion }) =>
    conversion === null ? [] : [[id, conversion.rateId, account.currency, conversion.taken]],
  )
  await copyInto(em, 'payout_conversion', ['leg_id', 'rate_id', 'currency', 'amount'], rows)
}

/** What the bank calls a leg: 35 characters that every bank takes, read off its id, so that it can be no other's. */
const endToEndId = (legId: string) => `TP-${legId.replaceAll('-', '')}`
