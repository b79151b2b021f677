import { describe, expect, test } from '@jest/globals'
import { unsentRefunds } from '../src/domain/payments/refunds/refunds.ts'
import { sendCardRefunds } from '../src/jobs/send-card-refunds.ts'
import { useCardShop } from './support/card-shop.ts'
import { done } from './support/changes.ts'

const { made, server, now, told, key, ordered, opened, shown, named, succeeded } = useCardShop()

test('a refund goes to the card by a job, once, and what the processor then tells of it is known', async () => {
  const order = await ordered(3)
  await opened(order.id)
  await told('payment_intent.succeeded', succeeded(order, 3000))
  const paymentId = (await shown(order.id)).cardPayment?.id
  await done(made.ann, 'withdraw', { idempotencyKey: key(), subscriptionId: order.id }, '__typename')
  const back = { idempotencyKey: key(), paymentId, amount: { amount: '10.00', currency: 'EUR' } }
  for (const replayed of [false, true]) {
    const answer = await done(
      made.staff.finance,
      'refund',
      back,
      '... on RefundPayload { replayed refund { amount { amount } iban } }',
    )
    expect(answer).toMatchObject({ replayed, refund: { amount: { amount: '10.00' }, iban: null } })
  }
  expect(await sendCardRefunds(server.shop, now())).toBe('1 refunds asked for')
  expect(await sendCardRefunds(server.shop, now())).toBe('0 refunds asked for')
  const sent = made.stripe.asked.filter(({ path }) => path === 'POST /v1/refunds')
  expect(sent).toMatchObject([{ body: { payment_intent: named(order, 3000), amount: '1000' } }])
  const id = sent[0]?.body['metadata[refund]'] ?? ''
  const refund = { id: `re_refund-${id}`, payment_intent: named(order, 3000), amount: 1000, metadata: {} }
  const given = {
    amount: { amount: '10.00' },
    sentAt: now().toISOString(),
    failedAt: null,
    failureCode: null,
  }
  for (const event of ['refund.created', 'refund.updated']) {
    expect(await told(event, { ...refund, status: 'succeeded' })).toBe(200)
  }
  expect((await shown(order.id)).cardPayment).toMatchObject({ taken: { amount: '10.00' }, refunds: [given] })
  const failed = { ...refund, status: 'failed', failure_reason: 'expired_or_canceled_card' }
  for (const event of ['refund.failed', 'refund.updated', 'refund.created']) {
    expect(await told(event, failed)).toBe(200)
  }
  expect(await told('refund.created', { ...refund, status: 'pending' })).toBe(200)
  expect((await shown(order.id)).cardPayment).toMatchObject({
    taken: { amount: '0.00' },
    refunds: [{ ...given, failedAt: now().toISOString(), failureCode: 'expired_or_canceled_card' }],
  })
})

describe('a refund that the processor does not give', () => {
  async function waiting() {
    const order = await ordered(1)
    await opened(order.id)
    await told('payment_intent.succeeded', succeeded(order, 1000))
    const paymentId = (await shown(order.id)).cardPayment?.id
    await done(made.ann, 'withdraw', { idempotencyKey: key(), subscriptionId: order.id }, '__typename')
    await done(made.staff.finance, 'refund', { idempotencyKey: key(), paymentId }, '__typename')
    return { order, paymentId }
  }
  const refundsOf = async (order: { id: string }) => (await shown(order.id)).cardPayment?.refunds
  const refuses = async <T>(error: object & { status: number }, work: () => Promise<T>) => {
    made.stripe.state.refusal = error
    try {
      return await work()
    } finally {
      made.stripe.state.refusal = null
    }
  }

  test('for good has failed with its code: its money is back, it is not asked for again, and may be given anew', async () => {
    const { order, paymentId } = await waiting()
    const disputed = { status: 400, type: 'invalid_request_error', code: 'charge_disputed' }
    expect(await refuses(disputed, () => sendCardRefunds(server.shop, now()))).toBe(
      '0 refunds asked for, 1 refused',
    )
    expect(await sendCardRefunds(server.shop, now())).toBe('0 refunds asked for')
    expect(await refundsOf(order)).toMatchObject([{ sentAt: null, failureCode: 'charge_disputed' }])
    await done(made.staff.finance, 'refund', { idempotencyKey: key(), paymentId }, '__typename')
    expect(await sendCardRefunds(server.shop, now())).toBe('1 refunds asked for')
    expect(await refundsOf(order)).toMatchObject([
      { failureCode: 'charge_disputed' },
      { sentAt: now().toISOString(), failureCode: null },
    ])
  })

  test.each([
    ['its account is empty', { status: 400, type: 'invalid_request_error', code: 'balance_insufficient' }],
    ['it has a fault', { status: 500, type: 'api_error' }],
    ['our key is wrong', { status: 401, type: 'invalid_request_error' }],
    ['it is asked too often', { status: 429, type: 'invalid_request_error', code: 'rate_limit' }],
  ])('for now, because %s, is asked for again', async (_why, error) => {
    const { order } = await waiting()
    await expect(refuses(error, () => sendCardRefunds(server.shop, now()))).rejects.toThrow('1 failed')
    expect(await refundsOf(order)).toMatchObject([{ sentAt: null, failedAt: null }])
    expect(await sendCardRefunds(server.shop, now())).toBe('1 refunds asked for')
  })

  test('because its answer was lost, is told by its message: it is not asked for again, and a second one is another', async () => {
    const { order } = await waiting()
    const [unsent] = await unsentRefunds(server.database.orm.em.fork())
    const told1 = {
      payment_intent: named(order, 1000),
      status: 'succeeded',
      metadata: { refund: unsent?.id },
    }
    expect(await told('refund.created', { ...told1, id: 're_first', amount: 1000 })).toBe(200)
    const before = made.stripe.asked.length
    expect(await sendCardRefunds(server.shop, now())).toBe('0 refunds asked for')
    expect(made.stripe.asked).toHaveLength(before)
    expect(await refundsOf(order)).toMatchObject([{ sentAt: now().toISOString(), failedAt: null }])
    // The same id under another name: the processor gave it twice, which is more than was paid.
    expect(await told('refund.created', { ...told1, id: 're_second', amount: 1000 })).toBe(409)
    expect(await told('refund.updated', { ...told1, id: 're_first', amount: 1000 })).toBe(200)
    expect(await refundsOf(order)).toHaveLength(1)
  })

  test('because it gave it before, and its answer was lost, is known by our id', async () => {
    const { order } = await waiting()
    const [unsent] = await unsentRefunds(server.database.orm.em.fork())
    made.stripe.state.refunds = [{ id: 're_lost', metadata: { refund: unsent?.id ?? '' } }]
    const again = { status: 400, type: 'invalid_request_error', code: 'charge_already_refunded' }
    expect(await refuses(again, () => sendCardRefunds(server.shop, now()))).toBe('1 refunds asked for')
    expect(await refundsOf(order)).toMatchObject([{ sentAt: now().toISOString(), failedAt: null }])
  })
})
