import { beforeAll } from '@jest/globals'
import { sql } from 'kysely'
import { Person } from '../../src/cli/demo/client.ts'
import { openRaise, type Staff } from '../../src/cli/demo/stage.ts'
import { sqlOf } from '../../src/database/sql.ts'
import { done } from './changes.ts'
import { raw } from './http.ts'
import { useServer } from './server.ts'
import { openStripe, signed } from './stripe.ts'

/** An order as its investor sees it. */
export type Order = { id: string; reference: string }
type Opened = { clientSecret: string; publishableKey: string; cardOrder: { total: { amount: string } } }
type Shown = {
  node: {
    state: string
    cardOrder: object | null
    cardPayment: { id: string; taken: { amount: string }; disputes: object[]; refunds: object[] } | null
  }
}

/**
 * Gives a test file a server with a card processor, and an offering whose shares Ann orders and pays by card. What `made`
 * holds is there once the tests run.
 */
export function useCardShop() {
  const made = {} as { stripe: Awaited<ReturnType<typeof openStripe>>; staff: Staff; ann: Person }
  const server = useServer({
    processor: async () => {
      made.stripe = await openStripe()
      return made.stripe.processor
    },
  })
  let offeringId: string
  beforeAll(async () => {
    server.database.beforeDrop.push(() => made.stripe.stop())
    made.staff = await server.staff()
    made.ann = await Person.join(server.url, {
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
    offeringId = (await openRaise(made.staff, made.ann, plan)).offeringId
  })

  const now = () => server.clock.now()
  const tell = (message: { body: string; signature: string }) =>
    raw(`${server.url}/webhooks/stripe`, {
      method: 'POST',
      headers: { 'stripe-signature': message.signature, 'content-type': 'application/json' },
      body: message.body,
    })
  const told = async (type: string, object: object) => (await tell(signed(type, object, now()))).status

  let keys = 0
  const key = () => `k-${++keys}`
  const ordered = async (shares: number) =>
    (
      await done<{ subscription: Order }>(
        made.ann,
        'subscribe',
        { idempotencyKey: key(), offeringId, shares },
        '... on SubscriptionPayload { subscription { id reference } }',
      )
    ).subscription
  const opened = (subscriptionId: string) =>
    done<Opened>(
      made.ann,
      'payByCard',
      { idempotencyKey: key(), subscriptionId },
      '... on PayByCardPayload { clientSecret publishableKey cardOrder { total { amount } } }',
    )
  const shown = async (id: string) =>
    (
      await made.ann.ask<Shown>(
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

  return { made, server, now, tell, told, key, ordered, opened, shown, named, succeeded, facts }
}
