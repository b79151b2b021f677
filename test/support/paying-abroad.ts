import { newId } from '../../src/domain/ids.ts'
import { balanceOf } from '../../src/domain/ledger/balances.ts'
import { recordRates } from '../../src/domain/ledger/exchange/record-rates.ts'
import type { Currency } from '../../src/domain/money/currency.ts'
import { changePayoutAccount } from '../../src/domain/parties/payout-accounts/change-payout-account.ts'
import { openBankAccount } from '../../src/domain/payments/bank/open-bank-account.ts'
import { writeMoney } from '../../src/domain/payments/bank/write-money.ts'
import type { BankChange } from '../../src/domain/payments/conversion/claim-change.ts'
import { legsOfBatch } from '../../src/domain/payments/payouts/legs.ts'
import { recordReceipt } from '../../src/domain/payments/record-receipt.ts'
import { payRun } from '../../src/domain/payrun/pay-run.ts'
import { preparePayouts } from '../../src/domain/payrun/prepare-payouts.ts'
import { groupsOf } from '../../src/domain/payrun/run-groups.ts'
import { nextStepOf } from '../../src/domain/payrun/run-words.ts'
import type { TestDatabase } from './database.ts'
import { debtorsOf } from './debtors.ts'
import { at } from './world.ts'

export const ABROAD_IBAN = 'GB29NWBK60161331926819'
export const DOLLARS_IBAN = 'FR1420041010050500013M02606'

/** Payees who are owed euros and paid in another currency. */
export function payingAbroadOf(database: Pick<TestDatabase, 'orm'>) {
  const debtors = debtorsOf(database)
  const { paying, world, em, alone, held } = debtors
  const { run } = world

  /** The clients' accounts in euros and other currencies. */
  async function openBanks(...currencies: string[]): Promise<void> {
    await paying.openBank()
    const account = { code: 'clients' as const, iban: DOLLARS_IBAN, bic: 'BNPAFRPP', holderName: 'Clients' }
    for (const currency of currencies) {
      await run('2024-12-01', tx => openBankAccount(tx, { ...account, currency }, at('2024-12-01')))
    }
  }
  const rate = (to: string, value: string, since: string, from = 'EUR') =>
    run(since, tx =>
      recordRates(tx, { rates: [{ from, to, rate: value, source: 'ECB', at: at(since) }] }, at(since)),
    )
  /** An account in a currency, usable two days later. */
  async function named(ownerId: string, currency: string | null, now: string): Promise<string> {
    const account = { ownerId, iban: ABROAD_IBAN, bic: 'NWBKGB2L', currency, holderName: 'Payee' }
    const { payoutAccountId } = await run(now, tx => changePayoutAccount(tx, account, at(now)))
    await paying.verify(payoutAccountId, now)
    return payoutAccountId
  }
  /** A holder of all of a project who is owed euros for March 2025, and wants to be paid in another currency. */
  async function payee(name: string, euros: string, currency: string | null = 'USD'): Promise<string> {
    const partyId = await world.person(name)
    await world.month(await alone(partyId), '2025-03', euros)
    await named(partyId, currency, '2025-04-01')
    return partyId
  }

  const arrived = async (amount: bigint, currency: Currency, now: string) => {
    const credit = {
      amount,
      currency,
      receivedAt: at(now),
      bankReference: newId(),
      remittance: '',
      payer: null,
    }
    return (await run(now, tx => recordReceipt(tx, credit, at(now)))).receiptId
  }
  const left = async (amount: bigint, currency: Currency, now: string) => {
    const nothing = { endToEndId: null, orderedIn: { messageId: null, paymentId: null }, returned: null }
    const told = { bankReference: newId(), bookedOn: now, at: at(now), remittance: '', party: null }
    const debit = { ...nothing, ...told, amount: -amount, currency, reversal: false, meant: [] }
    const { ids } = await run(now, async tx => ({
      ids: (await writeMoney(tx, [debit], at(now))).map(({ id }) => id),
    }))
    return ids[0] as string
  }
  /** What the bank changed, lying in suspense. */
  async function changed(
    out: [bigint, Currency],
    back: [bigint, Currency],
    now: string,
  ): Promise<{ debitId: string; receiptIds: string[] }> {
    return { debitId: await left(...out, now), receiptIds: [await arrived(...back, now)] }
  }

  const prepare = async (date: string, now: string, currency = 'USD', changes: BankChange[] = []) =>
    (await run(now, tx => preparePayouts(tx, { date, currency, preparerId: newId(), changes }, at(now))))
      .batchId
  /** A batch with the bank. */
  async function sent(date: string, now: string, currency = 'USD', changes: BankChange[] = []) {
    const batchId = await prepare(date, now, currency, changes)
    await paying.approve(batchId, now)
    await paying.send(batchId, now)
    return { batchId, legs: await legsOfBatch(em(), batchId) }
  }
  /** The groups of a pay run as [code, amount, what it is in the other currency], and whether each currency adds up. */
  async function run_(date: string, now: string) {
    const { lines, onTheirWay, totals } = await payRun(em(), date, at(now))
    const groups = groupsOf(lines, onTheirWay)
    const addsUp = totals.every(({ currency, liability }) => {
      const own = groups.filter(group => group.currency === currency)
      return own.reduce((sum, { amount }) => sum + amount, 0n) === liability
    })
    const said = groups
      .filter(({ payee }) => payee === 'holder')
      .map(({ code, currency, amount, converted }) => [
        code,
        `${amount} ${currency}`,
        converted && `${converted.amount} ${converted.currency}`,
      ])
    return {
      said,
      addsUp,
      steps: groups.filter(({ payee }) => payee === 'holder').map(group => nextStepOf(group, totals, 'en')),
    }
  }
  const exchange = (currency: Currency) => balanceOf(em(), { kind: 'exchange', currency })
  const transit = (currency: Currency) => balanceOf(em(), { kind: 'transit', currency })

  return {
    ...{ paying, world, em, held, alone, openBanks, rate, named, payee, arrived, left, changed },
    ...{ prepare, sent, runOf: run_, exchange, transit },
  }
}
