import { beforeAll, expect, test } from '@jest/globals'
import { Person } from '../../src/cli/demo/client.ts'
import { openRaise, type Staff } from '../../src/cli/demo/stage.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let staff: Staff
let ann: Person
let eve: Person
beforeAll(async () => {
  staff = await server.staff()
  const join = (name: string) =>
    Person.join(server.url, { email: `${name}@x.example`, name, password: 'long enough 1', language: 'en' })
  ;[ann, eve] = [await join('Ann'), await join('Eve')]
})

const OPEN = `mutation ($currency: String!, $iban: String!) {
  openBankAccount(input: { idempotencyKey: $currency, code: clients, currency: $currency, iban: $iban, bic: "AGRIFRPP",
    holderName: "Tantième, clients" }) { ... on BankAccountPayload { replayed } }
}`
const ORDER = `mutation ($offering: ID!, $key: String!) {
  subscribe(input: { idempotencyKey: $key, offeringId: $offering, shares: 5 }) {
    ... on SubscriptionPayload { subscription { id reference } }
  }
}`
const LOOK = `query ($id: ID!) { node(id: $id) { ... on ShareSubscription {
  paymentOrder { holderName iban bic amount { amount currency } reference dueAt epcCode epcCodeSvg }
} } }`
const PAY = `mutation ($reference: String!) {
  recordPayment(input: { idempotencyKey: "pay", bankReference: "2010-01-01/1", remittance: $reference,
    amount: { amount: "50.00", currency: "EUR" }, receivedAt: "2010-01-01T08:00:00Z" }) {
    ... on ReceiptPayload { receipt { state } }
  }
}`

type Order = { id: string; reference: string }
type Shown = { node: { paymentOrder: { epcCode: string | null; epcCodeSvg: string | null } | null } }
const shown = async (who: Person, { id }: Order) => (await who.ask<Shown>(LOOK, { id })).node?.paymentOrder

async function ordered(currency: string, key: string): Promise<Order> {
  const { offeringId } = await openRaise(staff, eve, {
    key,
    project: `In ${currency}`,
    currency,
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
  const { subscribe } = await ann.ask<{ subscribe: { subscription: Order } }>(ORDER, {
    offering: offeringId,
    key,
  })
  return subscribe.subscription
}

test('an order shows its owner and staff how it is to be paid, until it is', async () => {
  const order = await ordered('EUR', 'euro')
  expect(await shown(ann, order)).toBeNull()
  await staff.admin.ask(OPEN, { currency: 'EUR', iban: 'FR76 3000 6000 0112 3456 7890 189' })
  const payment = {
    holderName: 'Tantième, clients',
    iban: 'FR7630006000011234567890189',
    bic: 'AGRIFRPP',
    amount: { amount: '50.00', currency: 'EUR' },
    reference: order.reference,
    dueAt: '2010-01-10T00:00:00.000Z',
    epcCode: `BCD\n002\n1\nSCT\nAGRIFRPP\nTantième, clients\nFR7630006000011234567890189\nEUR50.00\n\n${order.reference}`,
    epcCodeSvg: expect.stringMatching(/^<svg /),
  }
  for (const person of [ann, staff.finance, staff.auditor])
    expect(await shown(person, order)).toEqual(payment)
  await expect(shown(eve, order)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await staff.finance.ask(PAY, { reference: order.reference })
  expect(await shown(ann, order)).toBeNull()
})

test('in another currency there is no code, and no order is shown once it is due', async () => {
  await staff.admin.ask(OPEN, { currency: 'CHF', iban: 'CH2801234000123456789' })
  const order = await ordered('CHF', 'franc')
  expect(await shown(ann, order)).toMatchObject({
    iban: 'CH2801234000123456789',
    amount: { amount: '50.00', currency: 'CHF' },
    epcCode: null,
    epcCodeSvg: null,
  })
  server.clock.move?.(new Date('2010-01-10T00:00:00Z'))
  expect(await shown(ann, order)).toBeNull()
})
