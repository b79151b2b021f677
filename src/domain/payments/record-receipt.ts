import type { EntityManager } from '@mikro-orm/postgresql'
import { electronicFormatIBAN, isValidIBAN } from 'ibantools'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { newId } from '../ids.ts'
import type { AccountName } from '../ledger/accounts-for.ts'
import { book, type NewPosting } from '../ledger/book.ts'
import type { Currency } from '../money/currency.ts'
import { formatAmount } from '../money/money.ts'
import { parseName } from '../parties/people/names.ts'
import { refuse as refuseParty } from '../parties/refusals.ts'
import { shortened } from '../refusal.ts'
import { dayOf, PLATFORM_ZONE } from '../time/calendar.ts'
import { clientsBank, suspense } from './clients-money.ts'
import type { ReceiptPurpose } from './receipt.ts'
import { receiptByBankReference, receiptOf } from './receipts.ts'
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

/**
 * Books money that arrived on the clients' bank account; it lies in suspense until it is claimed. The same bank
 * reference again with the same facts is the same receipt; with other facts it is refused.
 * Refuses BANK_REFERENCE_MALFORMED, BANK_REFERENCE_REUSED, REMITTANCE_TOO_LONG, RECEIPT_IN_FUTURE, IBAN_MALFORMED,
 * NAME_MALFORMED.
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
  const receipt = { ...input, payer: input.payer && readPayer(input.payer) }
  const receiptId = await writeReceipt(em, receipt)
  if (receiptId === null) return sameReceipt(em, receipt)
  await book(em, { kind: 'receiptRecorded', factId: receiptId, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: clientsBank(currency), amount },
    { account: suspense(currency), amount: -amount },
  ])
  return { receiptId }
}

function readPayer(payer: { iban: string; name: string }): { iban: string; name: string } {
  const iban = electronicFormatIBAN(payer.iban) ?? ''
  if (!isValidIBAN(iban)) throw refuseParty.IBAN_MALFORMED({ text: shortened(payer.iban) })
  return { iban, name: parseName(payer.name) }
}

/** Writes the receipt and who paid it in one statement, or neither when the bank reference is known. */
async function writeReceipt(em: EntityManager, receipt: NewReceipt): Promise<string | null> {
  const { bankReference, amount, currency, receivedAt, remittance, payer } = receipt
  const payerId = payer && newId()
  const { rows } = await sql<{ id: string }>`
    with written as (
      insert into receipt (id, bank_code, bank_reference, amount, currency, received_at, remittance, payer_id)
      values (${newId()}, 'clients', ${bankReference}, ${amount}, ${currency}, ${receivedAt}, ${remittance}, ${payerId})
      on conflict (bank_code, bank_reference) do nothing
      returning id, payer_id
    ), paid as (
      insert into bank_details (id, iban, holder_name)
      select payer_id, ${payer?.iban ?? null}::text, ${payer?.name ?? null}::text
        from written where payer_id is not null
    )
    select id from written`.execute(sqlOf(em))
  return rows[0]?.id ?? null
}

async function sameReceipt(em: EntityManager, receipt: NewReceipt): Promise<{ receiptId: string }> {
  const { bankReference: reference } = receipt
  const before = await receiptByBankReference(em, reference)
  const { payerIban: iban, payerName: name } = before
  const payer = iban === null || name === null ? null : { iban, name }
  const [recorded, given] = [factsOf({ ...before, payer }), factsOf(receipt)]
  const only = (facts: string[], others: string[]) =>
    facts.filter((fact, index) => fact !== others[index]).join(', ')
  const [was, comes] = [only(recorded, given), only(given, recorded)]
  if (was !== '') throw refuse.BANK_REFERENCE_REUSED({ reference, recorded: was, given: comes })
  return { receiptId: before.id }
}

/** What a bank says of a credit, for people: two credits are the same when all of it is. */
function factsOf({ amount, currency, receivedAt, remittance, payer }: NewReceipt): string[] {
  return [
    `${formatAmount(amount, currency)} ${currency}`,
    `the instant ${receivedAt.toISOString()}`,
    `the remittance "${remittance}"`,
    payer === null ? 'no payer' : `the payer ${payer.name} (${payer.iban})`,
  ]
}

/** What a receipt is for: the account on which all of it goes, or the postings that credit it in its currency. */
export type Claim = {
  receiptId: string
  purpose: ReceiptPurpose
  targetId: string
  /** The order for which it is kept, by who moves the money of that order. */
  heldFor?: string
} & ({ account: AccountName } | { currency: Currency; to: readonly NewPosting[] })

/**
 * Moves a receipt from suspense to what it is for. Claiming it again for the same changes nothing; refuses
 * RECEIPT_CLAIMED when it was claimed for anything else, RECEIPT_HELD when it is kept for an order.
 */
export async function claimReceipt(em: EntityManager, claim: Claim, now: Date): Promise<void> {
  const { receiptId, purpose, targetId } = claim
  // What is written waits for who keeps the receipt at the same time (`keepHeld`): only then is it known who was first.
  const written = await sqlOf(em)
    .insertInto('receiptClaim')
    .values({ receiptId, purpose, targetId })
    .onConflict(conflict => conflict.doNothing())
    .returning('receiptId')
    .executeTakeFirst()
  const receipt = await receiptOf(em, receiptId)
  const { amount, heldForId } = receipt
  if (written === undefined) {
    if (receipt.purpose === purpose && receipt.targetId === targetId) return
    throw refuse.RECEIPT_CLAIMED(receipt)
  }
  if (heldForId !== null && heldForId !== claim.heldFor) {
    throw refuse.RECEIPT_HELD({ id: receiptId, orderId: heldForId })
  }
  await book(em, { kind: 'receiptClaimed', factId: receiptId, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: suspense('to' in claim ? claim.currency : claim.account.currency), amount },
    ...('to' in claim ? claim.to : [{ account: claim.account, amount: -amount }]),
  ])
}
