import type { EntityManager } from '@mikro-orm/postgresql'
import { electronicFormatIBAN, isValidIBAN } from 'ibantools'
import { sqlOf } from '../../database/sql.ts'
import { newId } from '../ids.ts'
import type { AccountName } from '../ledger/accounts-for.ts'
import { book } from '../ledger/book.ts'
import type { Currency } from '../money/currency.ts'
import { formatAmount } from '../money/money.ts'
import { parseName } from '../parties/people/names.ts'
import { refuse as refuseParty } from '../parties/refusals.ts'
import { dayOf, PLATFORM_ZONE } from '../time/calendar.ts'
import { receiptOf } from './receipts.ts'
import { refuse } from './refusals.ts'

export type NewReceipt = {
  /** The bank's own name for the credit: the same reference is the same money. */
  bankReference: string
  amount: bigint
  currency: Currency
  receivedAt: Date
  remittance: string
  payer: { iban: string; name: string } | null
}

const LONGEST_REMITTANCE = 500

/** The clients' bank account of a currency. */
export const clientsBank = (currency: string): AccountName => ({ kind: 'bank', code: 'clients', currency })
const suspense = (currency: string): AccountName => ({ kind: 'suspense', code: 'clients', currency })

/**
 * Books money that arrived on the clients' bank account; it lies in suspense until it is claimed. The same bank
 * reference again is the same receipt.
 * Refuses BANK_REFERENCE_MALFORMED, BANK_REFERENCE_REUSED, REMITTANCE_TOO_LONG, RECEIPT_IN_FUTURE, IBAN_MALFORMED.
 */
export async function recordReceipt(
  em: EntityManager,
  input: NewReceipt,
  now: Date,
): Promise<{ receiptId: string }> {
  const { bankReference, amount, currency, receivedAt, remittance } = input
  if (!/^\P{Cc}{1,70}$/u.test(bankReference))
    throw refuse.BANK_REFERENCE_MALFORMED({ length: bankReference.length })
  if (remittance.length > LONGEST_REMITTANCE) throw refuse.REMITTANCE_TOO_LONG({ length: remittance.length })
  if (receivedAt > now) {
    throw refuse.RECEIPT_IN_FUTURE({ receivedAt: receivedAt.toISOString(), now: now.toISOString() })
  }
  const receiptId = newId()
  const payerId = input.payer && (await addPayer(em, input.payer))
  const written = await sqlOf(em)
    .insertInto('receipt')
    .values({
      id: receiptId,
      bankCode: 'clients',
      bankReference,
      amount,
      currency,
      receivedAt,
      remittance,
      payerId,
    })
    .onConflict(conflict => conflict.columns(['bankCode', 'bankReference']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (written === undefined) return sameReceipt(em, input)
  await book(em, { kind: 'receiptRecorded', factId: receiptId, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: clientsBank(currency), amount },
    { account: suspense(currency), amount: -amount },
  ])
  return { receiptId }
}

async function addPayer(em: EntityManager, payer: { iban: string; name: string }): Promise<string> {
  const iban = electronicFormatIBAN(payer.iban) ?? ''
  if (!isValidIBAN(iban)) throw refuseParty.IBAN_MALFORMED({ text: payer.iban.slice(0, 40) })
  const id = newId()
  await sqlOf(em)
    .insertInto('bankDetails')
    .values({ id, iban, holderName: parseName(payer.name) })
    .execute()
  return id
}

async function sameReceipt(em: EntityManager, input: NewReceipt): Promise<{ receiptId: string }> {
  const before = await sqlOf(em)
    .selectFrom('receipt')
    .select(['id', 'amount', 'currency'])
    .where('bankCode', '=', 'clients')
    .where('bankReference', '=', input.bankReference)
    .executeTakeFirstOrThrow()
  if (before.amount !== input.amount || before.currency !== input.currency) {
    throw refuse.BANK_REFERENCE_REUSED({
      reference: input.bankReference,
      recorded: `${formatAmount(before.amount, before.currency as Currency)} ${before.currency}`,
      given: formatAmount(input.amount, input.currency),
      currency: input.currency,
    })
  }
  return { receiptId: before.id }
}

export type Claim = {
  receiptId: string
  purpose: 'subscription' | 'revenue'
  targetId: string
  account: AccountName
}

/** Moves a receipt from suspense to the account it is for. Refuses RECEIPT_CLAIMED. */
export async function claimReceipt(em: EntityManager, claim: Claim, now: Date): Promise<void> {
  const { receiptId, purpose, targetId, account } = claim
  const { amount } = await receiptOf(em, receiptId)
  const written = await sqlOf(em)
    .insertInto('receiptClaim')
    .values({ receiptId, purpose, targetId })
    .onConflict(conflict => conflict.doNothing())
    .returning('receiptId')
    .executeTakeFirst()
  if (written === undefined) throw refuse.RECEIPT_CLAIMED({ id: receiptId })
  await book(em, { kind: 'receiptClaimed', factId: receiptId, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: suspense(account.currency), amount },
    { account, amount: -amount },
  ])
}
