import { beforeAll, expect, test } from '@jest/globals'
import type { Person } from '../../src/cli/demo/client.ts'
import { buy, type Staff } from '../../src/cli/demo/stage.ts'
import { lapseUnconfirmed } from '../../src/jobs/lapse-unconfirmed.ts'
import { join, proposeThrough } from '../support/aimed.ts'
import { done, step } from '../support/changes.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let staff: Staff
let people: Record<'issuer' | 'ann' | 'bea', Person>
beforeAll(async () => {
  staff = await server.staff()
  const { url } = server
  people = { issuer: await join(url, 'Iris'), ann: await join(url, 'Ann'), bea: await join(url, 'Bea') }
})

const OFFERING = '... on OfferingPayload { offering { state } }'

test('an owner reads why his offering was sent back, revises it and hands it in again; the public reads how many were', async () => {
  const { offeringId } = await proposeThrough(staff, people.issuer, 'reviewed')
  await done(
    staff.approver,
    'sendBackOffering',
    { idempotencyKey: 'back', offeringId, reason: 'clearTerms', explanation: 'What is a part?' },
    OFFERING,
  )
  const READ =
    'query ($id: ID!) { offering(id: $id) { state reviews { version outcome reason explanation } } }'
  expect(await people.issuer.ask(READ, { id: offeringId })).toEqual({
    offering: {
      state: 'sentBack',
      reviews: [{ version: 1, outcome: 'sentBack', reason: 'clearTerms', explanation: 'What is a part?' }],
    },
  })
  const change = { idempotencyKey: 'revise', offeringId, withdrawalDays: 14, mostExtensionDays: 5 }
  await done(people.issuer, 'reviseOffering', change, OFFERING)
  await step(people.issuer, 'submitOffering', 'offeringId', offeringId)
  await step(staff.approver, 'publishOffering', 'offeringId', offeringId)
  const PUBLIC = `query ($id: ID!) {
    offering(id: $id) { state termsVersion withdrawalDays mostExtensionDays versions { version } }
    selectionCriteria { code }
    selectionMonths { month submitted accepted sentBack refused }
  }`
  expect(await people.ann.ask(PUBLIC, { id: offeringId })).toEqual({
    offering: {
      state: 'open',
      termsVersion: 2,
      withdrawalDays: 14,
      mostExtensionDays: 5,
      versions: [{ version: 2 }],
    },
    selectionCriteria: [
      'complete',
      'clearTerms',
      'rightsCleared',
      'plausibleGoal',
      'withinScope',
      'soundOwner',
      'lawful',
    ].map(code => ({ code })),
    selectionMonths: [{ month: '2010-01', submitted: 2, accepted: 1, sentBack: 1, refused: 0 }],
  })
})

test('an approver with an interest says so, and another one has to decide', async () => {
  const { offeringId, projectId } = await proposeThrough(staff, people.issuer, 'interest')
  const interest = { idempotencyKey: 'own', projectId, text: 'I lent the band money' }
  await done(staff.approver, 'declareInterest', interest, '... on ProjectPayload { replayed }')
  const refused = { idempotencyKey: 'no', offeringId, reason: 'lawful', explanation: 'x' }
  await expect(done(staff.approver, 'refuseOffering', refused, OFFERING)).rejects.toMatchObject({
    code: 'INTEREST_DECLARED',
  })
})

