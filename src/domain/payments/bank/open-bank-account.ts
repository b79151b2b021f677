import type { EntityManager } from '@mikro-orm/postgresql'
import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { parseCurrency } from '../../money/currency.ts'
import { parseName } from '../../parties/people/names.ts'
import { refuse as refuseParty } from '../../parties/refusals.ts'
import { shortened, within } from '../../refusal.ts'
import { refuse } from '../refusals.ts'
import type { BankCode } from './bank-account.ts'
import { bankAccounts } from './bank-accounts.ts'

export type NewBankAccount = {
  code: BankCode
  currency: string
  iban: string
  bic: string | null
  holderName: string
}

/**
 * Makes a bank account of the platform known: one of each code and currency, and an account number in one currency
 * once. From then on orders in its currency can be paid to it and its reports be imported.
 * Refuses CURRENCY_UNKNOWN, IBAN_MALFORMED, BIC_MALFORMED, NAME_MALFORMED, BANK_ACCOUNT_KNOWN.
 */
export async function openBankAccount(
  em: EntityManager,
  input: NewBankAccount,
  now: Date,
): Promise<{ bankAccountId: string }> {
  const { code } = input
  const currency = parseCurrency(input.currency)
  const iban = electronicFormatIBAN(input.iban) ?? ''
  if (!isValidIBAN(iban)) throw refuseParty.IBAN_MALFORMED({ text: shortened(input.iban) }).at('iban')
  const bic = input.bic?.replaceAll(' ', '').toUpperCase() ?? null
  if (bic !== null && !isValidBIC(bic)) throw refuseParty.BIC_MALFORMED({ text: shortened(bic) })
  const holderName = within('holderName', () => parseName(input.holderName))
  const written = await sqlOf(em)
    .insertInto('bankAccount')
    .values({ id: newId(), code, currency, iban, bic, holderName, openedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (written !== undefined) return { bankAccountId: written.id }
  const known = (await bankAccounts(em)).find(
    each => each.currency === currency && (each.code === code || each.iban === iban),
  )
  throw refuse.BANK_ACCOUNT_KNOWN({ code, currency, iban: known?.iban ?? iban })
}
