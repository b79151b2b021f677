import type { PaymentBatch } from '../documents/pain/payment-batch.ts'
import { paymentId } from '../documents/pain/payment-id.ts'
import { clientsAccount } from '../domain/payments/bank/bank-accounts.ts'
import type { BatchRow } from '../domain/payments/payouts/batches.ts'
import { legsOfBatch } from '../domain/payments/payouts/legs.ts'
import type { Context } from './context.ts'

/** All that stands in the file is of the batch, its time too, so that it can be made again to the byte. */
export async function orderedBatch(
  em: Context['em'],
  batch: BatchRow,
  platformName: string,
): Promise<PaymentBatch> {
  const legs = (await legsOfBatch(em, batch.id)).filter(leg => leg.end !== 'cancelled')
  const account = await clientsAccount(em, batch.currency)
  const debtor = {
    name: account?.holderName ?? '',
    iban: batch.iban,
    bic: account?.bic ?? null,
    address: null,
  }
  return {
    messageId: paymentId(batch.id.replaceAll('-', '')),
    createdAt: batch.preparedAt,
    initiatingParty: platformName,
    debtor,
    executeOn: batch.executesOn,
    // Within SEPA the bank books a file once; a payment in another currency it books by itself, with what it costs.
    bookedOnce: batch.currency === 'EUR',
    purpose: null,
    legs: legs.map(({ endToEndId, amount, currency, holderName: name, iban, bic }) => {
      const remittance = { text: `${platformName} ${endToEndId}` }
      return { endToEndId, amount, currency, name, iban, bic, address: null, remittance }
    }),
  }
}
