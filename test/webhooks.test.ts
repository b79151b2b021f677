import { beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { Person } from '../src/cli/demo/client.ts'
import { openRaise, type Staff } from '../src/cli/demo/stage.ts'
import { sqlOf } from '../src/database/sql.ts'
import { unsentRefunds } from '../src/domain/payments/refunds/refunds.ts'
import { sendCardRefunds } from '../src/jobs/send-card-refunds.ts'
import { done } from './support/changes.ts'
import { raw } from './support/http.ts'
import { useServer } from './support/server.ts'
import { openStripe, signed } from './support/stripe.ts'

let stripe: Awaited<ReturnType<typeof openStripe>>
const server = useServer({
  processor: async () => {
    stripe = await openStripe()
    return stripe.processor
  },
})
let staff: Staff
let ann: Person
let offeringId: string
beforeAll(async () => {
  server.database.beforeDrop.push(() => stripe.stop())
  staff = await server.staff()
  ann = await Person.join(server.url, {
    email: 'ann@x.example',
    name: 'Ann',
    password: 'long enough 1',
    language: 'en',
  })
  const plan = {
    key: 'cards',
    project: 'Toi + Moi',
    currency: 'EUR',
    timeZone: 'Europe/Paris',
    class: { code: 'parts', name: 'Co-producer parts', shares: 100 },
    split: { 'class:parts': '0.30', issuer: '0.70' },
    sharePrice: '10.00',
    goal: '10.00',
    maxPerInvestor: null,
    opensAt: '2010-01-01T00:00:00Z',
    closesAt: '2010-01-10T00:00:00Z',
    withdrawalDays: 4,
    commissionRatio: '0',
    cards: { paymentCosts: 'issuer' as const },
  }
  offeringId = (await openRaise(staff, ann, plan)).offeringId
})

const now = () => server.clock.now()
const tell = (message: { body: string; signature: string }, url = server.url) =>
  raw(`${url}/webhooks/stripe`, {
    method: 'POST',
    headers: { 'stripe-signature': message.signature, 'content-type': 'application/json' },
    body: message.body,
  })
const told = async (type: string, object: object) => (await tell(signed(type, object, now()))).status

type Order = { id: string; reference: string }
type Opened = { clientSecret: string; publishableKey: string; cardOrder: { total: { amount: string } } }
type Shown = {
  node: {
    state: string
    cardOrder: object | null
    cardPayment: { id: string; taken: { amount: string }; disputes: object[]; refunds: object[] } | null
  }
}

let keys = 0
const key = () => `k-${++keys}`
const ordered = async (shares: number) =>
  (
    await done<{ subscription: Order }>(
      ann,
      'subscribe',
      { idempotencyKey: key(), offeringId, shares },
      '... on SubscriptionPayload { subscription { id reference } }',
    )
  ).subscription
const opened = (subscriptionId: string) =>
  done<Opened>(
    ann,
    'payByCard',
    { idempotencyKey: key(), subscriptionId },
    '... on PayByCardPayload { clientSecret publishableKey cardOrder { total { amount } } }',
  )
const shown = async (id: string) =>
  (
    await ann.ask<Shown>(
      `query ($id: ID!) { node(id: $id) { ... on ShareSubscription {
         state cardOrder { amount { amount } cost { amount } bearer total { amount } }
         cardPayment { id taken { amount } disputes { amount { amount } wonAt } refunds { amount { amount } sentAt failedAt failureCode } } } } }`,
      { id },
    )
  ).node
/** The name under which the processor keeps the payment of an order of so many cents. */
const named = (order: Order, cents: number) =>
  `pi_order-${order.id.slice(order.id.indexOf(':') + 1)}-${cents}`
const succeeded = (order: Order, cents: number) => ({
  id: named(order, cents),
  amount_received: cents,
  currency: 'eur',
  metadata: { reference: order.reference },
})
const facts = async () => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from act`.execute(
    sqlOf(server.database.orm.em.fork()),
  )
  return rows[0]?.count
}

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
    const mine = stripe.asked.filter(({ path }) => path.includes('payment_intents'))
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
    stripe.state.broken = true
    try {
      const before = await facts()
      const pay = { idempotencyKey: key(), subscriptionId: order.id }
      const query = `mutation ($input: PayByCardInput!) { payByCard(input: $input) { ... on Refusal { code message } } }`
      const answer = await ann.ask<{ payByCard: object }>(query, { input: pay }).catch(error => error)
      expect(String(JSON.stringify(answer) + answer)).toMatch('CARD_PROCESSOR_FAILED')
      expect(String(answer)).not.toMatch('sk_test')
      expect(await facts()).toBe(before)
    } finally {
      stripe.state.broken = false
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
    stripe.state.moved = [
      { type: 'charge', net: 4900, fee: 100 },
      { type: 'payout', net: -4900, fee: 0 },
    ]
    for (const _twice of [1, 2]) {
      expect(await told('payout.paid', { id: 'po_1', amount: 4900, currency: 'eur' })).toBe(200)
    }
    type Money = { clientsMoney: { currencies: Record<string, { amount: string }>[] } }
    const { clientsMoney } = await ann.ask<Money>(
      '{ clientsMoney { currencies { onItsWay { amount } platform { amount } toRecover { amount } } provedAt } }',
      {},
    )
    expect(clientsMoney.currencies).toEqual([
      { onItsWay: { amount: '50.00' }, platform: { amount: '0.00' }, toRecover: { amount: '0.00' } },
    ])
  })
})

test('a refund goes to the card by a job, once, and what the processor then tells of it is known', async () => {
  const order = await ordered(3)
  await opened(order.id)
  await told('payment_intent.succeeded', succeeded(order, 3000))
  const paymentId = (await shown(order.id)).cardPayment?.id
  await done(ann, 'withdraw', { idempotencyKey: key(), subscriptionId: order.id }, '__typename')
  const back = { idempotencyKey: key(), paymentId, amount: { amount: '10.00', currency: 'EUR' } }
  for (const replayed of [false, true]) {
    const made = await done(
      staff.finance,
      'refund',
      back,
      '... on RefundPayload { replayed refund { amount { amount } iban } }',
    )
    expect(made).toMatchObject({ replayed, refund: { amount: { amount: '10.00' }, iban: null } })
  }
  expect(await sendCardRefunds(server.shop, now())).toBe('1 refunds asked for')
  expect(await sendCardRefunds(server.shop, now())).toBe('0 refunds asked for')
  const sent = stripe.asked.filter(({ path }) => path === 'POST /v1/refunds')
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
    await done(ann, 'withdraw', { idempotencyKey: key(), subscriptionId: order.id }, '__typename')
    await done(staff.finance, 'refund', { idempotencyKey: key(), paymentId }, '__typename')
    return { order, paymentId }
  }
  const refundsOf = async (order: Order) => (await shown(order.id)).cardPayment?.refunds
  const refuses = async <T>(error: object & { status: number }, work: () => Promise<T>) => {
    stripe.state.refusal = error
    try {
      return await work()
    } finally {
      stripe.state.refusal = null
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
    await done(staff.finance, 'refund', { idempotencyKey: key(), paymentId }, '__typename')
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

  test('because it gave it before, and its answer was lost, is known by our id', async () => {
    const { order } = await waiting()
    const [unsent] = await unsentRefunds(server.database.orm.em.fork())
    stripe.state.refunds = [{ id: 're_lost', metadata: { refund: unsent?.id ?? '' } }]
    const again = { status: 400, type: 'invalid_request_error', code: 'charge_already_refunded' }
    expect(await refuses(again, () => sendCardRefunds(server.shop, now()))).toBe('1 refunds asked for')
    expect(await refundsOf(order)).toMatchObject([{ sentAt: now().toISOString(), failedAt: null }])
  })
})
