import { beforeAll, expect, test } from '@jest/globals'
import { Person } from '../../src/cli/demo/client.ts'
import { openRaise, type Staff } from '../../src/cli/demo/stage.ts'
import { convertingOf } from '../support/converting.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ starts: '2010-01-02T12:00:00Z' })
const bank = convertingOf(server.database, '2010-01-02')
let staff: Staff
let ann: Person
let eve: Person
beforeAll(async () => {
  staff = await server.staff()
  const join = (name: string) =>
    Person.join(server.url, { email: `${name}@x.example`, name, password: 'long enough 1', language: 'en' })
  ;[ann, eve] = [await join('Ann'), await join('Eve')]
})

const REFUSED = '... on Refusal { __typename code message field }'
const OPEN = `mutation {
  openBankAccount(input: { idempotencyKey: "CHF", code: clients, currency: "CHF", iban: "CH9300762011623852957",
    holderName: "Tantième, clients" }) { ... on BankAccountPayload { bankAccount { iban } } ${REFUSED} }
}`
const ORDER = `mutation ($offering: ID!) {
  subscribe(input: { idempotencyKey: "order", offeringId: $offering, shares: 5 }) {
    ... on SubscriptionPayload { subscription { id reference } } ${REFUSED}
  }
}`
const QUOTE = `mutation ($id: ID!) {
  requestPaymentQuote(input: { idempotencyKey: "quote", subscriptionId: $id, currency: "CHF" }) {
    ... on SubscriptionPayload { subscription { state } replayed } ${REFUSED}
  }
}`
const LOOK = `query ($id: ID!) {
  node(id: $id) { ... on ShareSubscription { state quotes { amount { amount currency } quotedAt
    rate { from to rate source } paymentOrder { iban reference dueAt epcCode amount { amount } } } } }
}`
const PAY = `mutation ($reference: String!) {
  recordPayment(input: { idempotencyKey: "pay", bankReference: "1", remittance: $reference,
    amount: { amount: "47.50", currency: "CHF" }, receivedAt: "2010-01-02T12:00:00Z" }) {
    ... on ReceiptPayload { receipt { state suspenseReason heldFor { id } } } ${REFUSED}
  }
}`
const CHANGED = `mutation ($input: RecordMoneyChangedInput!) {
  recordMoneyChanged(input: $input) {
    ... on MoneyChangedPayload { reports { id } subscriptions { id state } replayed } ${REFUSED}
  }
}`

test('an order shows its owner what may be sent in another currency, and is paid when the bank has changed it', async () => {
  const { offeringId } = await openRaise(staff, eve, {
    ...{ key: 'francs', project: 'In euros', currency: 'EUR', timeZone: 'Europe/Paris' },
    class: { code: 'parts', name: 'Co-producer parts', shares: 5 },
    split: { 'class:parts': '0.30', issuer: '0.70' },
    ...{ sharePrice: '10.00', goal: '50.00', maxPerInvestor: null },
    ...{ opensAt: '2010-01-02T12:00:00Z', closesAt: '2010-01-10T00:00:00Z' },
    ...{ withdrawalDays: 4, commissionRatio: '0' },
  })
  type Ordered = { subscribe: { subscription: { id: string; reference: string } } }
  const { id, reference } = (await ann.ask<Ordered>(ORDER, { offering: offeringId })).subscribe.subscription
  await staff.admin.ask(OPEN)
  await bank.rate('EUR', 'CHF', '0.95', '2010-01-01')
  for (const replayed of [false, true]) {
    expect(await ann.ask(QUOTE, { id })).toEqual({
      requestPaymentQuote: { subscription: { state: 'reserved' }, replayed },
    })
  }
  const quote = {
    amount: { amount: '47.50', currency: 'CHF' },
    quotedAt: '2010-01-02T12:00:00.000Z',
    rate: { from: 'EUR', to: 'CHF', rate: '0.95', source: 'ECB' },
  }
  const paymentOrder = {
    ...{ iban: 'CH9300762011623852957', reference, dueAt: '2010-01-10T00:00:00.000Z', epcCode: null },
    amount: { amount: '47.50' },
  }
  for (const person of [ann, staff.finance, staff.auditor]) {
    expect(await person.ask(LOOK, { id })).toEqual({
      node: { state: 'reserved', quotes: [{ ...quote, paymentOrder }] },
    })
  }
  await expect(eve.ask(LOOK, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' })

  expect(await staff.finance.ask(PAY, { reference })).toEqual({
    recordPayment: { receipt: { state: 'suspense', suspenseReason: 'AWAITS_CHANGE', heldFor: { id } } },
  })
  expect(await ann.ask(LOOK, { id })).toEqual({
    node: { state: 'held', quotes: [{ ...quote, paymentOrder: null }] },
  })
  const debitId = `BankDebit:${await bank.left(4750n, 'CHF')}`
  const receiptIds = [`Receipt:${await bank.arrived(5000n, 'EUR')}`]
  const input = { idempotencyKey: 'change', debitId, receiptIds, reportIds: [], subscriptionIds: [id] }
  for (const replayed of [false, true]) {
    expect(await staff.finance.ask(CHANGED, { input })).toEqual({
      recordMoneyChanged: { reports: [], subscriptions: [{ id, state: 'paid' }], replayed },
    })
  }
})
