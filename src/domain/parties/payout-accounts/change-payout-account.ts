import type { EntityManager } from '@mikro-orm/postgresql'
import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools'
import { sqlOf } from '../../../database/sql.ts'
import { newId, PLATFORM, TAX_OFFICE } from '../../ids.ts'
import { type Currency, parseCurrency } from '../../money/currency.ts'
import { shortened, within } from '../../refusal.ts'
import { loginsOfParties } from '../access/logins.ts'
import { agentsOf } from '../mandates/mandates.ts'
import { TEXTS } from '../messages/texts.ts'
import { writeMessage } from '../messages/write-message.ts'
import { lockParty } from '../people/lock-party.ts'
import { maskedIban } from '../people/masked-iban.ts'
import { parseName } from '../people/names.ts'
import { profiles } from '../people/profiles.ts'
import { refuse } from '../refusals.ts'
import { HOLD_HOURS } from './account-hold.ts'
import { accountOf } from './payout-accounts.ts'
import { refuse as refuseAccount } from './refusals.ts'

export type NewPayoutAccount = {
  /** A party, PLATFORM or TAX_OFFICE. */
  ownerId: string
  iban: string
  bic: string | null
  /** ISO 4217 code of what he wants to be paid in there, whatever he is owed in; not given: each balance in its own. */
  currency?: string | null
  holderName: string
}

/**
 * Names the bank account on which somebody is paid from now on. Nothing leaves to it for 48 hours, and nothing before a
 * bank was asked whose it is. Everybody who can sign in for the payee is told by mail, with the old and the new account
 * masked. The same account again changes nothing. Refuses IBAN_MALFORMED, BIC_MALFORMED, BIC_MISSING,
 * CURRENCY_UNKNOWN, NAME_MALFORMED, PARTY_UNKNOWN.
 */
export async function changePayoutAccount(
  em: EntityManager,
  input: NewPayoutAccount,
  now: Date,
): Promise<{ payoutAccountId: string }> {
  const { ownerId } = input
  const account = readAccount(input)
  const isParty = ownerId !== PLATFORM && ownerId !== TAX_OFFICE
  if (isParty) await lockParty(em, ownerId)
  const before = await accountOf(em, ownerId)
  if (before !== undefined && sameAccount(before, account)) return { payoutAccountId: before.id }
  const payoutAccountId = newId()
  await sqlOf(em)
    .insertInto('payoutAccount')
    .values({ id: payoutAccountId, ownerId, version: (before?.version ?? 0) + 1, ...account, addedAt: now })
    .execute()
  if (isParty) await tell(em, { ownerId, from: before?.iban ?? null, to: account.iban }, now)
  return { payoutAccountId }
}

type Account = Omit<NewPayoutAccount, 'ownerId' | 'currency'> & { currency: Currency | null }

function readAccount(input: NewPayoutAccount): Account {
  const iban = electronicFormatIBAN(input.iban) ?? ''
  if (!isValidIBAN(iban)) throw refuse.IBAN_MALFORMED({ text: shortened(input.iban) })
  const bic = input.bic?.replaceAll(' ', '').toUpperCase() ?? null
  if (bic !== null && !isValidBIC(bic)) throw refuse.BIC_MALFORMED({ text: shortened(bic) })
  const currency = within('currency', () => (input.currency == null ? null : parseCurrency(input.currency)))
  // Within SEPA the number of an account names its bank (Regulation (EU) 260/2012); elsewhere banks ask for the code.
  if (currency !== null && currency !== 'EUR' && bic === null) throw refuseAccount.BIC_MISSING({ currency })
  return { iban, bic, currency, holderName: within('holderName', () => parseName(input.holderName)) }
}

function sameAccount(one: Account, other: Account): boolean {
  return (
    one.iban === other.iban &&
    one.bic === other.bic &&
    one.currency === other.currency &&
    one.holderName === other.holderName
  )
}

type Change = { ownerId: string; from: string | null; to: string }

/** The payee and all who may act for him: a thief who has one login does not have the others. */
async function tell(em: EntityManager, { ownerId, from, to }: Change, now: Date): Promise<void> {
  const people = [ownerId, ...(await agentsOf(em, ownerId, now))]
  const languages = new Map((await profiles(em, people)).map(({ partyId, language }) => [partyId, language]))
  const facts = { from: from && maskedIban(from), to: maskedIban(to), hours: HOLD_HOURS }
  for (const { partyId, address } of await loginsOfParties(em, people)) {
    const text = TEXTS[languages.get(partyId) ?? 'en'].payoutAccountChanged(facts)
    await writeMessage(em, { address, ...text }, now)
  }
}
