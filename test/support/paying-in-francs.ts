import { newId } from '../../src/domain/ids.ts'
import { balanceOf } from '../../src/domain/ledger/balances.ts'
import type { OfferingTermsInput } from '../../src/domain/offerings/terms/check-offering-terms.ts'
import { openBankAccount } from '../../src/domain/payments/bank/open-bank-account.ts'
import { receiptOf } from '../../src/domain/payments/receipts.ts'
import { quoteIn } from '../../src/domain/shares/currencies/quotes.ts'
import { requestQuote } from '../../src/domain/shares/currencies/request-quote.ts'
import { claimPayment, recordPayment } from '../../src/domain/shares/record-payment.ts'
import { subscriptionState } from '../../src/domain/shares/subscription-states.ts'
import { subscriptionOf } from '../../src/domain/shares/subscriptions.ts'
import { withdraw } from '../../src/domain/shares/withdraw.ts'
import { convertingOf } from './converting.ts'
import type { TestDatabase } from './database.ts'
import { at } from './world.ts'

/** The day on which orders in an offering in euros are made, quoted at 0.95 francs for a euro, and paid. */
export const DAY = '2025-01-11'

/** Orders in euros that are paid in francs, and a bank that changes them. */
export function payingInFrancs(database: Pick<TestDatabase, 'orm'>) {
  const bank = convertingOf(database, DAY)
  const { world, em } = bank

  async function opened(terms: Partial<OfferingTermsInput> = {}) {
    const project = await world.project()
    return { ...project, offeringId: await world.offering(project.classId, terms) }
  }
  /** The clients have an account in francs, and a euro is 0.95 of them since a day. */
  async function francs(since = '2025-01-10'): Promise<void> {
    const account = { code: 'clients' as const, currency: 'CHF', iban: 'CH9300762011623852957', bic: null }
    await world.run(DAY, tx => openBankAccount(tx, { ...account, holderName: 'Clients' }, at(DAY)))
    await bank.rate('EUR', 'CHF', '0.95', since)
  }
  const quote = (subscriptionId: string, partyId: string, currency = 'CHF', now = DAY) =>
    world.run(now, tx => requestQuote(tx, { subscriptionId, partyId, currency }, at(now)))
  const quoted = async (id: string) => (await quoteIn(em(), id, 'CHF'))?.amount

  /** Francs that name the order. */
  async function send(
    subscriptionId: string,
    amount: bigint,
    now = DAY,
    remittance?: string,
  ): Promise<string> {
    const { reference } = await subscriptionOf(em(), subscriptionId)
    const money = {
      bankReference: newId(),
      amount,
      currency: 'CHF' as const,
      receivedAt: at(now),
      payer: null,
    }
    const receipt = { ...money, remittance: remittance ?? reference }
    return (await world.run(now, tx => recordPayment(tx, receipt, at(now)))).receiptId
  }
  const claim = (receiptId: string, subscriptionId: string) =>
    world.run(DAY, tx => claimPayment(tx, { receiptId, subscriptionId }, at(DAY)))

  /** An order of so many shares at 10.00 euros, for which what was quoted has arrived. */
  async function held(offeringId: string, name: string, shares: number) {
    const partyId = await world.person(name)
    const id = await world.order(offeringId, partyId, shares)
    await quote(id, partyId)
    const sent = (await quoted(id)) ?? 0n
    return { id, partyId, sent, receiptId: await send(id, sent) }
  }
  /** The bank changes what was sent for an order into so many cents. */
  async function change(order: { id: string; sent: bigint }, cents: bigint) {
    const debitId = await bank.left(order.sent, 'CHF')
    const receiptIds = [await bank.arrived(cents, 'EUR')]
    return bank.record({ debitId, receiptIds, reportIds: [], subscriptionIds: [order.id] })
  }
  /** The bank changes so many cents back into what was sent. */
  async function changeBack(order: { id: string; sent: bigint }, cents: bigint) {
    const debitId = await bank.left(cents, 'EUR')
    const receiptIds = [await bank.arrived(order.sent, 'CHF')]
    return bank.record({ debitId, receiptIds, reportIds: [], subscriptionIds: [order.id] })
  }
  const takeBack = ({ id, partyId }: { id: string; partyId: string }, now = DAY) =>
    world.run(now, tx => withdraw(tx, { subscriptionId: id, partyId }, at(now)))

  const state = async (id: string, now = DAY) => subscriptionState(await subscriptionOf(em(), id), at(now))
  const reason = async (receiptId: string) => (await receiptOf(em(), receiptId)).suspenseReason
  const holder = (ownerId: string, currency: string) => balanceOf(em(), { kind: 'holder', ownerId, currency })
  const subscriber = (ownerId: string, scopeId: string, currency: string) =>
    balanceOf(em(), { kind: 'subscriber', ownerId, scopeId, currency })
  const issuer = (ownerId: string, scopeId: string) =>
    balanceOf(em(), { kind: 'issuer', ownerId, scopeId, currency: 'EUR' })
  return {
    ...{ bank, world, em, opened, francs, quote, quoted, send, claim, held, change, changeBack, takeBack },
    ...{ state, reason, holder, subscriber, issuer },
  }
}
