import { beforeAll, expect, test } from '@jest/globals'
import { Person } from '../../src/cli/demo/client.ts'
import { openRaise, type Staff } from '../../src/cli/demo/stage.ts'
import { openRounds } from '../../src/jobs/open-rounds.ts'
import { reinvestCredited } from '../../src/jobs/reinvest-credited.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let staff: Staff
beforeAll(async () => {
  staff = await server.staff()
})
const EUR = (amount: string) => ({ amount, currency: 'EUR' })
const REFUSED = '... on Refusal { code message }'

const PROPOSE = `mutation ($project: ID!) {
  proposeOffering(input: { idempotencyKey: "appeal", projectId: $project, sharePrice: { amount: "1.00", currency: "EUR" },
    shares: 10000, goalMode: keepWhatWasRaised, goal: { amount: "100.00", currency: "EUR" }, withdrawalDays: 0,
    opensAt: "2010-01-01T00:00:00+01:00", closesAt: "2010-02-01T00:00:00+01:00", repeats: month,
    entitlements: [{ gives: nothing }] }) { ... on OfferingPayload { offering { id repeats } } ${REFUSED} }
}`
const PUBLISH = `mutation ($id: ID!) {
  publishOffering(offeringId: $id, idempotencyKey: "publish") { ... on OfferingPayload { replayed } ${REFUSED} }
}`
const PLEDGE = `mutation ($id: ID!) {
  pledgeMonthly(input: { idempotencyKey: "pledge", offeringId: $id, amount: { amount: "60.00", currency: "EUR" } }) {
    ... on PledgePayload { pledge { id shares offering { id } } } ${REFUSED}
  }
}`
const CHANGE = `mutation ($id: ID!) {
  changePledge(input: { idempotencyKey: "change", pledgeId: $id, shares: 70 }) {
    ... on PledgePayload { pledge { amount { amount } } } ${REFUSED}
  }
}`
const END = `mutation ($id: ID!) {
  endPledge(input: { idempotencyKey: "end", pledgeId: $id }) {
    ... on PledgePayload { pledge { endedAt } } ${REFUSED}
  }
}`
const ORDERS =
  '{ viewer { person { subscriptions(first: 5) { edges { node { shares state reference } } } } } }'
const PAY = `mutation ($reference: String!) {
  recordPayment(input: { idempotencyKey: "pay", bankReference: "2010-01-01/1", remittance: $reference,
    amount: { amount: "60.00", currency: "EUR" }, receivedAt: "2010-01-01T08:00:00Z" }) { ... on ReceiptPayload { replayed } }
}`
const CLOSE = `mutation ($id: ID!) {
  closeOffering(offeringId: $id, idempotencyKey: "close") { ... on OfferingPayload { replayed } ${REFUSED} }
}`
const USE = `mutation ($id: ID!) {
  reportUse(input: { idempotencyKey: "use", offeringId: $id, lines: [{ what: "Travel", amount: { amount: "45.00", currency: "EUR" } }] }) {
    ... on OfferingPayload { offering { uses { what amount { amount } } } } ${REFUSED}
  }
}`
const LAST = `mutation ($id: ID!) {
  endRepeating(offeringId: $id, idempotencyKey: "last") { ... on OfferingPayload { offering { repeatingEndedAt } } ${REFUSED} }
}`
const MONTHS = `query ($id: ID!) { offering(id: $id) { rounds { closesAt goal { amount } amountAllotted { amount }
  raised { reserved { amount } } pledged { count amount { amount } } uses { what } } } }`

const PLAN = {
  ...{ key: 'news', project: 'The Lighthouse', currency: 'EUR', timeZone: 'Europe/Paris' },
  ...{ class: { code: 'parts', name: 'Parts', shares: 5 }, split: { 'class:parts': '0.30', issuer: '0.70' } },
  ...{ sharePrice: '10.00', goal: '50.00', maxPerInvestor: null, withdrawalDays: 4, commissionRatio: '0' },
  ...{ opensAt: '2010-01-01T00:00:00Z', closesAt: '2010-01-10T00:00:00Z' },
}