test('a revision says what differs, suspends an order until it is reconfirmed, and silence gives the money back', async () => {
  const { offeringId } = await proposeThrough(staff, people.issuer, 'revised', { withdrawalDays: 0 })
  await step(staff.approver, 'publishOffering', 'offeringId', offeringId)
  for (const holder of [people.ann, people.bea]) {
    await buy(staff.finance, holder, { offeringId, shares: 5, at: '2010-01-01T09:00:00Z' })
  }
  const change = { idempotencyKey: 'more', offeringId, commissionRatio: '0.10', reconfirmDays: 3 }
  await done(people.issuer, 'reviseOffering', change, OFFERING)
  const APPROVE = `mutation ($id: ID!) {
    approveRevision(offeringId: $id, version: 2, idempotencyKey: "yes") { ${OFFERING} ... on Refusal { code message } }
  }`
  expect(await staff.approver.ask(APPROVE, { id: offeringId })).toEqual({
    approveRevision: { offering: { state: 'open' } },
  })
  const READ = `query ($id: ID!, $me: ID!) {
    offering(id: $id) { versions { version reconfirmBy changes { term before after } } raised { suspended { amount } } }
    node(id: $me) { ... on Party { subscriptions { edges { node { id state termsVersion suspendedUntil } } } } }
  }`
  type Read = { node: { subscriptions: { edges: { node: { id: string } }[] } } }
  const seen = await people.ann.ask<Read>(READ, { id: offeringId, me: people.ann.id })
  // 1 January 2010 is a Friday: two business days are Monday and Tuesday.
  const until = '2010-01-05T23:00:00.000Z'
  const order = seen.node.subscriptions.edges[0]?.node ?? { id: '' }
  expect(seen).toEqual({
    offering: {
      versions: [
        { version: 1, reconfirmBy: null, changes: [] },
        {
          version: 2,
          reconfirmBy: until,
          changes: [
            { term: 'commissionRatio', before: '0', after: '0.10' },
            { term: 'reconfirmDays', before: null, after: '3' },
          ],
        },
      ],
      raised: { suspended: { amount: '100.00' } },
    },
    node: {
      subscriptions: {
        edges: [{ node: { id: order.id, state: 'suspended', termsVersion: 1, suspendedUntil: until } }],
      },
    },
  })
  await done(
    people.ann,
    'reconfirmOrder',
    { idempotencyKey: 'keep', subscriptionId: order.id, version: 2 },
    '... on SubscriptionPayload { subscription { state } }',
  )
  const job = (now: string) => lapseUnconfirmed(server.shop, new Date(now))
  expect(await job('2010-01-05T22:59:59.999Z')).toBe('orders lapsed in 0 offerings')
  expect(await job(until)).toBe('orders lapsed in 1 offerings')
  expect(await job(until)).toBe('orders lapsed in 0 offerings')
  const MINE = `query ($me: ID!) {
    node(id: $me) { ... on Party { subscriptions { edges { node { state } } } balances { kind amount { amount } } } }
  }`
  const mine = async (person: Person) => person.ask(MINE, { me: person.id })
  expect(await mine(people.ann)).toMatchObject({
    node: { subscriptions: { edges: [{ node: { state: 'binding' } }] } },
  })
  expect(await mine(people.bea)).toMatchObject({
    node: {
      subscriptions: { edges: [{ node: { state: 'lapsed' } }] },
      balances: expect.arrayContaining([{ kind: 'holder', amount: { amount: '50.00' } }]),
    },
  })
})

test('members vote, and the public sees the totals; the closing moves as the terms say', async () => {
  const { offeringId } = await proposeThrough(staff, people.issuer, 'wanted', {
    opensAt: '2010-01-10T00:00:00Z',
    vote: { endsAt: '2010-01-05T00:00:00Z', quorum: 2 },
    earlyClose: { minimumDays: 7, noticeDays: 2 },
    mostExtensionDays: 10,
  })
  await step(staff.approver, 'publishOffering', 'offeringId', offeringId)
  const vote = (person: Person, amount: object | null) =>
    done(person, 'voteInterest', { idempotencyKey: 'vote', offeringId, amount }, OFFERING)
  await vote(people.ann, { amount: '25.50', currency: 'EUR' })
  await vote(people.bea, null)
  const longer = { idempotencyKey: 'longer', offeringId, closesAt: '2010-02-11T00:00:00Z' }
  await done(people.issuer, 'extendOffering', longer, OFFERING)
  const early = { idempotencyKey: 'early', offeringId, closesAt: '2010-01-17T00:00:00Z' }
  await expect(done(people.issuer, 'closeEarly', early, OFFERING)).rejects.toMatchObject({
    code: 'OFFERING_MOVE_ILLEGAL',
  })
  const READ = `query ($id: ID!) {
    offering(id: $id) { state closesAt paymentDueAt vote { quorum votes amount { amount } } earlyClose { noticeDays } }
  }`
  expect(await people.ann.ask(READ, { id: offeringId })).toEqual({
    offering: {
      state: 'vote',
      closesAt: '2010-02-11T00:00:00.000Z',
      paymentDueAt: '2010-02-11T00:00:00.000Z',
      vote: { quorum: 2, votes: 2, amount: { amount: '25.50' } },
      earlyClose: { noticeDays: 2 },
    },
  })
})
