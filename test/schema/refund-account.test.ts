import { expect, test } from '@jest/globals'
import { Person } from '../../src/cli/demo/client.ts'
import { openRaise } from '../../src/cli/demo/stage.ts'
import { useServer } from '../support/server.ts'

const server = useServer()

const ORDER = `mutation ($offering: ID!) {
  subscribe(input: { idempotencyKey: "order", offeringId: $offering, shares: 5 }) {
    ... on SubscriptionPayload { subscription { id reference refundAccount { iban } } }
  }
}`
const PAY = `mutation ($reference: String!) {
  recordPayment(input: { idempotencyKey: "pay", bankReference: "2010-01-01/1", remittance: $reference,
    amount: { amount: "50.00", currency: "EUR" }, receivedAt: "2010-01-01T08:00:00Z",
    payer: { iban: "FR76 3000 6000 0112 3456 7890 189", name: "Ann Payer" } }) { ... on ReceiptPayload { replayed } }
}`
const BACK =
  'query ($id: ID!) { node(id: $id) { ... on ShareSubscription { refundAccount { iban holderName } } } }'

test('an order shows its owner and staff, masked, the one account its money goes back to', async () => {
  const staff = await server.staff()
  const join = (name: string) =>
    Person.join(server.url, { email: `${name}@x.example`, name, password: 'long enough 1', language: 'en' })
  const [issuer, ann] = [await join('Iris'), await join('Ann')]
  const { offeringId } = await openRaise(staff, issuer, {
    key: 'raise',
    project: 'Toi + Moi',
    currency: 'EUR',
    timeZone: 'Europe/Paris',
    class: { code: 'parts', name: 'Co-producer parts', shares: 5 },
    split: { 'class:parts': '0.30', issuer: '0.70' },
    sharePrice: '10.00',
    goal: '50.00',
    maxPerInvestor: null,
    opensAt: '2010-01-01T00:00:00Z',
    closesAt: '2010-01-10T00:00:00Z',
    withdrawalDays: 4,
    commissionRatio: '0',
  })
  type Ordered = { subscribe: { subscription: { id: string; reference: string; refundAccount: null } } }
  const { subscription } = (await ann.ask<Ordered>(ORDER, { offering: offeringId })).subscribe
  expect(subscription.refundAccount).toBeNull()
  await staff.finance.ask(PAY, { reference: subscription.reference })
  for (const person of [ann, staff.finance, staff.auditor]) {
    expect(await person.ask(BACK, { id: subscription.id })).toEqual({
      node: { refundAccount: { iban: 'FR76…0189', holderName: 'Ann Payer' } },
    })
  }
})