test('a month of running support shows its need, what it reached, what is pledged and what the money was used for', async () => {
  const join = (name: string) =>
    Person.join(server.url, { email: `${name}@x.example`, name, password: 'long enough 1', language: 'en' })
  const [issuer, ann] = [await join('Iris'), await join('Ann')]
  const { projectId } = await openRaise(staff, issuer, PLAN)
  type Proposed = { proposeOffering: { offering: { id: string } } }
  const { id } = (await staff.finance.ask<Proposed>(PROPOSE, { project: projectId })).proposeOffering.offering
  await staff.approver.ask(PUBLISH, { id })
  type Pledged = { pledgeMonthly: { pledge: { id: string; shares: number } } }
  const { pledge } = (await ann.ask<Pledged>(PLEDGE, { id })).pledgeMonthly
  expect(pledge).toMatchObject({ shares: 60, offering: { id } })
  await openRounds(server.shop, server.clock.now())
  type Orders = { viewer: { person: { subscriptions: { edges: { node: { reference: string } }[] } } } }
  const [order] = (await ann.ask<Orders>(ORDERS)).viewer.person.subscriptions.edges
  await staff.finance.ask(PAY, { reference: order?.node.reference })
  server.clock.move?.(new Date('2010-01-31T23:00:00Z'))
  await staff.finance.ask(CLOSE, { id })
  expect(await ann.ask(CHANGE, { id: pledge.id })).toEqual({
    changePledge: { pledge: { amount: { amount: '70.00' } } },
  })
  await openRounds(server.shop, server.clock.now())
  expect(await issuer.ask(USE, { id })).toEqual({
    reportUse: { offering: { uses: [{ what: 'Travel', amount: { amount: '45.00' } }] } },
  })
  const january = { closesAt: '2010-01-31T23:00:00.000Z', amountAllotted: { amount: '60.00' } }
  const february = { closesAt: '2010-02-28T23:00:00.000Z', amountAllotted: null }
  expect(await ann.ask(MONTHS, { id })).toMatchObject({
    offering: {
      rounds: [
        { ...january, goal: { amount: '100.00' }, uses: [{ what: 'Travel' }] },
        {
          ...february,
          raised: { reserved: { amount: '70.00' } },
          pledged: { count: 1, amount: { amount: '70.00' } },
        },
      ],
    },
  })
  expect(await ann.ask(END, { id: pledge.id })).toEqual({
    endPledge: { pledge: { endedAt: '2010-01-31T23:00:00.000Z' } },
  })
  expect(await issuer.ask(LAST, { id })).toEqual({
    endRepeating: { offering: { repeatingEndedAt: '2010-01-31T23:00:00.000Z' } },
  })
})

const SET = `mutation ($to: [ID!]!, $most: MoneyInput!) {
  setReinvestment(input: { idempotencyKey: "rule", ratio: "0.5", mostPerMonth: $most, preferences: $to }) {
    ... on ReinvestmentRulePayload { rule { id ratio preferences mostPerMonth { amount } outcomes { refusal } } } ${REFUSED}
  }
}`
const REVOKE = `mutation ($id: ID!) {
  endReinvestment(input: { idempotencyKey: "revoke", ruleId: $id }) {
    ... on ReinvestmentRulePayload { rule { endedAt } } ${REFUSED}
  }
}`

test('an investor sets, sees and revokes his rule to reinvest', async () => {
  const join = (name: string) =>
    Person.join(server.url, { email: `${name}@y.example`, name, password: 'long enough 1', language: 'en' })
  const [issuer, bea] = [await join('Ilse'), await join('Bea')]
  const { projectId, offeringId } = await openRaise(staff, issuer, { ...PLAN, key: 'songs' })
  const to = [offeringId, projectId]
  type Rule = { setReinvestment: { rule: { id: string } } }
  const { rule } = (await bea.ask<Rule>(SET, { to, most: EUR('20.00') })).setReinvestment
  expect(rule).toMatchObject({
    ...{ ratio: '0.5', preferences: to, mostPerMonth: { amount: '20.00' }, outcomes: [] },
  })
  await reinvestCredited(server.shop, server.clock.now())
  const now = server.clock.now().toISOString()
  expect(await bea.ask(REVOKE, { id: rule.id })).toEqual({ endReinvestment: { rule: { endedAt: now } } })
})
