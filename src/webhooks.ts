import express, { type Express, type RequestHandler } from 'express'
import { act } from './act.ts'
import type { Actor } from './domain/acts/actor.ts'
import { settleCards } from './domain/payments/cards/settle-cards.ts'
import { Refusal } from './domain/refusal.ts'
import { receiveCardPayment } from './domain/shares/cards/receive-card-payment.ts'
import { recordCardRefund } from './domain/shares/cards/record-card-refund.ts'
import { recordDispute } from './domain/shares/cards/record-dispute.ts'
import { recordRefundFailed } from './domain/shares/cards/record-refund-failed.ts'
import { reverseDispute } from './domain/shares/cards/reverse-dispute.ts'
import type { CardEvent } from './processor/card-event.ts'
import type { Processor } from './processor/processor.ts'
import type { Services } from './schema/context.ts'

/** Nobody of ours: the card processor tells what happened there. */
const PROCESSOR: Actor = { partyId: null, onBehalfOfId: null, mandateId: null, channel: 'api' }

/**
 * Where the card processor tells what happened: POST /webhooks/stripe. Its signature is verified over the bytes as they
 * came, before anything reads them; a wrong or old one gets 400 and leaves nothing behind. Each fact has the processor's
 * own name, so a message that comes again changes nothing. What is not for us is answered 200; what we do not know yet,
 * such as the dispute of a payment that was not told, 409: the processor tells it again later, so messages may come in any
 * order.
 */
export function mountWebhooks(app: Express, services: Services): void {
  const { processor } = services
  if (processor === null) return
  app.post('/webhooks/stripe', express.raw({ type: () => true, limit: '1mb' }), receive(services, processor))
}

function receive(services: Services, processor: Processor): RequestHandler {
  return async (request, response) => {
    const now = services.clock.now()
    const event = read(processor, request.body, request.headers['stripe-signature'], now)
    if (event === undefined) {
      const message = 'The signature of the message is wrong or too old.'
      response.status(400).json({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] })
      return
    }
    try {
      if (event !== null) await carryOut(services, processor, event, now)
      response.json({ received: true })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      services.log.warn(
        { code: error.code, kind: event?.kind },
        'the card processor told what is not known yet',
      )
      response.status(409).json({ errors: [{ message: error.message, extensions: { code: error.code } }] })
    }
  }
}

/** The event of a message; undefined when it is not the processor's, or is none that can be read. */
function read(
  processor: Processor,
  body: unknown,
  signature: string | string[] | undefined,
  now: Date,
): CardEvent | null | undefined {
  if (!Buffer.isBuffer(body) || typeof signature !== 'string') return undefined
  try {
    return processor.readEvent(body, signature, now)
  } catch {
    return undefined
  }
}

async function carryOut(
  { orm }: Services,
  processor: Processor,
  event: CardEvent,
  now: Date,
): Promise<unknown> {
  const by = (verb: string) => ({ actor: PROCESSOR, verb, now })
  const at = event.at < now ? event.at : now
  switch (event.kind) {
    case 'paid': {
      const { payment: processorReference, reference, amount, currency } = event
      const paid = { processorReference, reference, amount, currency, paidAt: at }
      return act(orm, by('receiveCardPayment'), em => receiveCardPayment(em, paid, now))
    }
    case 'refunded': {
      const { payment, refund: processorReference, ours: refundId, amount } = event
      const refund = { payment, processorReference, refundId, amount, at }
      return act(orm, by('recordCardRefund'), em => recordCardRefund(em, refund, now))
    }
    case 'refundFailed': {
      const { payment, refund: processorReference, ours: refundId, code } = event
      const failed = { payment, processorReference, refundId, code, failedAt: at }
      return act(orm, by('recordRefundFailed'), em => recordRefundFailed(em, failed, now))
    }
    case 'disputed': {
      const { dispute: processorReference, payment, amount } = event
      const dispute = { processorReference, payment, amount, openedAt: at }
      return act(orm, by('recordDispute'), em => recordDispute(em, dispute, now))
    }
    case 'disputeWon': {
      const won = { processorReference: event.dispute, wonAt: at }
      return act(orm, by('reverseDispute'), em => reverseDispute(em, won, now))
    }
    case 'paidOut': {
      // Asked of the processor before the transaction begins: none waits for the network.
      const { net, fee } = await processor.settlementOf(event.payout)
      const payout = { processorReference: event.payout, net, fee, currency: event.currency, settledAt: at }
      return act(orm, by('settleCards'), em => settleCards(em, payout, now))
    }
  }
}
