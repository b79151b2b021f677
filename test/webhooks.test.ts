import { describe, expect, test } from '@jest/globals'
import { useCardShop } from './support/card-shop.ts'

const { made, facts, now, told, key, ordered, opened, shown, named, succeeded } = useCardShop()

describe('an order paid by card', () => {
  test('is shown with its cost, asked for once, and paid when the processor says so', async () => {
    const order = await ordered(5)
    expect((await shown(order.id)).cardOrder).toEqual({
      amount: { amount: '50.00' },
      cost: { amount: '1.00' }, // 1.5 % and 0.25
      bearer: 'issuer',
      total: { amount: '50.00' },
    })
    const pays = { clientSecret: `${named(order, 5000)}_secret`, publishableKey: 'pk_test' }
    for (const _twice of [1, 2]) expect(await opened(order.id)).toMatchObject(pays)
    const mine = made.stripe.asked.filter(({ path }) => path.includes('payment_intents'))
    expect(mine).toEqual([
      {
        path: 'POST /v1/payment_intents',
        key: expect.stringMatching(/^order-.*-5000$/),
        body: {
          amount: '5000',
          currency: 'eur',
          'allowed_payment_method_types[0]': 'card',
          'metadata[reference]': order.reference, // and nothing of the person
        },
      },
      { path: `GET /v1/payment_intents/${named(order, 5000)}`, key: null, body: {} },
    ])
    expect((await shown(order.id)).state).toBe('reserved')
    for (const _twice of [1, 2])
      expect(await told('payment_intent.succeeded', succeeded(order, 5000))).toBe(200)
    expect(await shown(order.id)).toMatchObject({ state: 'paid', cardOrder: null })
  })

  test('is refused by one word when the processor fails, and nothing is kept', async () => {
    const order = await ordered(1)
    made.stripe.state.broken = true
    try {
      const before = await facts()
      const pay = { idempotencyKey: key(), subscriptionId: order.id }
      const query = `mutation ($input: PayByCardInput!) { payByCard(input: $input) { ... on Refusal { code message } } }`
      const answer = await made.ann.ask<{ payByCard: object }>(query, { input: pay }).catch(error => error)
      expect(String(JSON.stringify(answer) + answer)).toMatch('CARD_PROCESSOR_FAILED')
      expect(String(answer)).not.toMatch('sk_test')
      expect(await facts()).toBe(before)
    } finally {
      made.stripe.state.broken = false
    }
  })
})

describe('what the processor tells', () => {
  test('of what is none of ours is answered, and leaves nothing', async () => {
    const was = await facts()
    expect(await told('customer.created', { id: 'cus_1' })).toBe(200)
    const stray = { id: 'pi_stray', amount_received: 700, currency: 'xyz', metadata: {} }
    expect(await told('payment_intent.succeeded', stray)).toBe(200)
    expect(await told('charge.dispute.created', { id: 'dp_0', payment_intent: null, status: 'lost' })).toBe(
      200,
    )
    expect(await told('charge.dispute.closed', { id: 'dp_0', status: 'lost' })).toBe(200)
    expect(await facts()).toBe(was)
  })

  test('of a payment that was not told yet is to be told again', async () => {
    const dispute = { id: 'dp_1', payment_intent: 'pi_later', amount: 100, status: 'needs_response' }
    expect(await told('charge.dispute.created', dispute)).toBe(409)
    expect(await told('charge.dispute.closed', { id: 'dp_1', status: 'won' })).toBe(409)
    expect(await told('charge.dispute.funds_withdrawn', dispute)).toBe(409)
    expect(await told('charge.dispute.funds_reinstated', dispute)).toBe(409)
    const refund = { id: 're_1', payment_intent: 'pi_later', amount: 1, status: 'succeeded', metadata: {} }
    expect(await told('refund.created', refund)).toBe(409)
    expect(await told('refund.failed', { ...refund, status: 'failed' })).toBe(409)
  })

  test('of a dispute ends the order; an inquiry does not, and a dispute that is won brings the money back', async () => {
    const order = await ordered(2)
    await opened(order.id)
    await told('payment_intent.succeeded', succeeded(order, 2000))
    const dispute = { id: 'dp_2', payment_intent: named(order, 2000), amount: 2000 }
    await told('charge.dispute.created', { ...dispute, id: 'dp_inquiry', status: 'warning_needs_response' })
    expect((await shown(order.id)).state).toBe('paid')
    for (const _twice of [1, 2])
      await told('charge.dispute.created', { ...dispute, status: 'needs_response' })
    expect(await shown(order.id)).toMatchObject({
      state: 'chargedBack',
      cardPayment: { taken: { amount: '20.00' } },
    })
    await told('charge.dispute.closed', { ...dispute, status: 'won' })
    expect((await shown(order.id)).cardPayment?.disputes).toEqual([
      { amount: { amount: '20.00' }, wonAt: now().toISOString() },
    ])
  })

  test('of the money of a dispute counts once, whichever message brings it, also when an inquiry turns into one', async () => {
    const order = await ordered(2)
    await opened(order.id)
    await told('payment_intent.succeeded', succeeded(order, 2000))
    const dispute = { id: 'dp_3', payment_intent: named(order, 2000), amount: 2000 }
    expect(await told('charge.dispute.funds_reinstated', { ...dispute, status: 'won' })).toBe(409)
    await told('charge.dispute.created', { ...dispute, status: 'warning_needs_response' })
    expect((await shown(order.id)).state).toBe('paid')
    const needed = { ...dispute, status: 'needs_response' }
    for (const event of ['funds_withdrawn', 'created', 'funds_withdrawn']) {
      expect(await told(`charge.dispute.${event}`, needed)).toBe(200)
    }
    expect(await shown(order.id)).toMatchObject({
      state: 'chargedBack',
      cardPayment: { taken: { amount: '20.00' } },
    })
    const won = { ...dispute, status: 'won' }
    for (const event of ['funds_reinstated', 'closed', 'funds_reinstated', 'created']) {
      expect(await told(`charge.dispute.${event}`, won)).toBe(200)
    }
    expect((await shown(order.id)).cardPayment).toMatchObject({
      taken: { amount: '0.00' },
      disputes: [{ wonAt: now().toISOString() }],
    })
  })

  test('of a payout is asked for what it holds, and the figures of the clients stay whole', async () => {
    made.stripe.state.moved = [
      { type: 'charge', net: 4900, fee: 100 },
      { type: 'payout', net: -4900, fee: 0 },
    ]
    for (const _twice of [1, 2]) {
      expect(await told('payout.paid', { id: 'po_1', amount: 4900, currency: 'eur' })).toBe(200)
    }
    type Money = { clientsMoney: { currencies: Record<string, { amount: string }>[] } }
    const { clientsMoney } = await made.ann.ask<Money>(
      '{ clientsMoney { currencies { onItsWay { amount } platform { amount } toRecover { amount } } provedAt } }',
      {},
    )
    expect(clientsMoney.currencies).toEqual([
      { onItsWay: { amount: '50.00' }, platform: { amount: '0.00' }, toRecover: { amount: '0.00' } },
    ])
  })
})
